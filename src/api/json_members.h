#pragma once
#include <optional>
#include <string_view>

#include <boost/json.hpp>

#include "base/clock.h"
#include "base/time_text.h"

namespace epitaph::api {

/// What an answer says of a thing that may be unknown: null rather than an empty text, so that
/// every answer of a kind has the same members.
inline boost::json::value text_or_null(std::string_view text) {
  return text.empty() ? boost::json::value() : boost::json::value(text);
}

inline boost::json::value time_or_null(const std::optional<Timestamp>& time) {
  return time ? boost::json::value(format_rfc3339(*time)) : boost::json::value();
}

}  // namespace epitaph::api
