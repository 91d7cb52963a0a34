#include "storage/rocksdb/tasks/task_sealer.h"

#include <algorithm>
#include <tuple>

#include <spdlog/spdlog.h>

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

namespace {

// What one step writes: a few milliseconds of the committer's time.
constexpr std::size_t kStepBytes = std::size_t{512} << 10;
constexpr std::size_t kStepRows = 2048;
constexpr std::size_t kStepCarried = 256;

const Error kStopped{ErrorKind::kUnavailable, "store: is closing"};

}  // namespace

TaskSealer::~TaskSealer() {
  thread_.request_stop();
  {
    const std::scoped_lock lock(tasks_.mutex_);
    tasks_.changed_.notify_all();
  }
}

void TaskSealer::work(const std::stop_token& stop) {
  Status done = tasks_.settle_all();
  while (done && !stop.stop_requested()) {
    const auto task = wait(stop);
    if (!task) return;
    done = task->segment ? seal(task->segment, stop) : dissolve(*task->block, stop);
  }
  if (done || stop.stop_requested()) return;
  spdlog::error("the store seals no more tasks until a restart error=\"{}\"", done.error().message);
  const std::scoped_lock lock(tasks_.mutex_);
  tasks_.broken_ = done.error();
  tasks_.changed_.notify_all();
}

std::optional<TaskSealer::Task> TaskSealer::wait(const std::stop_token& stop) {
  std::unique_lock lock(tasks_.mutex_);
  for (;;) {
    if (stop.stop_requested()) return std::nullopt;
    if (!tasks_.frozen_.empty()) return Task{.segment = tasks_.frozen_.front(), .block = {}};
    for (const auto& [number, block] : *tasks_.blocks_) {
      if (2 * block.dead_count >= block.header.rows) return Task{.segment = {}, .block = block};
    }
    tasks_.changed_.wait(lock);
  }
}

Status TaskSealer::seal(const Segment& segment, const std::stop_token& stop) {
  std::vector<std::string> arns;
  {
    const std::scoped_lock lock(tasks_.mutex_);
    for (std::uint32_t row = 0; row < segment->rows(); ++row) {
      if (segment->state(row) == RowState::kPending) arns.push_back(segment->arn(row));
    }
  }
  EPITAPH_CHECK(tasks_.settle_pending(std::move(arns)));

  Rows rows = rows_of(*segment);
  // Tasks that still live soon change, and their rows in a block would be dead. Only when they are
  // most of what there is do they make one, for else the next segment would hold nothing but them.
  if (rows.living.size() * 2 < segment->rows()) {
    EPITAPH_CHECK(carry_living(segment, rows.living));
    rows.living.clear();
  }
  std::vector<Sealed> sealed;
  for (auto* const own : {&rows.stopped, &rows.living}) {
    if (own->empty()) continue;
    const std::uint64_t number = 2 * segment->number() + (own == &rows.living ? 1 : 0);
    sealed.push_back({.block = build_task_block(number, *segment, *own), .rows = *own});
    EPITAPH_CHECK(write_parts(sealed.back(), stop));
    EPITAPH_CHECK(write_places(sealed.back(), *segment, stop));
  }
  return finish(segment, sealed);
}

TaskSealer::Rows TaskSealer::rows_of(const TaskSegment& segment) const {
  Rows rows;
  {
    const std::scoped_lock lock(tasks_.mutex_);
    for (std::uint32_t row = 0; row < segment.rows(); ++row) {
      if (segment.state(row) != RowState::kCounts) continue;
      (segment.stopped(row) ? rows.stopped : rows.living).push_back(row);
    }
  }
  const auto place = [&](std::uint32_t row) {
    return std::tuple<Timestamp, const std::string&>(segment.time(row), segment.arn(row));
  };
  for (auto* const own : {&rows.stopped, &rows.living}) {
    std::ranges::sort(*own, [&](auto a, auto b) { return place(a) < place(b); });
  }
  return rows;
}

