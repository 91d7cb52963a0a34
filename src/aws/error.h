#pragma once
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "base/result.h"

namespace epitaph::aws {

/// A refusal as an AWS client sees it: `{"__type": type, "message": message, ...members}`.
/// It is returned, never thrown.
struct ApiError {
  std::string type;  ///< AWS's class name, `ResourceNotFoundException`
  std::string message;
  int status = 400;
  /// What else the class carries, `queryCompileError` for example.
  boost::json::object members = {};
  /// For our own log and never for the wire: what broke, where that is not the caller's affair.
  std::string cause = {};
  /// Its class in the Query protocol, where that is not `type` without its `Exception`.
  std::string query_code = {};
};

/// The class of an error in the Query protocol.
std::string query_code(const ApiError& error);

/// EventBridge refuses by this one, CloudWatch Logs and ECS by the next.
ApiError validation_exception(std::string message);
ApiError invalid_parameter(std::string message);
ApiError resource_not_found(std::string message);
ApiError resource_already_exists(std::string message);
ApiError limit_exceeded(std::string message);
ApiError access_denied(std::string message);
/// A body that cannot be read: no JSON, or JSON of another shape.
ApiError serialization_exception(std::string message);
ApiError unknown_operation(std::string message);
/// What every AWS API says when it has too much to do: `ThrottlingException`, `Rate exceeded`.
ApiError throttled();
/// A fault of ours, status 500. Each service has a class of its own for it (see dialect.h), which
/// the gateway puts in; `cause` is logged there.
ApiError internal_failure(std::string cause);
/// An Error that an operation did not foresee and thus cannot word: throttled() when something is
/// full or away (kUnavailable), internal_failure() with its message as the cause otherwise.
ApiError unforeseen(const Error& error);

/// Whether this is internal_failure()'s, still without its service's class.
bool is_internal_failure(const ApiError& error);

/// A value, or the ApiError in its place: what the helpers of a handler return, so that
/// EPITAPH_TRY and EPITAPH_CHECK carry both ApiErrors and plain Errors out of it.
template <class T>
class [[nodiscard]] Outcome : public Result<T, ApiError> {
 public:
  using Result<T, ApiError>::Result;
  // NOLINTNEXTLINE(google-explicit-constructor): `return error;` is the point.
  Outcome(const Error& error) : Result<T, ApiError>(unforeseen(error)) {}
};

/// For a check that hands back only its success.
using Verdict = Outcome<Done>;

}  // namespace epitaph::aws
