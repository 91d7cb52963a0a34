#include "model/masking.h"

#include <utility>

namespace epitaph {
namespace {

namespace json = boost::json;

constexpr std::string_view kMask = "***";

bool ends_url(char c) { return static_cast<unsigned char>(c) <= ' ' || c == '"'; }

/// `text` begins like `name=`, as a query does.
bool begins_query(std::string_view text) {
  constexpr std::string_view kName =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%[]";
  const auto end = text.find_first_not_of(kName);
  return end != std::string_view::npos && end > 0 && text[end] == '=';
}

/// Where the query that begins at `from` ends: punctuation of the sentence around it is not its.
std::size_t query_end(std::string_view text, std::size_t from) {
  std::size_t end = from;
  while (end < text.size() && !ends_url(text[end])) ++end;
  // An escaped quote in JSON text: the backslash belongs to the quote.
  if (end < text.size() && text[end] == '"' && end > from && text[end - 1] == '\\') --end;
  while (end > from && std::string_view{":,;.)'"}.contains(text[end - 1])) --end;
  return end;
}

bool hide(json::value& value) {
  if (const auto* text = value.if_string(); text && std::string_view{*text} == kMask) return false;
  value = kMask;
  return true;
}

/// One of the {name, value} of a list.
bool hide_value(json::object& variable) {
  bool hidden = false;
  for (const std::string_view name : {"value", "Value"}) {
    if (auto* value = variable.if_contains(name)) hidden |= hide(*value);
  }
  return hidden;
}

bool is_environment(std::string_view member) {
  return member == "environment" || member == "Environment";
}

/// What has another shape than the two of an environment is looked at like anything else.
bool hide_environment(json::value& environment) {
  bool hidden = false;
  if (auto* variables = environment.if_array()) {
    for (auto& variable : *variables) {
      if (auto* object = variable.if_object()) hidden |= hide_value(*object);
    }
  } else if (auto* map = environment.if_object()) {
    for (auto& member : *map) hidden |= hide(member.value());
  }
  return hidden;
}

bool hide_queries(json::string& text) {
  // Most texts have no query, and need no copy to see it.
  if (!std::string_view{text}.contains('?')) return false;
  const auto masked = mask_url_queries(text);
  if (masked == std::string_view{text}) return false;
  text = masked;
  return true;
}

}  // namespace

std::string mask_url_queries(std::string_view text) {
  std::string masked;
  std::size_t copied = 0;
  bool in_word = false;
  bool has_scheme = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool after_word = std::exchange(in_word, !ends_url(text[at]));
    if (!in_word) has_scheme = false;
    if (text.substr(at).starts_with("://")) has_scheme = true;
    if (text[at] != '?' || !after_word) continue;
    if (!has_scheme && !begins_query(text.substr(at + 1))) continue;
    const auto end = query_end(text, at + 1);
    if (end == at + 1) continue;
    masked.append(text.substr(copied, at + 1 - copied)).append(kMask);
    copied = end;
    at = end - 1;
  }
  return masked.append(text.substr(copied));
}

bool mask_secrets(json::object& object) {
  bool hidden = false;
  for (auto& member : object) {
    if (is_environment(member.key())) hidden |= hide_environment(member.value());
    hidden |= mask_secrets(member.value());
  }
  return hidden;
}

bool mask_secrets(json::value& value) {
  if (auto* text = value.if_string()) return hide_queries(*text);
  if (auto* object = value.if_object()) return mask_secrets(*object);
  bool hidden = false;
  if (auto* array = value.if_array()) {
    for (auto& item : *array) hidden |= mask_secrets(item);
  }
  return hidden;
}

std::string mask_message(std::string_view message) {
  // Deeper than an event may be nested, and shallow enough for the stack.
  constexpr std::size_t kDepthMax = 1100;
  const auto begin = message.find_first_not_of(" \t\r\n");
  const bool may_be_json =
      begin != std::string_view::npos && (message[begin] == '{' || message[begin] == '[');
  if (!may_be_json) return mask_url_queries(message);
  // What has neither needs no parsing.
  if (!message.contains("nvironment") && !message.contains('?') && !message.contains('\\')) {
    return std::string{message};
  }
  boost::system::error_code error;
  auto value = json::parse(message, error, {}, {.max_depth = kDepthMax});
  if (error) return mask_url_queries(message);
  return mask_secrets(value) ? json::serialize(value) : std::string{message};
}

}  // namespace epitaph
