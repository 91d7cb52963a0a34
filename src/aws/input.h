#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include <boost/json.hpp>

#include "base/clock.h"

namespace epitaph::aws {

/// Readers of an input's members, or of a structure's within it, for handlers whose shape has
/// already checked them. A null member is absent. A member of another type than asked for, or the
/// lack of one that is said to be there, is a bug in the shape: it throws.
///
///   const auto name = text(call.input, "Name");                       // required by the shape
///   const auto bus = optional_text(call.input, "EventBusName").value_or("default");
///   for (const auto& item : items(call.input, "Targets")) read_target(item.as_object());
///
/// What is returned points into `input`.
std::string_view text(const boost::json::object& input, std::string_view name);
std::optional<std::string_view> optional_text(const boost::json::object& input,
                                              std::string_view name);

/// Numbers beyond 64 bits come back as the nearest that fits.
std::int64_t number(const boost::json::object& input, std::string_view name);
std::optional<std::int64_t> optional_number(const boost::json::object& input,
                                            std::string_view name);
std::optional<double> optional_double(const boost::json::object& input, std::string_view name);

bool flag(const boost::json::object& input, std::string_view name, bool otherwise = false);

/// A timestamp(): epoch seconds or RFC 3339 text; years 1 to 9999, the nearest of them otherwise.
Timestamp time(const boost::json::object& input, std::string_view name);
std::optional<Timestamp> optional_time(const boost::json::object& input, std::string_view name);

/// The items of a list(); an absent list has none.
const boost::json::array& items(const boost::json::object& input, std::string_view name);
/// A structure() or map(); null when absent.
const boost::json::object* optional_object(const boost::json::object& input, std::string_view name);
/// Whether the member is there and not null.
bool has(const boost::json::object& input, std::string_view name);

/// Times on their way out: epoch seconds with a fraction, as EventBridge and ECS answer them.
double epoch_seconds(Timestamp time);

}  // namespace epitaph::aws