Status TaskSealer::write_parts(const Sealed& sealed, const std::stop_token& stop) {
  const auto& parts = sealed.block.parts;
  for (std::size_t begin = 0; begin < parts.size();) {
    if (stop.stop_requested()) return kStopped;
    EPITAPH_CHECK(committer_.run([&](rocksdb::WriteBatch& batch, WriterState&) -> Status {
      while (begin < parts.size() && batch.GetDataSize() < kStepBytes) {
        const auto& [key, value] = parts[begin++];
        batch.Put(database_.family(Family::kTaskBlocks), key, value);
      }
      return Done{};
    }));
  }
  return Done{};
}

Status TaskSealer::write_places(const Sealed& sealed, const TaskSegment& segment,
                                const std::stop_token& stop) {
  for (std::size_t begin = 0; begin < sealed.rows.size(); begin += kStepRows) {
    if (stop.stop_requested()) return kStopped;
    EPITAPH_CHECK(committer_.run([&](rocksdb::WriteBatch& batch, WriterState&) -> Status {
      const std::size_t end = std::min(begin + kStepRows, sealed.rows.size());
      for (std::size_t i = begin; i < end; ++i) {
        const TaskRowRef ref{.block = sealed.block.header.number,
                             .row = static_cast<std::uint32_t>(i)};
        batch.Put(database_.family(Family::kTaskPlaces),
                  task_id_key(segment.arn(sealed.rows[i]), ref), "");
      }
      return Done{};
    }));
  }
  return Done{};
}

/// The one write that makes the blocks count and takes the segment away. Everything that changes
/// rows runs on the committer's thread, so nothing comes between what is looked at, written and
/// made known to readers.
Status TaskSealer::finish(const Segment& segment, const std::vector<Sealed>& sealed) {
  std::vector<SealedBlock> made, saved;
  const auto step = [&](rocksdb::WriteBatch& batch, WriterState&) -> Status {
    const std::scoped_lock lock(tasks_.mutex_);
    for (const Sealed& one : sealed) {
      SealedBlock block{.header = one.block.header};
      DeadRows dead(one.rows.size());
      for (std::size_t i = 0; i < one.rows.size(); ++i) {
        dead[i] = segment->state(one.rows[i]) != RowState::kCounts;
      }
      block.dead_count = static_cast<std::size_t>(std::ranges::count(dead, true));
      if (block.dead_count > 0) {
        batch.Put(database_.family(Family::kTaskBlocks),
                  block_part_key({.part = BlockPart::kDead, .block = block.header.number}),
                  encode_dead(dead));
        block.dead = std::make_shared<const DeadRows>(std::move(dead));
      }
      batch.Put(database_.family(Family::kTaskBlocks),
                block_part_key({.part = BlockPart::kHeader, .block = block.header.number}),
                encode(block.header));
      made.push_back(std::move(block));
    }
    saved = write_dirty_dead_rows(batch);
    delete_range(batch, database_, Family::kTaskRows,
                 KeyRange::of_prefix(task_row_key(segment->number(), "")));
    return Done{};
  };
  return committer_.run(step, [&] {
    const std::scoped_lock lock(tasks_.mutex_);
    for (SealedBlock& block : saved) {
      block.dirty = tasks_.blocks_->at(block.header.number).dead != block.dead;
      if (!block.dirty) tasks_.replace_block(block);
    }
    for (const SealedBlock& block : made) tasks_.replace_block(block);
    std::erase(tasks_.frozen_, segment);
    tasks_.changed_.notify_all();
  });
}

/// While a row lies in task_rows, a start finds out again what it made dead; once it is sealed, the
/// store has to know. Gives what was written.
std::vector<SealedBlock> TaskSealer::write_dirty_dead_rows(rocksdb::WriteBatch& batch) const {
  std::vector<SealedBlock> written;
  for (const auto& [number, block] : *tasks_.blocks_) {
    if (!block.dirty) continue;
    batch.Put(database_.family(Family::kTaskBlocks),
              block_part_key({.part = BlockPart::kDead, .block = number}),
              encode_dead(*block.dead));
    written.push_back(block);
  }
  return written;
}

