#pragma once
#include <optional>
#include <string_view>

#include <boost/json.hpp>

#include "base/clock.h"

namespace epitaph::events {

// Times in the documents of this folder: whole milliseconds since 1970; an absent one has no
// member.

inline void put_time(boost::json::object& document, std::string_view name,
                     const std::optional<Timestamp>& time) {
  if (time) document[name] = time->time_since_epoch().count();
}

inline std::optional<Timestamp> get_time(const boost::json::object& document,
                                         std::string_view name) {
  const auto* value = document.if_contains(name);
  if (value == nullptr) return std::nullopt;
  return Timestamp{std::chrono::milliseconds{value->to_number<std::int64_t>()}};
}

}  // namespace epitaph::events
