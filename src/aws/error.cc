#include "aws/error.h"

namespace epitaph::aws {
namespace {

constexpr std::string_view kInternalFailure = "InternalFailure";

}  // namespace

std::string query_code(const ApiError& error) {
  if (!error.query_code.empty()) return error.query_code;
  constexpr std::string_view kSuffix = "Exception";
  const std::string_view type = error.type;
  return std::string{type.ends_with(kSuffix) ? type.substr(0, type.size() - kSuffix.size()) : type};
}

ApiError validation_exception(std::string message) {
  return {.type = "ValidationException", .message = std::move(message)};
}

ApiError invalid_parameter(std::string message) {
  return {.type = "InvalidParameterException", .message = std::move(message)};
}

ApiError resource_not_found(std::string message) {
  return {.type = "ResourceNotFoundException", .message = std::move(message)};
}

ApiError resource_already_exists(std::string message) {
  return {.type = "ResourceAlreadyExistsException", .message = std::move(message)};
}

ApiError limit_exceeded(std::string message) {
  return {.type = "LimitExceededException", .message = std::move(message)};
}

ApiError access_denied(std::string message) {
  return {.type = "AccessDeniedException", .message = std::move(message)};
}

ApiError serialization_exception(std::string message) {
  return {.type = "SerializationException", .message = std::move(message)};
}

ApiError unknown_operation(std::string message) {
  return {.type = "UnknownOperationException", .message = std::move(message)};
}

ApiError throttled() { return {.type = "ThrottlingException", .message = "Rate exceeded"}; }

ApiError internal_failure(std::string cause) {
  return {.type = std::string{kInternalFailure},
          .message = "The request processing has failed because of an internal error.",
          .status = 500,
          .cause = std::move(cause)};
}

ApiError unforeseen(const Error& error) {
  return error.kind == ErrorKind::kUnavailable ? throttled() : internal_failure(error.message);
}

bool is_internal_failure(const ApiError& error) {
  return error.status == 500 && error.type == kInternalFailure;
}

}  // namespace epitaph::aws