Status TaskSealer::carry_living(const Segment& segment, const std::vector<std::uint32_t>& rows) {
  for (std::size_t begin = 0; begin < rows.size(); begin += kStepCarried) {
    std::vector<TaskRow> carried;
    std::vector<Source> sources;
    for (std::size_t i = begin; i < std::min(begin + kStepCarried, rows.size()); ++i) {
      const std::uint32_t row = rows[i];
      carried.push_back(segment->row(row));
      sources.push_back({[segment, row] { return segment->state(row) == RowState::kCounts; },
                         [segment, row] { segment->set_state(row, RowState::kGone); }});
    }
    EPITAPH_CHECK(carry(carried, sources));
  }
  return Done{};
}

Status TaskSealer::carry(const std::vector<TaskRow>& rows, const std::vector<Source>& sources) {
  std::vector<const TaskRow*> counting;
  std::vector<const Source*> from;
  const auto step = [&](rocksdb::WriteBatch& batch, WriterState&) -> Status {
    {
      const std::scoped_lock lock(tasks_.mutex_);
      for (std::size_t i = 0; i < rows.size(); ++i) {
        if (!sources[i].counts()) continue;
        counting.push_back(&rows[i]);
        from.push_back(&sources[i]);
      }
    }
    tasks_.stage(counting, TaskStore::Origin::kCarried, batch);
    return Done{};
  };
  return committer_.run(step, [&] {
    const std::scoped_lock lock(tasks_.mutex_);
    // Away from there first: put() compares with what it finds in frozen segments.
    for (const Source* source : from) source->forget();
    tasks_.put_staged(TaskStore::Origin::kCarried);
  });
}

Status TaskSealer::dissolve(const SealedBlock& block, const std::stop_token& stop) {
  SealedView view;
  {
    const std::scoped_lock lock(tasks_.mutex_);
    view = tasks_.view();
  }
  TaskBlock open = tasks_.sealed_.open(block, view);
  for (std::uint32_t next = 0; next < block.header.rows;) {
    if (stop.stop_requested()) return kStopped;
    std::vector<TaskRow> carried;
    std::vector<Source> sources;
    for (; next < block.header.rows && carried.size() < kStepCarried; ++next) {
      const TaskRowRef ref{.block = block.header.number, .row = next};
      if (!view.is_alive(ref)) continue;
      EPITAPH_TRY(row, open.row(next));
      carried.push_back(std::move(row));
      sources.push_back({[this, ref] {
                           return SealedView{tasks_.blocks_, nullptr}.is_alive(ref);
                         },
                         [this, ref] { tasks_.mark_dead(ref); }});
    }
    if (!carried.empty()) EPITAPH_CHECK(carry(carried, sources));
  }
  return drop(block, view);
}

/// All its rows are dead. Readers lose sight of it first: who began before has a snapshot in which
/// it is whole, and nobody who begins later may look for it.
Status TaskSealer::drop(const SealedBlock& block, const SealedView& view) {
  const auto parts = block_parts(block.header.number, block.header.rows);
  {
    const std::scoped_lock lock(tasks_.mutex_);
    auto blocks = std::make_shared<SealedBlocks>(*tasks_.blocks_);
    blocks->erase(block.header.number);
    tasks_.blocks_ = std::move(blocks);
  }
  EPITAPH_CHECK(drop_places(block, view));
  EPITAPH_CHECK(committer_.run([&](rocksdb::WriteBatch& batch, WriterState&) -> Status {
    for (const BlockPartId& part : parts) {
      batch.Delete(database_.family(Family::kTaskBlocks), block_part_key(part));
    }
    return Done{};
  }));
  for (const BlockPartId& part : parts) tasks_.cache_.forget(block_part_key(part));
  return Done{};
}

Status TaskSealer::drop_places(const SealedBlock& block, const SealedView& view) {
  TaskBlock open = tasks_.sealed_.open(block, view);
  for (std::uint32_t next = 0; next < block.header.rows;) {
    std::vector<std::string> keys;
    for (; next < block.header.rows && keys.size() < kStepRows; ++next) {
      EPITAPH_TRY(arn, open.arn(next));
      keys.push_back(task_id_key(arn, {.block = block.header.number, .row = next}));
    }
    EPITAPH_CHECK(committer_.run([&](rocksdb::WriteBatch& batch, WriterState&) -> Status {
      for (const std::string& key : keys) batch.Delete(database_.family(Family::kTaskPlaces), key);
      return Done{};
    }));
  }
  return Done{};
}

}  // namespace epitaph::storage::rocks
