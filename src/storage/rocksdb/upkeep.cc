#include "storage/rocksdb/upkeep.h"

#include <algorithm>
#include <set>
#include <vector>

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/event_dropper.h"
#include "storage/rocksdb/holdings.h"
#include "storage/rocksdb/subject_dropper.h"

namespace epitaph::storage::rocks {

namespace {

// Rows in one step: some ten milliseconds of the committer's time when all of them lie apart.
constexpr std::size_t kStepRowsMax = 1000;
// How long the number of a retired group or queue is remembered. A commit made before the
// retirement is queued by then, or its caller has long given up.
constexpr std::chrono::hours kRetiredFor{1};

using Blocks = std::vector<std::uint64_t>;

}  // namespace

Status Upkeep::run(UpkeepStep step) {
  const std::scoped_lock lock(step_mutex_);
  return committer_.run(std::move(step));
}

Result<std::map<HolderId, Timestamp>> list_retired(const Database& database) {
  std::map<HolderId, Timestamp> retired;
  RangeWalk walk(database, Family::kDefault, KeyRange::of_prefix(retired_prefix()));
  for (walk.seek_first(); walk.valid(); walk.next()) {
    ByteReader key(walk.key().substr(retired_prefix().size()));
    ByteReader value(walk.value());
    const HolderId holder = key.u64();
    retired.emplace(holder, value.time());
    if (!key.done() || !value.done()) return bad_row("retired groups and queues");
  }
  EPITAPH_CHECK(walk.status());
  return retired;
}

Result<SweepReport> Upkeep::sweep(std::span<const Expiry> expired) {
  SweepReport report;
  for (const Expiry& expiry : expired) EPITAPH_CHECK(expire(expiry, report));
  EPITAPH_CHECK(finish_retired(report));
  return report;
}

/// Events first, then the blocks that have none left. The snapshot is older than both: a block that
/// is in it had all its rows by then, and those below the cutoff are gone after the first part. A
/// repeat that comes while this runs brings a block of its own, which the next sweep sees.
Status Upkeep::expire(const Expiry& expiry, SweepReport& report) {
  const Snapshot snapshot(database_);
  const std::uint64_t before = report.events_dropped;
  EPITAPH_CHECK(drop_expired_events(expiry, report));
  if (report.events_dropped == before) return Done{};
  EPITAPH_CHECK(release_expired_blocks(expiry, snapshot.get(), report));
  return drop_expired_usage(expiry);
}

Status Upkeep::drop_expired_events(const Expiry& expiry, SweepReport& report) {
  KeyRange range{.lower = group_prefix(expiry.group),
                 .upper = group_event_key(expiry.group, {.time = expiry.before}, "")};
  bool more = true;
  while (more) {
    EventDropper dropper(database_, expiry.group);
    const auto step = [&](rocksdb::WriteBatch& batch, WriterState&) -> Status {
      RangeWalk walk(database_, Family::kGroupEvents, range);
      for (walk.seek_first(); walk.valid() && dropper.dropped() < kStepRowsMax; walk.next()) {
        const auto key = decode_group_event_key(walk.key());
        if (!key) return bad_row("group_events");
        EPITAPH_CHECK(dropper.drop(key->id, key->stream, walk.value(), batch));
      }
      more = walk.valid();
      // Onwards from here: to begin anew would be to walk over what has just been deleted.
      if (more) range.lower = walk.key();
      EPITAPH_CHECK(walk.status());
      return dropper.settle(batch);
    };
    EPITAPH_CHECK(run(step));
    report.events_dropped += dropper.dropped();
    report.bodies_freed_bytes += dropper.freed_bytes();
  }
  return Done{};
}

/// For blocks whose count of rows did not come down to nothing: repeats took rows over from them.
Status Upkeep::release_expired_blocks(const Expiry& expiry, const rocksdb::Snapshot* snapshot,
                                      SweepReport& report) {
  const auto holder = static_cast<HolderId>(expiry.group);
  const auto release = [&](const Blocks& blocks) -> Status {
    Holdings holdings(database_);
    const auto step = [&](rocksdb::WriteBatch& batch, WriterState&) -> Status {
      for (const std::uint64_t block : blocks) {
        EPITAPH_CHECK(holdings.release(holder, block, batch));
      }
      return Done{};
    };
    EPITAPH_CHECK(run(step));
    report.bodies_freed_bytes += holdings.freed_bytes();
    return Done{};
  };

  Blocks blocks;
  RangeWalk walk(database_, Family::kHolders, KeyRange::of_prefix(holder_prefix(holder)), snapshot);
  for (walk.seek_first(); walk.valid(); walk.next()) {
    const auto block = decode_holding_key(walk.key());
    const auto holding = decode_holding(walk.value());
    if (!block || !holding) return bad_row("holders");
    if (holding->max_time < expiry.before) blocks.push_back(*block);
    if (blocks.size() == kStepRowsMax) {
      EPITAPH_CHECK(release(blocks));
      blocks.clear();
    }
  }
  EPITAPH_CHECK(walk.status());
  if (!blocks.empty()) EPITAPH_CHECK(release(blocks));
  return Done{};
}

/// The hours that are over altogether, with what repeats left in their sums.
Status Upkeep::drop_expired_usage(const Expiry& expiry) {
  return run([&](rocksdb::WriteBatch& batch, WriterState&) -> Status {
    RangeWalk walk(database_, Family::kUsage,
                   {.lower = group_prefix(expiry.group),
                    .upper = usage_key(expiry.group, hour_of(expiry.before))});
    std::size_t rows = 0;
    for (walk.seek_first(); walk.valid() && rows < kStepRowsMax; walk.next(), ++rows) {
      batch.Delete(database_.family(Family::kUsage), walk.key());
    }
    return walk.status();
  });
}

Result<bool> Upkeep::delete_stream(LogGroupId group, std::string_view stream) {
  const std::string prefix = stream_prefix(group, stream);
  bool existed = false;
  bool more = true;
  while (more) {
    const auto step = [&](rocksdb::WriteBatch& batch, WriterState&) -> Status {
      EPITAPH_TRY(row, database_.get(Family::kStreams, stream_key(group, stream)));
      existed = existed || row.has_value();

      EventDropper dropper(database_, group);
      RangeWalk walk(database_, Family::kStreamEvents, KeyRange::of_prefix(prefix));
      for (walk.seek_first(); walk.valid() && dropper.dropped() < kStepRowsMax; walk.next()) {
        const auto id = decode_stream_event_key(walk.key());
        if (!id) return bad_row("stream_events");
        EPITAPH_CHECK(dropper.drop(*id, stream, walk.value(), batch));
      }
      EPITAPH_CHECK(walk.status());
      // Each step begins with the stream's first row, though deleted ones are walked over: so the
      // last one sees all there is, what came meanwhile too, and takes the stream itself along.
      more = walk.valid();
      if (!more && row) batch.Delete(database_.family(Family::kStreams), stream_key(group, stream));
      return dropper.settle(batch);
    };
    EPITAPH_CHECK(run(step));
  }
  return existed;
}

/// A subject of many events goes in steps, the oldest first; the last step takes its row along.
Result<std::uint64_t> Upkeep::delete_subject(std::string_view subject) {
  std::uint64_t dropped = 0;
  bool more = true;
  while (more) {
    SubjectDropper dropper(database_, subject);
    const auto step = [&](rocksdb::WriteBatch& batch, WriterState&) -> Status {
      RangeWalk walk(database_, Family::kSubjectEvents,
                     KeyRange::of_prefix(subject_prefix(subject)));
      for (walk.seek_first(); walk.valid() && dropper.dropped() < kStepRowsMax; walk.next()) {
        EPITAPH_CHECK(dropper.drop(walk.key(), walk.value(), batch));
      }
      EPITAPH_CHECK(walk.status());
      more = walk.valid();
      if (!more) EPITAPH_CHECK(tasks_.remove(subject, batch));
      return dropper.settle(batch);
    };
    EPITAPH_CHECK(run(step));
    dropped += dropper.dropped();
  }
  return dropped;
}

Result<std::uint64_t> Upkeep::delete_subject_events(std::string_view subject,
                                                    std::span<const TaskEventPlace> places) {
  std::uint64_t dropped = 0;
  while (!places.empty()) {
    // A place that is named twice must not be taken off its block twice.
    const auto now = places.first(std::min(places.size(), kStepRowsMax));
    const std::set<TaskEventPlace> distinct(now.begin(), now.end());
    SubjectDropper dropper(database_, subject);
    const auto step = [&](rocksdb::WriteBatch& batch, WriterState&) -> Status {
      for (const auto& place : distinct) {
        const std::string key = subject_event_key(subject, place);
        EPITAPH_TRY(value, database_.get(Family::kSubjectEvents, key));
        if (value) EPITAPH_CHECK(dropper.drop(key, *value, batch));
      }
      return dropper.settle(batch);
    };
    EPITAPH_CHECK(run(step));
    dropped += dropper.dropped();
    places = places.subspan(now.size());
  }
  return dropped;
}

Status Upkeep::finish_retired(SweepReport& report) {
  EPITAPH_TRY(retired, list_retired(database_));
  for (const auto& [holder, retired_at] : retired) {
    EPITAPH_CHECK(finish_retired(holder, retired_at, report));
  }
  return Done{};
}

/// Its rows went when it was retired. Now it lets go of its blocks and, after a while, is
/// forgotten.
Status Upkeep::finish_retired(HolderId holder, Timestamp retired_at, SweepReport& report) {
  const bool forget = clock_.now() >= retired_at + kRetiredFor;
  KeyRange range = KeyRange::of_prefix(holder_prefix(holder));
  bool more = true;
  while (more) {
    Holdings holdings(database_);
    const auto step = [&](rocksdb::WriteBatch& batch, WriterState& state) -> Status {
      RangeWalk walk(database_, Family::kHolders, range);
      std::size_t rows = 0;
      for (walk.seek_first(); walk.valid() && rows < kStepRowsMax; walk.next(), ++rows) {
        const auto block = decode_holding_key(walk.key());
        if (!block) return bad_row("holders");
        EPITAPH_CHECK(holdings.release(holder, *block, batch));
      }
      EPITAPH_CHECK(walk.status());
      more = walk.valid();
      if (more) {
        range.lower = walk.key();
      } else {
        // Of a group; a queue has none.
        const LogGroupId group{holder};
        delete_range(batch, database_, Family::kUsage, KeyRange::of_prefix(group_prefix(group)));
        if (forget) {
          batch.Delete(database_.family(Family::kDefault), retired_key(holder));
          state.retired.erase(holder);
        }
      }
      return Done{};
    };
    EPITAPH_CHECK(run(step));
    report.bodies_freed_bytes += holdings.freed_bytes();
  }
  return Done{};
}

}  // namespace epitaph::storage::rocks
