#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace epitaph::events {

/// Why a delivery failed, in the words of a dead letter's ERROR_CODE: those of AWS's that can
/// happen here. Source: reference eventbridge.md, 8.
enum class ErrorCode : std::uint8_t {
  kConnectionFailure,
  kErrorFromTarget,
  kInternalError,
  kInvalidJson,       ///< the target's input cannot be made of this event
  kInvalidParameter,  ///< the target cannot take this event, whatever happens
  kNoPermissions,
  kNoResource,  ///< the target is not there, or no service of its kind is
  kThirdAccountHop,
  kThirdRegionHop,
  kThrottling,
  kTimeout,
};

/// `CONNECTION_FAILURE`, `THIRD_ACCOUNT_HOP_DETECTED`.
std::string_view to_text(ErrorCode code);

/// One attempt that failed.
struct DeliveryFault {
  ErrorCode code = ErrorCode::kInternalError;
  std::string message;  ///< for a person; holds no secret and nothing of the event
  /// Trying again would change nothing: no such resource, no permission, a status that says so.
  bool is_final = false;
  /// What the target's Retry-After asks for; a negative one ends the retries, as on AWS.
  std::optional<std::chrono::seconds> retry_after = {};
};

/// What came of one attempt; nullopt: it was delivered.
using Attempt = std::optional<DeliveryFault>;

}  // namespace epitaph::events
