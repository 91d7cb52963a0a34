#include "events/json_path.h"

#include <charconv>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <re2/re2.h>

#include "model/json_text.h"

namespace epitaph::events {
namespace {

/// Whether a key, with its quotes, spells `name`. Most keys have no escapes and need no decoding.
bool spells(std::string_view quoted, std::string_view name) {
  const auto inside = quoted.substr(1, quoted.size() - 2);
  if (!inside.contains('\\')) return inside == name;
  boost::system::error_code error;
  const auto decoded = boost::json::parse(quoted, error);
  return !error && decoded.is_string() && std::string_view{decoded.get_string()} == name;
}

}  // namespace

std::optional<JsonPath> JsonPath::parse(std::string_view text) {
  static const re2::RE2 kStep{R"(\.([^.\[\]'"()\s]+)|\[(\d+)\]|(\[\*\]))"};
  if (!text.starts_with('$')) return std::nullopt;
  re2::StringPiece rest{text.data() + 1, text.size() - 1};
  JsonPath path;
  std::string name, digits, all;
  while (!rest.empty()) {
    if (!re2::RE2::Consume(&rest, kStep, &name, &digits, &all)) return std::nullopt;
    if (!name.empty()) {
      path.steps_.emplace_back(name);
    } else if (!all.empty()) {
      path.steps_.emplace_back(AllElements{});
    } else {
      std::size_t index = 0;
      const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), index);
      if (read.ec != std::errc{}) return std::nullopt;
      path.steps_.emplace_back(index);
    }
  }
  return path;
}

std::optional<std::string_view> JsonPath::member(std::string_view object, std::string_view name) {
  if (!object.starts_with('{')) return std::nullopt;
  std::optional<std::string_view> found;
  object.remove_prefix(1);
  while (object.size() > 1) {
    const auto key = take_json_value(object);
    object.remove_prefix(1);
    const auto value = take_json_value(object);
    object.remove_prefix(1);
    if (spells(key, name)) found = value;
  }
  return found;
}

std::vector<std::string_view> JsonPath::elements(std::string_view array) {
  std::vector<std::string_view> elements;
  if (!array.starts_with('[')) return elements;
  array.remove_prefix(1);
  while (array.size() > 1) {
    elements.push_back(take_json_value(array));
    array.remove_prefix(1);
  }
  return elements;
}

std::optional<std::string> JsonPath::find(std::string_view json) const {
  std::vector<std::string_view> found{json};
  bool is_list = false;
  for (const auto& step : steps_) {
    std::vector<std::string_view> next;
    bool is_array = false;
    for (const auto value : found) {
      if (const auto* name = std::get_if<std::string>(&step)) {
        if (const auto inside = member(value, *name)) next.push_back(*inside);
        continue;
      }
      is_array = is_array || value.starts_with('[');
      const auto items = elements(value);
      if (const auto* index = std::get_if<std::size_t>(&step)) {
        if (*index < items.size()) next.push_back(items[*index]);
      } else {
        next.insert(next.end(), items.begin(), items.end());
      }
    }
    if (std::holds_alternative<AllElements>(step)) {
      if (!is_array && !is_list) return std::nullopt;
      is_list = true;
    }
    found = std::move(next);
  }
  if (is_list) return fmt::format("[{}]", fmt::join(found, ","));
  if (found.empty()) return std::nullopt;
  return std::string{found.front()};
}

}  // namespace epitaph::events
