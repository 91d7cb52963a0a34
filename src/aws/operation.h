#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <boost/json.hpp>

#include "aws/dialect.h"
#include "aws/error.h"
#include "aws/shape.h"
#include "http/body_pipe.h"
#include "model/arn.h"

namespace epitaph::aws {

/// One call of an operation, read and validated. input.h reads members out of `input`.
struct Call {
  boost::json::object input;
  /// Account and region of the caller; ARNs in the answer are made of them.
  Scope scope;
  std::string access_key;  ///< empty when the request carried no credential
  std::string request_id;
  std::string host;        ///< the Host header, for answers that hold a URL of this server
  std::string path = "/";  ///< or that of the queue, for SQS
  std::string trace_id;    ///< the X-Amzn-Trace-Id header
};

/// An output that is JSON text already, for answers too large to be built as values first.
struct JsonText {
  std::string text;
};

/// An output that goes on after the handler has returned: messages of event_stream.h, written into
/// the other end of the pipe as they come into being. AWS JSON only.
struct EventStream {
  std::shared_ptr<http::BodyReader> messages;
};

/// What an operation answers: `return Done{};` when it has no output, a boost::json::object, a
/// JsonText, an EventStream, an ApiError, or a plain Error (as unforeseen() words it).
class [[nodiscard]] Answer {
 public:
  // NOLINTBEGIN(google-explicit-constructor): handlers `return` each of these.
  Answer(Done done) : state_(done) {}
  Answer(boost::json::object output) : state_(std::move(output)) {}
  Answer(JsonText output) : state_(std::move(output)) {}
  Answer(EventStream output) : state_(std::move(output)) {}
  Answer(ApiError error) : state_(std::move(error)) {}
  Answer(const Error& error) : state_(unforeseen(error)) {}
  // NOLINTEND(google-explicit-constructor)

  /// Null when the operation succeeded.
  const ApiError* error() const { return std::get_if<ApiError>(&state_); }
  /// Null when the answer is whole.
  const EventStream* stream() const { return std::get_if<EventStream>(&state_); }
  /// The body of a success; empty for Done and for a stream.
  std::string body() const& { return Answer{*this}.body(); }
  std::string body() &&;
  /// The output as a value, for tests; of an error it throws, of Done it is empty.
  boost::json::object output() const;

 private:
  std::variant<Done, boost::json::object, JsonText, EventStream, ApiError> state_;
};

/// Most inputs are a few kilobytes. Eight times this is what one call can make the server hold
/// (json_body.h).
constexpr std::size_t kBodyBytesMax = 1'048'576;
/// For PutEvents and PutLogEvents: 1 MiB of text, each character of which may be written `\u0001`,
/// and what stands around it.
constexpr std::size_t kBatchBodyBytesMax = 8 * kBodyBytesMax;

/// One operation of an API, as its file declares it. `handle` is called from any number of threads
/// at once and may block (on a commit, say); what it throws is answered as an internal failure.
struct Operation {
  std::string_view name;  ///< a literal, `PutEvents`
  Shape input;            ///< a structure()
  std::function<Answer(const Call&)> handle;
  std::size_t body_bytes_max = kBodyBytesMax;
  /// What it answers, a structure(), where the service speaks Query too: its members in the order
  /// of the XML. Absent: nothing.
  std::optional<Shape> output = {};
};

/// How a service names itself in the Query protocol. The views are literals.
struct QueryDialect {
  std::string_view version;        ///< `2012-11-05`
  std::string_view xml_namespace;  ///< of the answers
};

/// One AWS API that speaks AWS JSON, and perhaps Query as well (query_service.h): one declaration
/// of each operation serves both. The views are literals.
struct Service {
  std::string_view name;           ///< as SigV4 names it: `events`, `logs`, `ecs`
  std::string_view target_prefix;  ///< of X-Amz-Target: `AWSEvents`, `Logs_20140328`
  Dialect dialect;
  std::vector<Operation> operations;
  std::optional<QueryDialect> query = {};
};

}  // namespace epitaph::aws
