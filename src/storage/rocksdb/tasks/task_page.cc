#include "storage/rocksdb/tasks/task_page.h"

#include <algorithm>
#include <array>

#include "storage/rocksdb/tasks/block_workers.h"

namespace epitaph::storage::rocks {

namespace {

// A page looks into so many blocks: 64 million tasks by their fields, some 15 ms of dictionaries;
// reasons take longer, for all distinct ones of a block are searched.
constexpr std::size_t kBlocksMax = 1000;
constexpr std::size_t kBlocksOfTextMax = 24;
// One block alone is mostly enough; then more at a time, so that threads are worth their start.
constexpr std::size_t kWaveMax = 32;

using Place = std::pair<Timestamp, std::string_view>;
Place place_of(const TaskEntry& entry) { return {entry.time, entry.arn}; }

/// The entry that stands before all of `time` or earlier.
TaskEntry just_before(Timestamp time) {
  return {.arn = "", .time = time + std::chrono::milliseconds{1}};
}

}  // namespace

TaskPage::TaskPage(const TaskQuery& query, const std::optional<TaskEntry>& after, std::size_t limit)
    : query_(query), after_(after), limit_(limit) {
  // Whatever is later than `after` cannot be on the page.
  if (after && after->time < query_.until) query_.until = just_before(after->time).time;
}

bool TaskPage::is_behind(const TaskEntry& entry) const {
  return !after_ || place_of(entry) < place_of(*after_);
}

Status TaskPage::add(TaskSegment& segment) {
  EPITAPH_TRY(selection, select_rows(segment, query_));
  if (!selection) return Done{};
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < segment.rows(); ++row) {
    if (selection->has(row)) rows.push_back(row);
  }
  const auto later = [&](std::uint32_t a, std::uint32_t b) {
    return Place{segment.time(a), segment.arn(a)} > Place{segment.time(b), segment.arn(b)};
  };
  Entries entries;
  // Those of `after`'s own time that are not behind it take no place of others.
  std::erase_if(rows, [&](std::uint32_t row) {
    return after_ && segment.time(row) >= after_->time &&
           Place{segment.time(row), segment.arn(row)} >= place_of(*after_);
  });
  const auto wanted = static_cast<std::ptrdiff_t>(std::min(rows.size(), limit_ + 1));
  std::ranges::partial_sort(rows, rows.begin() + wanted, later);
  for (auto row = rows.begin(); row != rows.begin() + wanted; ++row) {
    entries.push_back({.arn = segment.arn(*row), .time = segment.time(*row)});
  }
  take(std::move(entries));
  return Done{};
}

Result<TaskPage::Entries> TaskPage::best_of(TaskBlock& block, const DeadRows& dead) const {
  Entries entries;
  EPITAPH_TRY(selection, select_rows(block, dead, query_));
  if (!selection) return entries;
  auto row = selection->last_before(selection->end);
  if (!row) return entries;
  EPITAPH_TRY(times, block.times());
  for (; row && entries.size() <= limit_; row = selection->last_before(*row)) {
    EPITAPH_TRY(arn, block.arn(static_cast<std::uint32_t>(*row)));
    TaskEntry entry{.arn = std::move(arn),
                    .time = Timestamp{std::chrono::milliseconds{(*times)[*row]}}};
    if (is_behind(entry)) entries.push_back(std::move(entry));
  }
  return entries;
}

std::vector<const SealedBlock*> TaskPage::candidates(const SealedView& view) const {
  std::vector<const SealedBlock*> blocks;
  for (const auto& [number, block] : *view.blocks) {
    if (may_match(block.header, query_)) blocks.push_back(&block);
  }
  std::ranges::sort(blocks, std::greater{},
                    [](const SealedBlock* block) { return block->header.latest; });
  return blocks;
}

bool TaskPage::is_settled_before(const SealedBlock& block) const {
  return best_.size() > limit_ && best_.back().time > block.header.latest;
}

void TaskPage::take(Entries entries) {
  best_.insert(best_.end(), std::make_move_iterator(entries.begin()),
               std::make_move_iterator(entries.end()));
  std::ranges::sort(best_, std::greater{}, place_of);
  if (best_.size() > limit_ + 1) best_.resize(limit_ + 1);
}

Result<TaskSearchPage> TaskPage::finish(const SealedTasks& sealed, const SealedView& view) {
  static const DeadRows kNone;
  const auto blocks = candidates(view);
  const std::size_t most = query_.text.empty() ? kBlocksMax : kBlocksOfTextMax;
  std::size_t read = 0;
  std::size_t wave = 1;
  while (read < blocks.size() && !is_settled_before(*blocks[read])) {
    // Only behind a block that ends before this page began: the next page then begins later.
    if (read >= most && blocks[read]->header.latest < query_.until - std::chrono::milliseconds{1}) {
      return page(blocks[read]);
    }
    const std::size_t count = std::min(wave, blocks.size() - read);
    std::vector<Entries> found(count);
    EPITAPH_CHECK(for_each_block(count, [&](std::size_t, std::size_t i) -> Status {
      const SealedBlock& block = *blocks[read + i];
      TaskBlock open = sealed.open(block, view);
      EPITAPH_TRY(best, best_of(open, block.dead ? *block.dead : kNone));
      found[i] = std::move(best);
      return Done{};
    }));
    for (Entries& entries : found) take(std::move(entries));
    read += count;
    wave = std::min(wave * 2, kWaveMax);
  }
  return page(nullptr);
}

/// Of blocks that were not read only those tasks are known to come first that are later than all of
/// them; the next page begins there.
TaskSearchPage TaskPage::page(const SealedBlock* unread) const {
  TaskSearchPage page;
  for (const TaskEntry& entry : best_) {
    if (page.tasks.size() == limit_) {
      page.next = page.tasks.back();
      return page;
    }
    if (unread != nullptr && entry.time <= unread->header.latest) break;
    page.tasks.push_back(entry);
  }
  if (unread != nullptr) page.next = just_before(unread->header.latest);
  return page;
}

}  // namespace epitaph::storage::rocks
