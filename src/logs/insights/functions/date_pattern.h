#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logs/insights/functions/time_zone.h"

namespace epitaph::logs::insights {

/// How a moment is written, in the letters of Java's DateTimeFormatter:
///
///   y u  year          M L  month (MMM: Sep, MMMM: September)   d  day         D  day of the year
///   Q    quarter       E    weekday (EEE: Tue, EEEE: Tuesday)   a  AM or PM
///   H k  hour of the day, from 0 and 1    K h  of half a day, from 0 and 1
///   m s  minute, second    S n  fraction of a second, nanoseconds    A  milliseconds of the day
///   X x Z O  offset from UTC    z V  zone
///   '…'  plain text, '' a quote    […]  what may be absent when reading
///
/// or in strftime's (%Y-%m-%dT%H:%M:%S), where the text has a percent sign. English names.
/// Immutable.
class DatePattern {
 public:
  /// nullopt when the text is no pattern, or has letters that are not above.
  static std::optional<DatePattern> compile(std::string_view pattern);

  std::string format(double epoch_ms, const TimeZone& zone) const;
  /// Milliseconds since 1970, of all of `text`. What the pattern does not have is the first: month
  /// 1, day 1, hour 0; but the year must be there. `zone` is for texts without an offset.
  std::optional<double> parse(std::string_view text, const TimeZone& zone) const;

 private:
  /// A letter as often as it stands there; or, without one, plain text.
  struct Element {
    char letter = 0;
    unsigned count = 0;
    std::string text;
  };
  bool add_java(std::string_view pattern);
  bool add_strftime(std::string_view pattern);
  void add_text(std::string_view text);

  std::vector<Element> elements_;

  friend class DateReader;
  friend class DateWriter;
};

}  // namespace epitaph::logs::insights
