#include "api/openapi.h"

#include "openapi_file.h"

namespace epitaph::api {

std::string_view openapi_document() { return openapi_file::kFiles[0].text(); }

void add_openapi_route(http::Router& router) {
  router.exact("GET", "/api/v1/openapi.json", {.handler = [](const http::Request&) {
                 return http::Response::json(200, std::string{openapi_document()});
               }});
}

}  // namespace epitaph::api
