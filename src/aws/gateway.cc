#include "aws/gateway.h"

#include "aws/query_service.h"

namespace epitaph::aws {
namespace {

std::vector<QueryService> with_query_forms(std::vector<QueryService> query_services,
                                           const std::vector<Service>& services) {
  for (const Service& service : services) {
    if (service.query) query_services.push_back(query_service(service));
  }
  return query_services;
}

}  // namespace

Gateway::Gateway(std::vector<Service> services, std::vector<QueryService> query_services,
                 const Authenticator& authenticator, CallObserver& observer)
    : query_(with_query_forms(std::move(query_services), services), authenticator, observer),
      json_(std::move(services), authenticator, observer) {}

const Protocol* Gateway::protocol_of(const http::Request& request) const {
  if (json_.speaks(request)) return &json_;
  if (query_.speaks(request)) return &query_;
  return nullptr;
}

http::Response Gateway::refuse(const http::Request& request, const ApiError& error) const {
  const Protocol* protocol = protocol_of(request);
  return (protocol != nullptr ? *protocol : json_).refuse(request, error);
}

http::Response Gateway::handle(const http::Request& request) const {
  const Protocol* protocol = protocol_of(request);
  if (protocol != nullptr) return protocol->respond(request);
  return refuse(request, unknown_operation("The request names no operation: it has neither an "
                                           "X-Amz-Target header nor a form with an Action."));
}

http::Response Gateway::overloaded(const http::Request& request) const {
  return refuse(request, throttled());
}

http::Response Gateway::failed(const http::Request& request) const {
  return refuse(request, internal_failure({}));
}

http::Route Gateway::route() const {
  return {.handler = [this](const http::Request& request) { return handle(request); },
          .on_overload = [this](const http::Request& request) { return overloaded(request); },
          .on_failure = [this](const http::Request& request) { return failed(request); }};
}

}  // namespace epitaph::aws
