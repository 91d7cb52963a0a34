#include "events/schedules/cron_field.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace epitaph::events {
namespace {

std::optional<int> read_number(std::string_view text) {
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_whole = fault == std::errc{} && end == text.data() + text.size();
  if (!is_whole || text.front() == '-') return std::nullopt;
  return number;
}

bool is_name(std::string_view text, std::string_view name) {
  return std::ranges::equal(text, name, [](char given, char wanted) {
    return std::toupper(static_cast<unsigned char>(given)) == wanted;
  });
}

struct Span {
  int from, to;
};

std::optional<Span> read_span(std::string_view text, const CronRange& range) {
  if (text == "*") return Span{range.min, range.max};
  const auto dash = text.find('-');
  const auto from = read_cron_value(text.substr(0, dash), range);
  if (!from) return std::nullopt;
  if (dash == std::string_view::npos) return Span{*from, *from};
  const auto to = read_cron_value(text.substr(dash + 1), range);
  if (!to) return std::nullopt;
  return Span{*from, *to};
}

bool add_item(std::string_view text, const CronRange& range, CronSet& values) {
  const auto slash = text.find('/');
  const auto span_text = text.substr(0, slash);
  auto span = read_span(span_text, range);
  if (!span) return false;
  int step = 1;
  if (slash != std::string_view::npos) {
    const auto given = read_number(text.substr(slash + 1));
    if (!given || *given < 1 || *given > range.max) return false;
    step = *given;
    if (!span_text.contains('-')) span->to = range.max;
  }
  const int length = range.max - range.min + 1;
  const int last = span->to < span->from ? span->to + length : span->to;
  for (int value = span->from; value <= last; value += step) {
    values.set(static_cast<std::size_t>(value > range.max ? value - length : value));
  }
  return true;
}

}  // namespace

std::optional<int> read_cron_value(std::string_view text, const CronRange& range) {
  const auto named =
      std::ranges::find_if(range.names, [&](std::string_view name) { return is_name(text, name); });
  if (named != range.names.end()) {
    return range.min + static_cast<int>(named - range.names.begin());
  }
  const auto number = text.empty() ? std::nullopt : read_number(text);
  if (!number || *number < range.min || *number > range.max) return std::nullopt;
  return number;
}

std::optional<CronSet> read_cron_field(std::string_view text, const CronRange& range) {
  CronSet values;
  for (std::size_t begin = 0; begin <= text.size();) {
    const auto end = std::min(text.find(',', begin), text.size());
    if (!add_item(text.substr(begin, end - begin), range, values)) return std::nullopt;
    begin = end + 1;
  }
  return values;
}

}  // namespace epitaph::events
