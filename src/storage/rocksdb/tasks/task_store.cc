#include "storage/rocksdb/tasks/task_store.h"

#include <algorithm>
#include <unordered_map>

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/tasks/task_row_bytes.h"

namespace epitaph::storage::rocks {

namespace {

// Frozen segments that may wait. More come only when commits outrun the sealer for long; they then
// wait for it, since memory must not grow.
constexpr std::size_t kFrozenMax = 2;

bool comes_first(const TaskEventPlace& one, const TaskEventPlace& other, bool on_equal) {
  return on_equal ? one >= other : one > other;
}

}  // namespace

std::string task_row_key(std::uint64_t segment, std::string_view arn) {
  return ByteWriter{}.u64(segment).text(arn).take();
}

void TaskStore::stage(std::span<const TaskRow* const> rows, rocksdb::WriteBatch& batch) {
  stage(rows, Origin::kWritten, batch);
}

void TaskStore::stage(std::span<const TaskRow* const> rows, Origin origin,
                      rocksdb::WriteBatch& batch) {
  staged_.clear();
  // Of a task's rows in this write only the one that counts is written.
  std::unordered_map<std::string_view, const TaskRow*> newest;
  for (const TaskRow* row : rows) {
    const auto [at, fresh] = newest.try_emplace(row->arn, row);
    if (!fresh && row->place >= at->second->place) at->second = row;
  }
  const std::scoped_lock lock(mutex_);
  std::uint64_t segment = active_->number();
  std::size_t in_active = 0, in_next = 0;
  for (const TaskRow* row : rows) {
    if (newest.at(row->arn) != row || counts_already(*row, origin)) continue;
    if (segment == active_->number() && !active_->has_room_for(++in_active)) ++segment;
    if (segment != active_->number() && ++in_next % segment_tasks_max_ == 0) ++segment;
    batch.Put(database_.family(Family::kTaskRows), task_row_key(segment, row->arn), encode(*row));
    staged_.push_back({.row = row, .segment = segment});
  }
}

bool TaskStore::counts_already(const TaskRow& row, Origin origin) const {
  const auto at = active_->find_task(row.arn);
  return at && active_->state(*at) != RowState::kGone &&
         !comes_first(row.place, active_->place(*at), origin == Origin::kWritten);
}

void TaskStore::written() {
  if (staged_.empty()) return;
  const std::scoped_lock lock(mutex_);
  put_staged(Origin::kWritten);
}

void TaskStore::put_staged(Origin origin) {
  for (const Staged& staged : staged_) put(*staged.row, staged.segment, origin);
  staged_.clear();
  changed_.notify_all();
}

void TaskStore::put(const TaskRow& row, std::uint64_t segment, Origin origin) {
  if (segment != active_->number()) {
    frozen_.push_back(std::move(active_));
    active_ = std::make_shared<TaskSegment>(segment, segment_tasks_max_);
  }
  const auto at = active_->find_task(row.arn);
  if (!at) return put_new(row, origin);
  if (active_->state(*at) == RowState::kGone) {
    active_->replace(*at, row);
    active_->set_state(*at, origin == Origin::kWritten ? RowState::kPending : RowState::kCounts);
  } else if (comes_first(row.place, active_->place(*at), origin == Origin::kWritten)) {
    active_->replace(*at, row);
  }
}

/// A task that is new to the active segment, but perhaps not to one that waits to be sealed.
void TaskStore::put_new(const TaskRow& row, Origin origin) {
  for (auto segment = frozen_.rbegin(); segment != frozen_.rend(); ++segment) {
    const auto at = (*segment)->find_task(row.arn);
    if (!at || (*segment)->state(*at) == RowState::kGone) continue;
    if (!comes_first(row.place, (*segment)->place(*at), true)) return;
    active_->append(row, (*segment)->state(*at));
    (*segment)->set_state(*at, RowState::kGone);
    return;
  }
  active_->append(row, origin == Origin::kWritten ? RowState::kPending : RowState::kCounts);
}

Status TaskStore::remove(std::string_view arn, rocksdb::WriteBatch& batch) {
  SealedView sealed;
  {
    const std::scoped_lock lock(mutex_);
    const auto forget = [&](TaskSegment& segment) {
      batch.Delete(database_.family(Family::kTaskRows), task_row_key(segment.number(), arn));
      if (const auto at = segment.find_task(arn)) segment.set_state(*at, RowState::kGone);
    };
    for (const Segment& segment : frozen_) forget(*segment);
    forget(*active_);
    sealed = view();
  }
  EPITAPH_TRY(rows, sealed_.rows_of(arn, sealed));
  const std::scoped_lock lock(mutex_);
  for (const TaskRowRef& ref : rows) {
    // Also of rows that were dead: so far only the newer row that goes now may have said so.
    mark_dead(ref);
    const auto block = blocks_->find(ref.block);
    if (block == blocks_->end()) continue;
    batch.Put(database_.family(Family::kTaskBlocks),
              block_part_key({.part = BlockPart::kDead, .block = ref.block}),
              encode_dead(*block->second.dead));
  }
  return Done{};
}

void TaskStore::mark_dead(const TaskRowRef& ref) {
  const auto found = blocks_->find(ref.block);
  if (found == blocks_->end()) return;
  SealedBlock block = found->second;
  if (block.dead && (*block.dead)[ref.row]) return;
  DeadRows dead = block.dead ? *block.dead : DeadRows(block.header.rows);
  dead[ref.row] = true;
  block.dead = std::make_shared<const DeadRows>(std::move(dead));
  ++block.dead_count;
  block.dirty = true;
  replace_block(block);
}

/// Queries hold the map that they began with, so a changed one takes its place.
void TaskStore::replace_block(const SealedBlock& block) {
  auto blocks = std::make_shared<SealedBlocks>(*blocks_);
  blocks->insert_or_assign(block.header.number, block);
  blocks_ = std::move(blocks);
}

SealedView TaskStore::view() const {
  return {.blocks = blocks_, .snapshot = std::make_shared<const Snapshot>(database_)};
}

Status TaskStore::settle(std::vector<std::string> arns) {
  if (arns.empty()) return Done{};
  EPITAPH_CHECK(settle_pending(std::move(arns)));
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return frozen_.size() <= kFrozenMax || broken_; });
  return Done{};
}

