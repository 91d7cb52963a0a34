#include "intake/json_splitter.h"

#include <algorithm>
#include <array>
#include <utility>

namespace epitaph::intake {
namespace {

/// The lists of answers, by their member's name; no event has one of these at its top.
constexpr std::array<std::string_view, 3> kLists = {"events", "tasks", "services"};
constexpr std::size_t kListNameMax = 8;

std::string_view list_named(std::string_view name) {
  const auto* found = std::ranges::find(kLists, name);
  return found == kLists.end() ? std::string_view{} : *found;
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

}  // namespace

JsonSplitter::JsonSplitter(std::size_t item_bytes_max, Sink sink)
    : item_bytes_max_(item_bytes_max), sink_(std::move(sink)) {}

void JsonSplitter::feed(std::string_view bytes) {
  for (const char c : bytes) {
    if (begins_anew(c)) give_up("it never ends");
    take(c);
    ++column_;
    if (c == '\n') {
      ++line_;
      column_ = 0;
    }
  }
}

void JsonSplitter::finish() {
  if (state_ == State::kValue && brackets_.empty()) end_item();
  if (state_ != State::kBetween) give_up("it never ends");
}

void JsonSplitter::take(char c) {
  switch (state_) {
    case State::kBetween:
      return take_between(c);
    case State::kValue:
      return take_in_value(c);
    case State::kString:
      return take_in_string(c);
    case State::kEscape:
      keep(c);
      state_ = State::kString;
  }
}

void JsonSplitter::take_between(char c) {
  if (is_blank(c) || c == ',') return;
  if (c == '[' && around_ == Around::kNothing) {
    around_ = Around::kArray;
  } else if (c == ']' && around_ == Around::kArray) {
    around_ = Around::kNothing;
  } else if (c == ']' && around_ == Around::kAnswer) {
    // What follows the events, up to the end of the answer, is no item.
    begin_item('{');
    dropped_ = true;
    around_ = Around::kNothing;
    list_ = {};
  } else {
    begin_item(c);
  }
}

void JsonSplitter::take_in_value(char c) {
  if (ends_scalar(c)) {
    end_item();
    return take_between(c);
  }
  // A list within a list's item is a member as any: a service has `events` of its own.
  if (c == '[' && !opening_.empty() && brackets_ == "{" && around_ != Around::kAnswer &&
      !dropped_) {
    return enter_answer();
  }
  keep(c);
  if (c == '"') {
    last_string_.clear();
    state_ = State::kString;
  } else if (c == '{' || c == '[') {
    brackets_ += c;
  } else if (c == '}' || c == ']') {
    if (!brackets_.empty()) brackets_.pop_back();
    if (brackets_.empty()) return end_item();
  }
  if (!is_blank(c)) opening_ = c == ':' ? list_named(last_string_) : std::string_view{};
}

void JsonSplitter::take_in_string(char c) {
  keep(c);
  if (c == '\\') {
    state_ = State::kEscape;
  } else if (c == '"') {
    state_ = State::kValue;
    return;
  }
  if (last_string_.size() <= kListNameMax) last_string_ += c;
}

void JsonSplitter::begin_item(char c) {
  item_.clear();
  brackets_.clear();
  last_string_.clear();
  opening_ = {};
  dropped_ = false;
  item_line_ = line_;
  item_begins_line_ = column_ == 0;
  state_ = State::kValue;
  take_in_value(c);
}

void JsonSplitter::end_item() {
  state_ = State::kBetween;
  if (dropped_) return;
  while (!item_.empty() && is_blank(item_.back())) item_.pop_back();
  sink_({.text = item_, .list = list_, .line = item_line_, .fault = {}});
}

/// The object that was taken for an item is an answer, and what its list holds are the items.
void JsonSplitter::enter_answer() {
  list_ = opening_;
  around_ = Around::kAnswer;
  state_ = State::kBetween;
}

void JsonSplitter::give_up(std::string_view fault) {
  state_ = State::kBetween;
  if (!dropped_) sink_({.text = item_, .list = list_, .line = item_line_, .fault = fault});
}

void JsonSplitter::keep(char c) {
  if (dropped_) return;
  if (item_.size() == item_bytes_max_) {
    sink_({.text = {}, .list = list_, .line = item_line_, .fault = "it is too long"});
    dropped_ = true;
    item_.clear();
    return;
  }
  item_ += c;
}

/// Outside an array a line of words is one bad item, not one a word.
bool JsonSplitter::ends_scalar(char c) const {
  if (item_.empty() || !brackets_.empty()) return false;
  if (around_ == Around::kNothing) return c == '\n';
  return c == ',' || c == ']' || c == '\n';
}

bool JsonSplitter::begins_anew(char c) const {
  return c == '{' && column_ == 0 && state_ != State::kBetween && item_begins_line_ &&
         !brackets_.empty() && brackets_.front() == '{';
}

}  // namespace epitaph::intake
