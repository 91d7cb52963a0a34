#include "storage/rocksdb/tasks/task_segment.h"

#include <algorithm>

#include "base/ascii.h"
#include "model/arn.h"

namespace epitaph::storage::rocks {

namespace {

/// What a segment hands out is its own; it is asked and read under one lock.
template <class T>
std::shared_ptr<const T> borrowed(const T& of) {
  return {std::shared_ptr<const void>{}, &of};
}

}  // namespace

std::uint16_t SegmentColumn::code(const std::vector<std::string>& values) {
  if (values.size() == 1) {
    const std::uint32_t only = id(values.front());
    if (!singles_[only]) singles_[only] = code_of(std::array{only});
    return *singles_[only];
  }
  std::vector<std::uint32_t> ids;
  for (const std::string& value : values) ids.push_back(id(value));
  // As a set: their order means nothing.
  std::ranges::sort(ids);
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  return code_of(ids);
}

std::uint32_t SegmentColumn::id(const std::string& value) {
  const auto [at, fresh] =
      values_.try_emplace(value, static_cast<std::uint32_t>(dictionary_.values()));
  if (fresh) {
    dictionary_.add_value(value);
    singles_.emplace_back();
  }
  return at->second;
}

std::uint16_t SegmentColumn::code_of(std::span<const std::uint32_t> ids) {
  const std::string key(reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof ids[0]);
  const auto [at, fresh] =
      tuples_.try_emplace(key, static_cast<std::uint16_t>(dictionary_.tuples()));
  if (fresh) dictionary_.add_tuple(ids);
  return at->second;
}

std::optional<std::uint32_t> SegmentColumn::find(std::string_view value) const {
  const auto found = values_.find(std::string(value));
  if (found == values_.end()) return std::nullopt;
  return found->second;
}

std::optional<std::uint32_t> TaskSegment::find_task(std::string_view arn) const {
  const auto found = index_.find(arn);
  if (found == index_.end()) return std::nullopt;
  return found->second;
}

void TaskSegment::find_by_id(std::string_view id_prefix, std::size_t limit,
                             std::vector<std::string>& arns) const {
  std::size_t found = 0;
  for (auto at = ids_.lower_bound({id_prefix, "", 0}); at != ids_.end() && found < limit; ++at) {
    const auto& [id, arn, row] = *at;
    if (!id.starts_with(id_prefix)) return;
    if (states_[row] != RowState::kCounts) continue;
    arns.emplace_back(arn);
    ++found;
  }
}

std::uint32_t TaskSegment::append(const TaskRow& row, RowState state) {
  const auto at = static_cast<std::uint32_t>(arns_.size());
  arns_.push_back(row.arn);
  index_.emplace(arns_.back(), at);
  ids_.emplace(last_segment(arns_.back()), arns_.back(), at);
  places_.push_back(row.place);
  times_.push_back(row.time);
  stopped_.push_back(row.stopped);
  states_.push_back(state);
  for (SegmentColumn& column : columns_) column.codes.push_back(0);
  fullest_ = std::max(fullest_, arns_.size());
  write_columns(at, row);
  return at;
}

void TaskSegment::replace(std::uint32_t at, const TaskRow& row) {
  places_[at] = row.place;
  times_[at] = row.time;
  stopped_[at] = row.stopped;
  write_columns(at, row);
}

void TaskSegment::write_columns(std::uint32_t at, const TaskRow& row) {
  for (std::size_t i = 0; i < kTaskFields; ++i) {
    columns_[i].codes[at] = columns_[i].code(row.values[i]);
  }
  std::vector<std::string> reasons;
  for (const std::string& reason : row.reasons) reasons.push_back(to_lower(reason));
  columns_[kReasonsColumn].codes[at] = columns_[kReasonsColumn].code(reasons);
  text_bytes_ = 0;
  for (const SegmentColumn& column : columns_) {
    text_bytes_ += column.dictionary().text_bytes();
    fullest_ = std::max(fullest_, column.dictionary().tuples());
  }
}

TaskRow TaskSegment::row(std::uint32_t at) const {
  TaskRow row{.arn = arns_[at], .place = places_[at], .time = times_[at], .stopped = stopped_[at]};
  for (std::size_t i = 0; i < kTaskColumns; ++i) {
    auto& values = i == kReasonsColumn ? row.reasons : row.values[i];
    const TaskDictionary& dictionary = columns_[i].dictionary();
    for (const std::uint32_t id : dictionary.tuple(columns_[i].codes[at])) {
      values.emplace_back(dictionary.value(id));
    }
  }
  return row;
}

Result<std::shared_ptr<const TaskDictionary>> TaskSegment::dictionary(std::size_t column) {
  return borrowed(columns_[column].dictionary());
}

Result<std::shared_ptr<const Codes>> TaskSegment::codes(std::size_t column) {
  return borrowed(columns_[column].codes);
}

Result<std::optional<std::uint32_t>> TaskSegment::find(std::size_t column, std::string_view value) {
  return columns_[column].find(value);
}

}  // namespace epitaph::storage::rocks
