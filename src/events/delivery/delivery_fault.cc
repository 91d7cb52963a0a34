#include "events/delivery/delivery_fault.h"

namespace epitaph::events {

std::string_view to_text(ErrorCode code) {
  switch (code) {
    case ErrorCode::kConnectionFailure:
      return "CONNECTION_FAILURE";
    case ErrorCode::kErrorFromTarget:
      return "ERROR_FROM_TARGET";
    case ErrorCode::kInternalError:
      return "INTERNAL_ERROR";
    case ErrorCode::kInvalidJson:
      return "INVALID_JSON";
    case ErrorCode::kInvalidParameter:
      return "INVALID_PARAMETER";
    case ErrorCode::kNoPermissions:
      return "NO_PERMISSIONS";
    case ErrorCode::kNoResource:
      return "NO_RESOURCE";
    case ErrorCode::kThirdAccountHop:
      return "THIRD_ACCOUNT_HOP_DETECTED";
    case ErrorCode::kThirdRegionHop:
      return "THIRD_REGION_HOP_DETECTED";
    case ErrorCode::kThrottling:
      return "THROTTLING";
    case ErrorCode::kTimeout:
      return "TIMEOUT";
  }
  return "UNKNOWN";
}

}  // namespace epitaph::events
