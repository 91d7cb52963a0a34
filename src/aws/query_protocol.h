#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "aws/authenticator.h"
#include "aws/call_observer.h"
#include "aws/protocol.h"

namespace epitaph::aws {

/// One call by the Query protocol.
struct QueryCall {
  std::vector<http::Parameter> parameters;  ///< decoded, valid UTF-8; Action and Version as well
  Caller caller;
  std::string request_id;
  std::string host;      ///< the Host header, for answers that hold a URL of this server
  std::string path;      ///< `/`, or that of the queue for SQS
  std::string trace_id;  ///< the X-Amzn-Trace-Id header

  std::optional<std::string_view> parameter(std::string_view name) const;
};

/// What goes into `<ActionResult>`, as XML (xml.h), or an error. The classes of this protocol carry
/// no `Exception`: `InvalidParameterValue`.
using QueryAnswer = Outcome<std::string>;

struct QueryAction {
  std::string_view name;                                ///< a literal, `GetCallerIdentity`
  std::function<QueryAnswer(const QueryCall&)> handle;  ///< as Operation::handle
  bool has_result = true;  ///< else `<ActionResult>` is left out of the answer
};

/// One AWS API that speaks Query. The views are literals.
struct QueryService {
  std::string_view name;           ///< as SigV4 names it: `sts`
  std::string_view version;        ///< `2011-06-15`
  std::string_view xml_namespace;  ///< of the answers
  std::vector<QueryAction> actions;
};

/// The Query protocol: a form (or the query string, which presigned URLs use) with Action, Version
/// and the parameters; the answer is XML.
///   <GetCallerIdentityResponse xmlns="…"><GetCallerIdentityResult>…</GetCallerIdentityResult>
///     <ResponseMetadata><RequestId>…</RequestId></ResponseMetadata></GetCallerIdentityResponse>
///   <ErrorResponse xmlns="…"><Error><Type>Sender</Type><Code>…</Code><Message>…</Message></Error>
///     <RequestId>…</RequestId></ErrorResponse>
/// Refused are, in this order: a body that is too large or no form (MalformedQueryString), no
/// Action (MissingAction), an unknown one (InvalidAction), the caller (the authenticator's errors).
class QueryProtocol final : public Protocol {
 public:
  /// Throws std::logic_error when two services have one action in the same version.
  QueryProtocol(std::vector<QueryService> services, const Authenticator& authenticator,
                CallObserver& observer);
  QueryProtocol(const QueryProtocol&) = delete;
  QueryProtocol& operator=(const QueryProtocol&) = delete;

  bool speaks(const http::Request& request) const override;
  http::Response respond(const http::Request& request) const override;
  http::Response refuse(const http::Request& request, const ApiError& error) const override;

 private:
  struct Entry {
    const QueryService* service;
    const QueryAction* action;
  };
  Outcome<Entry> find(const std::vector<http::Parameter>& parameters) const;

  const std::vector<QueryService> services_;
  /// By version and action; points into services_.
  std::map<std::pair<std::string, std::string>, Entry> entries_;
  const Authenticator& authenticator_;
  CallObserver& observer_;
};

}  // namespace epitaph::aws
