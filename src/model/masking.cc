#include "model/masking.h"

#include <initializer_list>
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

using Names = std::initializer_list<std::string_view>;

json::value* member(json::object& object, const Names& names) {
  for (const auto name : names) {
    if (auto* value = object.if_contains(name)) return value;
  }
  return nullptr;
}

template <class Visit>
void for_each_object(json::object& parent, const Names& names, Visit visit) {
  auto* list = member(parent, names);
  if (!list || !list->is_array()) return;
  for (auto& item : list->get_array()) {
    if (item.is_object()) visit(item.get_object());
  }
}

void mask_value(json::object& variable) {
  for (const std::string_view name : {"value", "Value"}) {
    if (auto* value = variable.if_contains(name)) *value = kMask;
  }
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

void mask_overrides(json::object& task) {
  auto* overrides = member(task, {"overrides", "Overrides"});
  if (!overrides || !overrides->is_object()) return;
  for_each_object(overrides->get_object(), {"containerOverrides", "ContainerOverrides"},
                  [](json::object& container) {
                    for_each_object(container, {"environment", "Environment"}, mask_value);
                  });
}

}  // namespace epitaph
