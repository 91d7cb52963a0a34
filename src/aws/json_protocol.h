#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "aws/authenticator.h"
#include "aws/call_observer.h"
#include "aws/operation.h"
#include "aws/protocol.h"

namespace epitaph::aws {

/// AWS JSON 1.0 and 1.1: `X-Amz-Target: AWSEvents.PutRule` names the operation, the body is its
/// input, and the answer comes in the version that the request's Content-Type has (1.1 where it has
/// none). In this order a request is refused for
///   an unknown target       UnknownOperationException
///   its caller              the authenticator's errors
///   its body                RequestEntityTooLargeException, SerializationException
///   its input               validate()'s errors
/// and then by the handler. Every answer carries x-amzn-RequestId, an error x-amzn-errortype too,
/// and that of a service which speaks Query as well x-amzn-query-error, for clients that know its
/// classes by their names there.
/// An EventStream goes out as application/vnd.amazon.eventstream.
/// What caused an internal failure goes to the log with the request's id, not to the client.
class JsonProtocol final : public Protocol {
 public:
  /// Throws std::logic_error when two operations have one target.
  JsonProtocol(std::vector<Service> services, const Authenticator& authenticator,
               CallObserver& observer);
  JsonProtocol(const JsonProtocol&) = delete;
  JsonProtocol& operator=(const JsonProtocol&) = delete;

  bool speaks(const http::Request& request) const override;
  http::Response respond(const http::Request& request) const override;
  http::Response refuse(const http::Request& request, const ApiError& error) const override;

 private:
  struct Entry {
    const Service* service;
    const Operation* operation;
  };
  const Entry* find(const http::Request& request) const;
  Outcome<Call> read_call(const http::Request& request, const Entry& entry,
                          std::string request_id) const;

  const std::vector<Service> services_;
  std::map<std::string, Entry, std::less<>> entries_;  // by target; points into services_
  const Authenticator& authenticator_;
  CallObserver& observer_;
};

}  // namespace epitaph::aws
