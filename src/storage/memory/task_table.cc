#include "storage/memory/task_table.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/ascii.h"
#include "model/arn.h"

namespace epitaph::storage {
namespace {

bool holds_text(const TaskRow& row, std::string_view text) {
  if (text.empty()) return true;
  return std::ranges::any_of(
      row.reasons, [&](const std::string& reason) { return contains_ignoring_case(reason, text); });
}

bool matches(const TaskRow& row, const TaskFieldMatch& match) {
  return std::ranges::any_of(match.values, [&](const std::string& value) {
    return std::ranges::find(row[match.field], value) != row[match.field].end();
  });
}

bool matches(const TaskRow& row, const TaskQuery& query) {
  return (row.stopped || !query.stopped_only) && row.time >= query.from && row.time < query.until &&
         std::ranges::all_of(query.where, [&](const auto& match) { return matches(row, match); }) &&
         holds_text(row, query.text);
}

}  // namespace

void TaskTable::put(TaskRow row) {
  const auto [at, fresh] = rows_.try_emplace(row.arn, row);
  if (!fresh && row.place >= at->second.place) at->second = std::move(row);
}

void TaskTable::erase(std::string_view arn) {
  if (const auto found = rows_.find(arn); found != rows_.end()) rows_.erase(found);
}

std::vector<const TaskRow*> TaskTable::matching(const TaskQuery& query) const {
  std::vector<const TaskRow*> found;
  for (const auto& [arn, row] : rows_) {
    if (matches(row, query)) found.push_back(&row);
  }
  return found;
}

std::vector<std::string> TaskTable::find(std::string_view id_prefix, std::size_t limit) const {
  std::set<std::pair<std::string_view, std::string_view>> found;  // by id, then ARN
  for (const auto& [arn, row] : rows_) {
    const std::string_view id = last_segment(arn);
    if (id.starts_with(id_prefix)) found.emplace(id, arn);
  }
  std::vector<std::string> arns;
  for (const auto& [id, arn] : found) {
    if (arns.size() < limit) arns.emplace_back(arn);
  }
  return arns;
}

TaskSearchPage TaskTable::search(const TaskQuery& query, const std::optional<TaskEntry>& after,
                                 std::size_t limit) const {
  const auto place = [](const TaskEntry& entry) { return std::tie(entry.time, entry.arn); };
  std::vector<TaskEntry> entries;
  for (const TaskRow* row : matching(query)) {
    TaskEntry entry{.arn = row->arn, .time = row->time};
    if (!after || place(entry) < place(*after)) entries.push_back(std::move(entry));
  }
  std::ranges::sort(entries, std::greater{}, place);
  TaskSearchPage page;
  const bool more = entries.size() > limit;
  if (more) entries.resize(limit);
  page.tasks = std::move(entries);
  if (more) page.next = page.tasks.back();
  return page;
}

TaskFieldCounts TaskTable::count(const TaskQuery& query, TaskField field) const {
  std::map<std::string, TaskCount> counts;
  for (const TaskRow* row : matching(query)) {
    for (const std::string& value : (*row)[field]) {
      TaskCount& count =
          counts.try_emplace(value, TaskCount{value, 0, row->time, row->time}).first->second;
      ++count.count;
      count.first = std::min(count.first, row->time);
      count.last = std::max(count.last, row->time);
    }
  }
  TaskFieldCounts answer{.field = field, .counts = {}};
  for (auto& [value, count] : counts) answer.counts.push_back(std::move(count));
  std::ranges::stable_sort(answer.counts, std::greater{}, &TaskCount::count);
  return answer;
}

std::uint64_t TaskTable::count(const TaskQuery& query) const { return matching(query).size(); }

std::vector<TaskBucket> TaskTable::count_over_time(const TaskQuery& query, TaskField field,
                                                   std::chrono::milliseconds width) const {
  std::map<std::pair<std::string, Timestamp>, std::uint64_t> counts;
  for (const TaskRow* row : matching(query)) {
    const Timestamp begin = begin_of_stretch(row->time, width);
    for (const std::string& value : (*row)[field]) ++counts[{value, begin}];
  }
  std::vector<TaskBucket> buckets;
  for (const auto& [place, count] : counts) buckets.push_back({place.first, place.second, count});
  return buckets;
}

}  // namespace epitaph::storage
