#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace epitaph::logs::insights {

/// A time zone: how far its clocks are ahead of UTC, and since when.
class TimeZone {
 public:
  /// `UTC`, `GMT`, `Z`; an offset (`+02:00`, `-0730`, `UTC+2`); or a name of the IANA database
  /// (`Europe/Berlin`), read from the machine's /usr/share/zoneinfo. nullopt for anything else.
  static std::optional<TimeZone> find(std::string_view name);

  /// Seconds ahead of UTC at a moment, in seconds since 1970.
  std::int64_t offset_at(std::int64_t epoch) const;
  /// The moment at which clocks show this time, counted as if it were UTC; of two, the earlier; of
  /// none, as if the clocks had not been put forward.
  std::int64_t to_utc(std::int64_t local) const;

 private:
  struct Change {
    std::int64_t from;
    std::int64_t offset;
  };
  static std::optional<TimeZone> read_database(std::string_view name);

  std::int64_t first_offset_ = 0;
  std::vector<Change> changes_;  // by time
};

/// `Z`, `+02:00`, `+0200`, `+2`: seconds ahead of UTC.
std::optional<std::int64_t> parse_offset(std::string_view text);

}  // namespace epitaph::logs::insights
