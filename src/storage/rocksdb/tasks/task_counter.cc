#include "storage/rocksdb/tasks/task_counter.h"

#include <algorithm>

namespace epitaph::storage::rocks {

namespace {

/// How often a tuple occurs, and the rows where it does first and last.
struct Tally {
  std::uint32_t count = 0;
  std::uint32_t first = 0, last = 0;
};

std::vector<Tally> tally(const Codes& codes, std::size_t tuples, const TaskSelection& selection) {
  std::vector<Tally> tallies(tuples);
  for (std::size_t row = selection.begin; row < selection.end; ++row) {
    if (!selection.has(row)) continue;
    Tally& one = tallies[codes[row]];
    if (one.count++ == 0) one.first = static_cast<std::uint32_t>(row);
    one.last = static_cast<std::uint32_t>(row);
  }
  return tallies;
}

void merge(TaskValueStats& into, const TaskValueStats& stats) {
  into.first = into.count == 0 ? stats.first : std::min(into.first, stats.first);
  into.last = into.count == 0 ? stats.last : std::max(into.last, stats.last);
  into.count += stats.count;
}

Timestamp at(std::int64_t ms) { return Timestamp{std::chrono::milliseconds{ms}}; }

}  // namespace

void TaskCounter::add(std::string_view value, const TaskValueStats& stats) {
  auto found = counts_.find(value);
  if (found == counts_.end()) found = counts_.emplace(value, TaskValueStats{}).first;
  rocks::merge(found->second, stats);
}

Status TaskCounter::add(TaskBlock& block, const TaskSelection& selection) {
  const auto column = static_cast<std::size_t>(field_);
  EPITAPH_TRY(dictionary, block.dictionary(column));
  if (selection.every && selection.begin == 0 && selection.end == block.rows()) {
    for (std::size_t id = 0; id < dictionary->values(); ++id) {
      add(dictionary->value(id), dictionary->stats[id]);
    }
    return Done{};
  }
  EPITAPH_TRY(codes, block.codes(column));
  EPITAPH_TRY(times, block.times());
  const auto tallies = tally(*codes, dictionary->tuples(), selection);
  std::vector<TaskValueStats> stats(dictionary->values());
  for (std::size_t code = 0; code < tallies.size(); ++code) {
    if (tallies[code].count == 0) continue;
    const TaskValueStats one{.count = tallies[code].count,
                             .first = at((*times)[tallies[code].first]),
                             .last = at((*times)[tallies[code].last])};
    for (const std::uint32_t id : dictionary->tuple(code)) rocks::merge(stats[id], one);
  }
  for (std::size_t id = 0; id < stats.size(); ++id) {
    if (stats[id].count > 0) add(dictionary->value(id), stats[id]);
  }
  return Done{};
}

Status TaskCounter::add(TaskSegment& segment, const TaskSelection& selection) {
  const auto column = static_cast<std::size_t>(field_);
  EPITAPH_TRY(dictionary, segment.dictionary(column));
  EPITAPH_TRY(codes, segment.codes(column));
  std::vector<TaskValueStats> stats(dictionary->values());
  for (std::uint32_t row = 0; row < segment.rows(); ++row) {
    if (!selection.has(row)) continue;
    const TaskValueStats one{.count = 1, .first = segment.time(row), .last = segment.time(row)};
    for (const std::uint32_t id : dictionary->tuple((*codes)[row])) rocks::merge(stats[id], one);
  }
  for (std::size_t id = 0; id < stats.size(); ++id) {
    if (stats[id].count > 0) add(dictionary->value(id), stats[id]);
  }
  return Done{};
}

void TaskCounter::merge(const TaskCounter& other) {
  for (const auto& [value, stats] : other.counts_) add(value, stats);
}

TaskFieldCounts TaskCounter::take() {
  TaskFieldCounts answer{.field = field_, .counts = {}};
  for (const auto& [value, stats] : counts_) {
    answer.counts.push_back(
        {.value = value, .count = stats.count, .first = stats.first, .last = stats.last});
  }
  std::ranges::sort(answer.counts, [](const TaskCount& a, const TaskCount& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  return answer;
}

Status TaskHistogram::add(TaskBlock& block, const TaskSelection& selection) {
  EPITAPH_TRY(times, block.times());
  std::vector<RowAt> rows;
  for (std::size_t row = selection.begin; row < selection.end; ++row) {
    if (selection.has(row)) rows.push_back({.time = at((*times)[row]), .row = row});
  }
  return add(static_cast<TaskColumns&>(block), rows);
}

Status TaskHistogram::add(TaskSegment& segment, const TaskSelection& selection) {
  std::vector<RowAt> rows;
  for (std::uint32_t row = 0; row < segment.rows(); ++row) {
    if (selection.has(row)) rows.push_back({.time = segment.time(row), .row = row});
  }
  std::ranges::sort(rows, {}, &RowAt::time);
  return add(static_cast<TaskColumns&>(segment), rows);
}

/// `rows` lie by time: those of one stretch are counted by tuple, then given to the values.
Status TaskHistogram::add(TaskColumns& columns, const std::vector<RowAt>& rows) {
  const auto column = static_cast<std::size_t>(field_);
  EPITAPH_TRY(dictionary, columns.dictionary(column));
  EPITAPH_TRY(codes, columns.codes(column));
  std::unordered_map<std::uint16_t, std::uint64_t> tuples;
  for (std::size_t i = 0; i < rows.size();) {
    const Timestamp begin = begin_of_stretch(rows[i].time, width_);
    tuples.clear();
    for (; i < rows.size() && rows[i].time - begin < width_; ++i) ++tuples[(*codes)[rows[i].row]];
    for (const auto& [code, count] : tuples) {
      for (const std::uint32_t id : dictionary->tuple(code)) {
        auto found = counts_.find(dictionary->value(id));
        if (found == counts_.end()) found = counts_.emplace(dictionary->value(id), Counts{}).first;
        found->second[begin] += count;
      }
    }
  }
  return Done{};
}

void TaskHistogram::merge(const TaskHistogram& other) {
  for (const auto& [value, counts] : other.counts_) {
    for (const auto& [begin, count] : counts) counts_[value][begin] += count;
  }
}

std::vector<TaskBucket> TaskHistogram::take() const {
  std::vector<TaskBucket> buckets;
  for (const auto& [value, counts] : counts_) {
    for (const auto& [begin, count] : counts) {
      buckets.push_back({.value = value, .begin = begin, .count = count});
    }
  }
  return buckets;
}

}  // namespace epitaph::storage::rocks
