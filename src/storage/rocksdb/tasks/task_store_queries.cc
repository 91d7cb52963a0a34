#include <algorithm>
#include <array>

#include "model/arn.h"
#include "storage/rocksdb/tasks/block_workers.h"
#include "storage/rocksdb/tasks/task_counter.h"
#include "storage/rocksdb/tasks/task_page.h"
#include "storage/rocksdb/tasks/task_store.h"

namespace epitaph::storage::rocks {

namespace {

const DeadRows& dead_rows_of(const SealedBlock& block) {
  static const DeadRows kNone;
  return block.dead ? *block.dead : kNone;
}

}  // namespace

template <class Visit>
Result<SealedView> TaskStore::visit(Visit visit) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return settled_ || broken_; });
  if (!settled_) return *broken_;
  for (const Segment& segment : frozen_) EPITAPH_CHECK(visit(*segment));
  EPITAPH_CHECK(visit(*active_));
  return view();
}

std::vector<const SealedBlock*> TaskStore::matching(const SealedView& view,
                                                    const TaskQuery& query) const {
  std::vector<const SealedBlock*> blocks;
  for (const auto& [number, block] : *view.blocks) {
    if (may_match(block.header, query)) blocks.push_back(&block);
  }
  return blocks;
}

Result<std::vector<std::string>> TaskStore::find(std::string_view id_prefix, std::size_t limit) {
  std::vector<std::string> arns;
  const auto visited = visit([&](TaskSegment& segment) -> Status {
    segment.find_by_id(id_prefix, limit, arns);
    return Done{};
  });
  if (!visited) return visited.error();
  EPITAPH_TRY(sealed, sealed_.find_by_id(id_prefix, limit, *visited));
  arns.insert(arns.end(), sealed.begin(), sealed.end());
  std::ranges::sort(arns, {}, [](const std::string& arn) {
    return std::pair(last_segment(arn), std::string_view(arn));
  });
  if (arns.size() > limit) arns.resize(limit);
  return arns;
}

Result<TaskSearchPage> TaskStore::search(const TaskQuery& query,
                                         const std::optional<TaskEntry>& after, std::size_t limit) {
  if (limit == 0) return Error{ErrorKind::kInvalid, "limit: must not be 0"};
  TaskPage page(query, after, limit);
  EPITAPH_TRY(view, visit([&](TaskSegment& segment) { return page.add(segment); }));
  return page.finish(sealed_, view);
}

Result<std::vector<TaskFieldCounts>> TaskStore::count(const TaskQuery& query,
                                                      std::span<const TaskField> fields) {
  std::array<std::vector<TaskCounter>, kBlockWorkers> counters;
  for (auto& own : counters) {
    for (const TaskField field : fields) own.push_back(TaskCounter(field));
  }
  const auto count = [&](auto& columns, const std::optional<TaskSelection>& selection,
                         std::vector<TaskCounter>& own) -> Status {
    if (!selection) return Done{};
    for (TaskCounter& counter : own) EPITAPH_CHECK(counter.add(columns, *selection));
    return Done{};
  };
  EPITAPH_TRY(view, visit([&](TaskSegment& segment) -> Status {
                EPITAPH_TRY(selection, select_rows(segment, query));
                return count(segment, selection, counters[0]);
              }));
  const auto blocks = matching(view, query);
  EPITAPH_CHECK(for_each_block(blocks.size(), [&](std::size_t worker, std::size_t i) -> Status {
    TaskBlock block = sealed_.open(*blocks[i], view);
    EPITAPH_TRY(selection, select_rows(block, dead_rows_of(*blocks[i]), query));
    return count(block, selection, counters[worker]);
  }));
  std::vector<TaskFieldCounts> answer;
  for (std::size_t field = 0; field < fields.size(); ++field) {
    for (std::size_t worker = 1; worker < kBlockWorkers; ++worker) {
      counters[0][field].merge(counters[worker][field]);
    }
    answer.push_back(counters[0][field].take());
  }
  return answer;
}

Result<std::uint64_t> TaskStore::count(const TaskQuery& query) {
  std::array<std::uint64_t, kBlockWorkers> sums{};
  EPITAPH_TRY(view, visit([&](TaskSegment& segment) -> Status {
                EPITAPH_TRY(selection, select_rows(segment, query));
                if (selection) sums[0] += selection->count();
                return Done{};
              }));
  const auto blocks = matching(view, query);
  EPITAPH_CHECK(for_each_block(blocks.size(), [&](std::size_t worker, std::size_t i) -> Status {
    TaskBlock block = sealed_.open(*blocks[i], view);
    EPITAPH_TRY(selection, select_rows(block, dead_rows_of(*blocks[i]), query));
    if (selection) sums[worker] += selection->count();
    return Done{};
  }));
  std::uint64_t sum = 0;
  for (const std::uint64_t own : sums) sum += own;
  return sum;
}

Result<std::vector<TaskBucket>> TaskStore::count_over_time(const TaskQuery& query, TaskField field,
                                                           std::chrono::milliseconds width) {
  if (width <= std::chrono::milliseconds{0}) {
    return Error{ErrorKind::kInvalid, "width: must be positive"};
  }
  std::vector<TaskHistogram> histograms(kBlockWorkers, TaskHistogram(field, width));
  EPITAPH_TRY(view, visit([&](TaskSegment& segment) -> Status {
                EPITAPH_TRY(selection, select_rows(segment, query));
                return selection ? histograms[0].add(segment, *selection) : Status(Done{});
              }));
  const auto blocks = matching(view, query);
  EPITAPH_CHECK(for_each_block(blocks.size(), [&](std::size_t worker, std::size_t i) -> Status {
    TaskBlock block = sealed_.open(*blocks[i], view);
    EPITAPH_TRY(selection, select_rows(block, dead_rows_of(*blocks[i]), query));
    return selection ? histograms[worker].add(block, *selection) : Status(Done{});
  }));
  for (std::size_t worker = 1; worker < kBlockWorkers; ++worker) {
    histograms[0].merge(histograms[worker]);
  }
  return histograms[0].take();
}

}  // namespace epitaph::storage::rocks
