#include "events/archives/archive_sizes.h"

#include <optional>

#include "model/event.h"

namespace epitaph::events {
namespace {

/// Entries of archives that were deleted are not looked for; so many may be remembered at all.
constexpr std::size_t kCountedMax = 10'000;
constexpr std::uint64_t kTimeBytes = 20;

/// Source: reference eventbridge.md, 11.
std::uint64_t bytes_of(const Event& event) {
  std::uint64_t bytes =
      kTimeBytes + event.source.size() + event.detail_type.size() + event.detail_bytes;
  for (const auto& resource : event.resources) bytes += resource.size();
  return bytes;
}

}  // namespace

Result<ArchiveSize> ArchiveSizes::count(const Archive& archive, Timestamp now) const {
  ArchiveSize size;
  const auto cursor = storage_.scan_log_events(
      {.group = archive.events_id, .stream = {}, .from = retained_from(archive, now), .after = {}});
  for (;;) {
    EPITAPH_TRY(next, cursor->next());
    if (next == nullptr) return size;
    EPITAPH_TRY(event, parse_event(next->message));
    ++size.events;
    size.bytes += bytes_of(event);
  }
}

Result<ArchiveSize> ArchiveSizes::of(const Archive& archive, Timestamp now) {
  EPITAPH_TRY(stored_bytes, storage_.group_bytes(archive.events_id, retained_from(archive, now)));
  const auto began = Ticks::now();
  {
    const std::scoped_lock lock(mutex_);
    const auto known = counted_.find(archive.events_id);
    if (known != counted_.end() &&
        (known->second.stored_bytes == stored_bytes || began < known->second.again_at)) {
      return known->second.size;
    }
  }
  EPITAPH_TRY(size, count(archive, now));
  const auto took = Ticks::now() - began;
  const auto again_at = took < kQuick ? began : began + kRestFactor * took;
  const std::scoped_lock lock(mutex_);
  if (counted_.size() >= kCountedMax) counted_.clear();
  counted_[archive.events_id] = {size, stored_bytes, again_at};
  return size;
}

}  // namespace epitaph::events
