#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "logs/insights/functions/date_names.h"
#include "logs/insights/functions/date_pattern.h"

namespace epitaph::logs::insights {

// Writes one moment by the elements of a pattern.
class DateWriter {
 public:
  DateWriter(double epoch_ms, const TimeZone& zone) {
    const auto ms = static_cast<std::int64_t>(epoch_ms);
    const auto epoch =
        std::chrono::floor<std::chrono::seconds>(std::chrono::milliseconds{ms}).count();
    offset_ = zone.offset_at(epoch);
    const std::chrono::sys_time<std::chrono::milliseconds> local{
        std::chrono::milliseconds{ms + offset_ * 1000}};
    day_ = std::chrono::floor<std::chrono::days>(local);
    date_ = std::chrono::year_month_day{day_};
    clock_ = std::chrono::hh_mm_ss{local - day_};
    day_ms_ = (local - day_).count();
  }

  std::string write(const std::vector<DatePattern::Element>& elements) {
    for (const auto& element : elements) {
      if (element.letter == 0) {
        out_ += element.text;
      } else {
        write(element.letter, element.count);
      }
    }
    return std::move(out_);
  }

 private:
  void write(char letter, unsigned count) {
    const int year = static_cast<int>(date_.year());
    const unsigned month = static_cast<unsigned>(date_.month());
    const auto hour = clock_.hours().count();
    switch (letter) {
      case 'y':
      case 'u':
        return count == 2 ? number(year % 100, 2) : number(year, count);
      case 'M':
      case 'L':
        return count < 3 ? number(month, count) : name(kMonthNames[month - 1], count);
      case 'd':
        return number(static_cast<unsigned>(date_.day()), count);
      case 'D':
        return number((day_ - std::chrono::sys_days{date_.year() / 1 / 1}).count() + 1, count);
      case 'Q':
        return number((month + 2) / 3, count);
      case 'E':
        return name(kWeekdayNames[std::chrono::weekday{day_}.c_encoding()], count);
      case 'a':
        out_ += hour < 12 ? "AM" : "PM";
        return;
      case 'H':
        return number(hour, count);
      case 'k':
        return number(hour == 0 ? 24 : hour, count);
      case 'K':
        return number(hour % 12, count);
      case 'h':
        return number(hour % 12 == 0 ? 12 : hour % 12, count);
      case 'm':
        return number(clock_.minutes().count(), count);
      case 's':
        return number(clock_.seconds().count(), count);
      case 'S':
        out_ += fmt::format("{:03}000000", clock_.subseconds().count()).substr(0, count);
        return;
      case 'n':
        return number(clock_.subseconds().count() * 1'000'000, count);
      case 'A':
        return number(day_ms_, count);
      default:
        return write_offset(letter, count);
    }
  }

  void write_offset(char letter, unsigned count) {
    const char sign = offset_ < 0 ? '-' : '+';
    const auto hours = std::abs(offset_) / 3600;
    const auto minutes = std::abs(offset_) / 60 % 60;
    const bool zero = offset_ == 0;
    const bool named =
        letter == 'O' || letter == 'z' || letter == 'V' || (letter == 'Z' && count == 4);
    if (named) {
      if (zero) {
        out_ += letter == 'O' || letter == 'Z' ? "GMT" : "UTC";
      } else {
        out_ += fmt::format("GMT{}{:02}:{:02}", sign, hours, minutes);
      }
    } else if (zero && (letter == 'X' || (letter == 'Z' && count == 5))) {
      out_ += 'Z';
    } else if (count == 1 && letter != 'Z') {
      out_ += fmt::format("{}{:02}", sign, hours);
      if (minutes != 0) out_ += fmt::format("{:02}", minutes);
    } else if (count == 3 && letter != 'Z') {
      out_ += fmt::format("{}{:02}:{:02}", sign, hours, minutes);
    } else if (count == 5) {
      out_ += fmt::format("{}{:02}:{:02}", sign, hours, minutes);
    } else {
      out_ += fmt::format("{}{:02}{:02}", sign, hours, minutes);
    }
  }

  template <class Number>
  void number(Number number, unsigned digits) {
    out_ += fmt::format("{:0{}}", number, digits);
  }
  void name(std::string_view name, unsigned count) { out_ += count < 4 ? name.substr(0, 3) : name; }

  std::int64_t offset_ = 0;
  std::chrono::sys_days day_;
  std::chrono::year_month_day date_;
  std::chrono::hh_mm_ss<std::chrono::milliseconds> clock_;
  std::int64_t day_ms_ = 0;
  std::string out_;
};

std::string DatePattern::format(double epoch_ms, const TimeZone& zone) const {
  return DateWriter(epoch_ms, zone).write(elements_);
}

}  // namespace epitaph::logs::insights
