#include "api/openapi.h"

#include "openapi_file.h"

namespace epitaph::api {

std::string_view openapi_document() { return openapi_file::kFiles[0].text(); }

void add_openapi_resource(Resources& resources) {
  resources.add({.method = "GET",
                 .path = "/openapi.json",
                 .handle = [](const http::Request&, const std::string&) {
                   return Result{http::Response::json(200, std::string{openapi_document()})};
                 }});
}

}  // namespace epitaph::api
