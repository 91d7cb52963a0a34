#include <algorithm>
#include <chrono>

#include "base/ascii.h"
#include "logs/insights/functions/date_names.h"
#include "logs/insights/functions/date_pattern.h"
#include "logs/insights/token.h"

namespace epitaph::logs::insights {

// Reads one text by the elements of a pattern.
class DateReader {
 public:
  DateReader(const std::vector<DatePattern::Element>& elements, std::string_view text)
      : elements_(elements), rest_(text) {}

  std::optional<double> read(const TimeZone& zone) {
    if (!read_all() || !rest_.empty()) return std::nullopt;
    return moment(zone);
  }

 private:
  struct Found {
    std::optional<std::int64_t> year, month, day, day_of_year, hour, half_hour, minute, second;
    std::optional<std::int64_t> day_ms;
    std::int64_t ms = 0;
    bool afternoon = false;
    std::optional<std::int64_t> offset;
    std::optional<TimeZone> zone;
  };

  bool read_all() {
    // Where each open [ began, to go back to when what is inside does not fit.
    struct Start {
      std::string_view rest;
      Found found;
    };
    std::vector<Start> open;
    for (std::size_t i = 0; i < elements_.size(); ++i) {
      const auto& element = elements_[i];
      if (element.letter == '[') {
        open.push_back({rest_, found_});
      } else if (element.letter == ']') {
        open.pop_back();
      } else if (!read(element)) {
        if (open.empty()) return false;
        rest_ = open.back().rest;
        found_ = std::move(open.back().found);
        open.pop_back();
        i = end_of_section(i);
      }
    }
    return true;
  }

  // The ] that closes the section which the element lies in.
  std::size_t end_of_section(std::size_t i) const {
    for (int depth = 0; i < elements_.size(); ++i) {
      if (elements_[i].letter == '[') ++depth;
      if (elements_[i].letter == ']' && depth-- == 0) break;
    }
    return i;
  }

  bool read(const DatePattern::Element& element) {
    if (element.letter == 0) {
      if (!rest_.starts_with(element.text)) return false;
      rest_.remove_prefix(element.text.size());
      return true;
    }
    const unsigned count = element.count;
    const unsigned most = count == 1 ? 2 : count;  // a letter alone reads one digit or two
    switch (element.letter) {
      case 'y':
      case 'u':
        return read_year(count);
      case 'M':
      case 'L':
        return count < 3 ? number(found_.month, count, most, 1, 12) : month_name(count);
      case 'd':
        return number(found_.day, count, most, 1, 31);
      case 'D':
        return number(found_.day_of_year, count, 3, 1, 366);
      case 'E':
        return weekday_name(count);
      case 'a':
        return half_of_day();
      case 'H':
        return number(found_.hour, count, most, 0, 23);
      case 'k':
        return number(found_.hour, count, most, 1, 24) && wrap(found_.hour, 24);
      case 'K':
        return number(found_.half_hour, count, most, 0, 11);
      case 'h':
        return number(found_.half_hour, count, most, 1, 12) && wrap(found_.half_hour, 12);
      case 'm':
        return number(found_.minute, count, most, 0, 59);
      case 's':
        return number(found_.second, count, most, 0, 59);
      case 'S':
        return fraction(count);
      case 'n':
        return nanoseconds(count);
      case 'A':
        return number(found_.day_ms, count, 8, 0, 86'399'999);
      case 'X':
      case 'x':
      case 'Z':
        return offset();
      case 'O':
      case 'z':
      case 'V':
        return zone_name();
      default:
        return false;  // a quarter names no day
    }
  }

  static bool wrap(std::optional<std::int64_t>& number, std::int64_t at) {
    *number %= at;
    return true;
  }

  std::optional<std::int64_t> take_digits(std::size_t least, std::size_t most) {
    std::int64_t number = 0;
    std::size_t length = 0;
    while (length < most && length < rest_.size() && rest_[length] >= '0' && rest_[length] <= '9') {
      number = number * 10 + (rest_[length++] - '0');
    }
    if (length < least) return std::nullopt;
    rest_.remove_prefix(length);
    return number;
  }

  bool number(std::optional<std::int64_t>& into, unsigned least, unsigned most, std::int64_t lowest,
              std::int64_t highest) {
    const auto number = take_digits(least, std::max(least, most));
    if (!number || *number < lowest || *number > highest) return false;
    into = number;
    return true;
  }

