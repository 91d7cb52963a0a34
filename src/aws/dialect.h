#pragma once
#include <string_view>

namespace epitaph::aws {

/// What differs between services where the words are the same.
struct Dialect {
  /// The class of a violated request shape; its text is the same everywhere (validation.h).
  std::string_view validation_error;
  /// The class of a fault of the server's, status 500.
  std::string_view internal_error;
};

// Source: reference eventbridge.md 1, cloudwatch-logs.md 1, ecs.md 8.
inline constexpr Dialect kEventBridge{"ValidationException", "InternalException"};
inline constexpr Dialect kLogs{"InvalidParameterException", "ServiceUnavailableException"};
inline constexpr Dialect kEcs{"InvalidParameterException", "ServerException"};
inline constexpr Dialect kSqs{"InvalidParameterValueException", "InternalFailure"};

}  // namespace epitaph::aws
