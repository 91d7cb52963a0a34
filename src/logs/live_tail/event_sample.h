#pragma once
#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

#include "logs/live_tail/tail_event.h"

namespace epitaph::logs {

/// A fair sample of the events of some stretch of time, however many they are: each has the same
/// chance to be in it (reservoir sampling). Nothing is left out as long as they are few.
/// For one thread.
class EventSample {
 public:
  /// At most so many events, and so many bytes of messages unless one alone has more.
  EventSample(std::size_t events_max, std::size_t bytes_max, std::uint64_t seed)
      : events_max_(events_max), bytes_max_(bytes_max), random_(seed) {}

  void offer(const TailEvent& event);
  /// Counts events that belong here and that nobody has kept.
  void miss(std::uint64_t events) { offered_ += events; }

  struct Taken {
    std::vector<TailEvent> events;  ///< in the order in which they came
    std::uint64_t dropped = 0;      ///< that there were besides
  };
  /// Gives the sample and begins the next.
  Taken take();

 private:
  bool fits(std::size_t bytes_more, std::size_t bytes_less) const;
  void keep(const TailEvent& event);

  const std::size_t events_max_;
  const std::size_t bytes_max_;
  std::mt19937_64 random_;
  std::vector<TailEvent> kept_;
  std::size_t bytes_ = 0;
  std::uint64_t offered_ = 0;
};

}  // namespace epitaph::logs
