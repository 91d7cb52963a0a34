#pragma once
#include <vector>

#include "aws/json_protocol.h"
#include "aws/query_protocol.h"
#include "http/router.h"

namespace epitaph::aws {

/// The door for AWS clients: sees which protocol a request is in and hands it on. A request in none
/// of them is refused in AWS JSON, with what was missing.
///
/// Wiring, with both references outliving the gateway and the gateway outliving the router:
///   Gateway gateway{{logs_service(…), events_service(…)}, {sts_service()}, authenticator,
///   metrics}; router.exact("POST", "/", gateway.route());
/// (and GET as well, for presigned URLs). Safe from any thread.
class Gateway {
 public:
  /// `services` of which one has a QueryDialect are served in Query as well.
  Gateway(std::vector<Service> services, std::vector<QueryService> query_services,
          const Authenticator& authenticator, CallObserver& observer);

  http::Response handle(const http::Request& request) const;
  /// `Rate exceeded`, in the form that the client expects.
  http::Response overloaded(const http::Request& request) const;
  /// The internal failure of the service, after handle() threw.
  http::Response failed(const http::Request& request) const;

  /// The three of them. Refers to this.
  http::Route route() const;

 private:
  const Protocol* protocol_of(const http::Request& request) const;
  http::Response refuse(const http::Request& request, const ApiError& error) const;

  QueryProtocol query_;
  JsonProtocol json_;
};

}  // namespace epitaph::aws
