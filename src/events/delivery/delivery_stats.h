#pragma once
#include <atomic>
#include <cstdint>

namespace epitaph::events {

/// What the outbox has done since the start, in the words of AWS/Events' metrics where it has any.
struct DeliveryStats {
  std::uint64_t attempts = 0;
  std::uint64_t retries = 0;  ///< of those, all but the first of their delivery
  std::uint64_t delivered = 0;
  std::uint64_t given_up = 0;       ///< failed invocations
  std::uint64_t dead_lettered = 0;  ///< of those, kept in a dead-letter queue
  std::uint64_t owed = 0;           ///< now
  std::uint64_t targets = 0;        ///< that something has been owed to of late
};

}  // namespace epitaph::events