Status TaskStore::settle_pending(std::vector<std::string> arns) {
  std::vector<Pending> pending;
  SealedView sealed;
  EPITAPH_TRY(known, sealed_.may_have(arns));
  for (std::size_t i = 0; i < arns.size(); ++i) {
    Pending one{.arn = std::move(arns[i]), .sealed = {}};
    if (known[i]) {
      if (!sealed.blocks) {
        const std::scoped_lock lock(mutex_);
        sealed = view();
      }
      EPITAPH_TRY(row, sealed_.find(one.arn, sealed));
      one.sealed = row;
    }
    pending.push_back(std::move(one));
  }
  const std::scoped_lock lock(mutex_);
  for (const Pending& one : pending) settle_one(one);
  return Done{};
}

void TaskStore::settle_one(const Pending& pending) {
  const auto settle_in = [&](TaskSegment& segment) {
    const auto at = segment.find_task(pending.arn);
    if (!at || segment.state(*at) != RowState::kPending) return;
    const bool rivals =
        pending.sealed && SealedView{blocks_, nullptr}.is_alive(pending.sealed->ref);
    if (rivals && segment.place(*at) < pending.sealed->place) {
      segment.set_state(*at, RowState::kGone);
      return;
    }
    if (rivals) mark_dead(pending.sealed->ref);
    segment.set_state(*at, RowState::kCounts);
  };
  for (const Segment& segment : frozen_) settle_in(*segment);
  settle_in(*active_);
}

Status TaskStore::settle_all() {
  std::vector<std::string> arns;
  {
    const std::scoped_lock lock(mutex_);
    const auto collect = [&](TaskSegment& segment) {
      segment.sort_ids();
      for (std::uint32_t row = 0; row < segment.rows(); ++row) {
        if (segment.state(row) == RowState::kPending) arns.push_back(segment.arn(row));
      }
    };
    for (const Segment& segment : frozen_) collect(*segment);
    collect(*active_);
  }
  EPITAPH_CHECK(settle_pending(std::move(arns)));
  const std::scoped_lock lock(mutex_);
  settled_ = true;
  changed_.notify_all();
  return Done{};
}

}  // namespace epitaph::storage::rocks
