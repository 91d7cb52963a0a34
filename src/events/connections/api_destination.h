#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "base/clock.h"
#include "base/result.h"
#include "model/arn.h"

namespace epitaph::events {

/// An HTTP endpoint as a target: the control-plane document of kind "api-destination".
/// Source: reference eventbridge.md, 12.
struct ApiDestination {
  static constexpr std::string_view kKind = "api-destination";
  static constexpr std::int64_t kRateDefault = 300;

  Scope scope;
  std::string name;
  std::string id;  ///< a UUID, as Connection's
  std::string description;
  std::string connection_arn;
  std::string endpoint;  ///< each `*` is filled from the target's PathParameterValues
  std::string method;
  std::int64_t calls_per_second = kRateDefault;
  Timestamp created_at, modified_at;

  /// `arn:P:events:R:A:api-destination/NAME/UUID`
  std::string arn() const;
};

boost::json::object to_json(const ApiDestination& destination);
/// Errors: kCorrupt.
Result<ApiDestination> parse_document(std::string_view document, const ApiDestination* tag);

}  // namespace epitaph::events
