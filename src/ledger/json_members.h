#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "base/clock.h"
#include "base/time_text.h"
#include "model/event.h"

namespace epitaph::ledger {

/// Readers of documents and of the `detail` of events that come seldom. A member that is absent or
/// of another type reads as empty: the record must not be lost over it.

inline std::string text_member(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value && value->is_string() ? std::string{value->get_string()} : std::string{};
}

inline std::optional<std::int64_t> integer_member(const boost::json::object& object,
                                                  std::string_view key) {
  const auto* value = object.if_contains(key);
  if (!value || !value->is_number()) return std::nullopt;
  boost::system::error_code error;
  const auto number = value->to_number<std::int64_t>(error);
  return error ? std::nullopt : std::optional{number};
}

inline std::optional<Timestamp> time_member(const boost::json::object& object,
                                            std::string_view key) {
  return parse_rfc3339(text_member(object, key));
}

inline std::vector<std::string> texts_member(const boost::json::object& object,
                                             std::string_view key) {
  std::vector<std::string> texts;
  const auto* list = object.if_contains(key);
  if (!list || !list->is_array()) return texts;
  for (const auto& item : list->get_array()) {
    if (item.is_string()) texts.emplace_back(item.get_string());
  }
  return texts;
}

/// An empty object when `key` holds none.
inline boost::json::object object_member(const boost::json::object& object, std::string_view key) {
  const auto* value = object.if_contains(key);
  return value && value->is_object() ? value->get_object() : boost::json::object{};
}

/// The members of a JSON object; none when `text` is something else.
inline boost::json::object parse_object(std::string_view text) {
  boost::system::error_code error;
  auto value = boost::json::parse(text, error, {}, {.max_depth = kEventDepthMax});
  return !error && value.is_object() ? std::move(value.get_object()) : boost::json::object{};
}

}  // namespace epitaph::ledger
