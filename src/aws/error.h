#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <variant>

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
class [[nodiscard]] Outcome {
 public:
  // NOLINTBEGIN(google-explicit-constructor): `return value;` and `return error;` are the point.
  Outcome(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Outcome(ApiError error) : state_(std::in_place_index<1>, std::move(error)) {}
  Outcome(const Error& error) : Outcome(unforeseen(error)) {}
  // NOLINTEND(google-explicit-constructor)
  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }
  const ApiError& error() const& { return std::get<1>(state_); }
  ApiError&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, ApiError> state_;
};

/// For a check that hands back only its success.
using Verdict = Outcome<Done>;

}  // namespace epitaph::aws