  bool read_year(unsigned count) {
    const auto year = take_digits(count, count == 1 ? 4 : count);
    if (!year || *year > 9999) return false;
    found_.year = count == 2 ? 2000 + *year : *year;
    return true;
  }

  bool fraction(unsigned count) {
    const auto digits = take_digits(count, count);
    if (!digits) return false;
    std::int64_t scaled = *digits;
    for (unsigned i = count; i < 3; ++i) scaled *= 10;
    for (unsigned i = count; i > 3; --i) scaled /= 10;
    found_.ms = scaled;
    return true;
  }

  bool nanoseconds(unsigned count) {
    const auto digits = take_digits(count, 9);
    if (digits) found_.ms = *digits / 1'000'000;
    return digits.has_value();
  }

  template <std::size_t size>
  std::optional<std::size_t> take_name(const std::array<std::string_view, size>& names,
                                       unsigned count) {
    for (std::size_t i = 0; i < size; ++i) {
      const std::string_view name = count < 4 ? names[i].substr(0, 3) : names[i];
      if (!equal_ignoring_case(rest_.substr(0, name.size()), name)) continue;
      rest_.remove_prefix(name.size());
      return i;
    }
    return std::nullopt;
  }

  bool month_name(unsigned count) {
    const auto month = take_name(kMonthNames, count);
    if (month) found_.month = static_cast<std::int64_t>(*month) + 1;
    return month.has_value();
  }
  bool weekday_name(unsigned count) { return take_name(kWeekdayNames, count).has_value(); }

  bool half_of_day() {
    const std::string_view half = rest_.substr(0, 2);
    found_.afternoon = equal_ignoring_case(half, "PM");
    if (!found_.afternoon && !equal_ignoring_case(half, "AM")) return false;
    rest_.remove_prefix(2);
    return true;
  }

  // The longest beginning of the rest that is an offset.
  bool offset() {
    constexpr std::size_t kLengthMax = 6;  // +hh:mm
    for (std::size_t length = std::min(kLengthMax, rest_.size()); length > 0; --length) {
      if (const auto offset = parse_offset(rest_.substr(0, length))) {
        found_.offset = offset;
        rest_.remove_prefix(length);
        return true;
      }
    }
    return false;
  }

  bool zone_name() {
    const auto in_name = [](char c) {
      return is_alphanumeric(c) || std::string_view("_/+-:").contains(c);
    };
    const auto end = std::ranges::find_if_not(rest_, in_name);
    const auto length = static_cast<std::size_t>(end - rest_.begin());
    found_.zone = TimeZone::find(rest_.substr(0, length));
    rest_.remove_prefix(length);
    return found_.zone.has_value();
  }

  std::optional<double> moment(const TimeZone& zone) const {
    if (!found_.year) return std::nullopt;
    const std::chrono::year year{static_cast<int>(*found_.year)};
    std::chrono::sys_days day{year / 1 / 1};
    if (found_.day_of_year) {
      day += std::chrono::days{*found_.day_of_year - 1};
    } else {
      const std::chrono::year_month_day date{
          year, std::chrono::month{static_cast<unsigned>(found_.month.value_or(1))},
          std::chrono::day{static_cast<unsigned>(found_.day.value_or(1))}};
      if (!date.ok()) return std::nullopt;
      day = std::chrono::sys_days{date};
    }
    std::int64_t hour = found_.hour.value_or(0);
    if (found_.half_hour) hour = *found_.half_hour + (found_.afternoon ? 12 : 0);
    std::int64_t local = day.time_since_epoch().count() * std::int64_t{86'400} + hour * 3600 +
                         found_.minute.value_or(0) * 60 + found_.second.value_or(0);
    std::int64_t ms = found_.ms;
    if (found_.day_ms) {
      local = day.time_since_epoch().count() * std::int64_t{86'400} + *found_.day_ms / 1000;
      ms = *found_.day_ms % 1000;
    }
    const TimeZone& spoken = found_.zone ? *found_.zone : zone;
    const std::int64_t epoch = found_.offset ? local - *found_.offset : spoken.to_utc(local);
    return static_cast<double>(epoch * 1000 + ms);
  }

  const std::vector<DatePattern::Element>& elements_;
  std::string_view rest_;
  Found found_;
};

std::optional<double> DatePattern::parse(std::string_view text, const TimeZone& zone) const {
  return DateReader(elements_, text).read(zone);
}

}  // namespace epitaph::logs::insights
