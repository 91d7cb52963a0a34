#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>

#include "base/clock.h"
#include "base/result.h"
#include "events/archives/archive.h"
#include "storage/storage.h"

namespace epitaph::events {

/// EventCount and SizeBytes of an archive.
struct ArchiveSize {
  std::uint64_t events = 0;
  std::uint64_t bytes = 0;  ///< as AWS counts: of each event what PutEvents counts of its entry,
                            ///< and the 20 characters of its time
};

/// Counts what archives hold, by reading them. A count holds for as long as the store says that the
/// archive has as many bytes; and one that took longer than kQuick is not made anew before
/// kRestFactor times as long has gone by: the numbers of a large archive lag, as AWS's do, who asks
/// to wait ten minutes.
/// Safe from any thread.
class ArchiveSizes {
 public:
  static constexpr std::chrono::milliseconds kQuick{100};
  static constexpr int kRestFactor = 50;

  /// `storage` must outlive this.
  explicit ArchiveSizes(storage::Storage& storage) : storage_(storage) {}

  /// Of the events that are within the archive's retention at `now`. Errors: the store's.
  Result<ArchiveSize> of(const Archive& archive, Timestamp now);

 private:
  using Ticks = std::chrono::steady_clock;
  struct Counted {
    ArchiveSize size;
    std::uint64_t stored_bytes = 0;
    Ticks::time_point again_at;
  };

  Result<ArchiveSize> count(const Archive& archive, Timestamp now) const;

  storage::Storage& storage_;
  std::mutex mutex_;  // guards counted_
  std::map<storage::LogGroupId, Counted> counted_;
};

}  // namespace epitaph::events
