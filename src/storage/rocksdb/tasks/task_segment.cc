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

/// So many of the newest rows are looked through one by one when an id is asked for: some ten
/// microseconds.
constexpr std::size_t kUnsortedIdsMax = 1024;

std::string_view bytes_of(std::span<const std::uint32_t> ids) {
  return {reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof ids[0]};
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

std::uint32_t SegmentColumn::id(std::string_view value) {
  const auto text_of = [this](std::uint32_t number) { return dictionary_.value(number); };
  if (const auto known = values_.find(value, text_of)) return *known;
  const auto number = dictionary_.add_value(value);
  values_.add(value, number, text_of);
  singles_.emplace_back();
  return number;
}

std::uint16_t SegmentColumn::code_of(std::span<const std::uint32_t> ids) {
  const auto text_of = [this](std::uint32_t number) { return bytes_of(dictionary_.tuple(number)); };
  if (const auto known = tuples_.find(bytes_of(ids), text_of)) {
    return static_cast<std::uint16_t>(*known);
  }
  const auto number = dictionary_.add_tuple(ids);
  tuples_.add(bytes_of(ids), number, text_of);
  return static_cast<std::uint16_t>(number);
}

std::optional<std::uint32_t> SegmentColumn::find(std::string_view value) const {
  return values_.find(value, [this](std::uint32_t number) { return dictionary_.value(number); });
}

std::optional<std::uint32_t> TaskSegment::find_task(std::string_view arn) const {
  return index_.find(arn, [this](std::uint32_t row) -> std::string_view { return arns_[row]; });
}

bool TaskSegment::has_id_prefix(std::uint32_t row, std::string_view prefix) const {
  return last_segment(arns_[row]).starts_with(prefix);
}

void TaskSegment::sort_by_id(std::span<std::uint32_t> rows) const {
  std::ranges::sort(rows, {}, [this](std::uint32_t row) {
    return std::pair{last_segment(arns_[row]), std::string_view{arns_[row]}};
  });
}

void TaskSegment::sort_ids() {
  const auto sorted = by_id_.size();
  for (std::size_t row = sorted; row < arns_.size(); ++row) {
    by_id_.push_back(static_cast<std::uint32_t>(row));
  }
  const auto middle = by_id_.begin() + static_cast<std::ptrdiff_t>(sorted);
  sort_by_id({middle, by_id_.end()});
  std::inplace_merge(by_id_.begin(), middle, by_id_.end(), [this](auto one, auto other) {
    return std::pair{last_segment(arns_[one]), std::string_view{arns_[one]}} <
           std::pair{last_segment(arns_[other]), std::string_view{arns_[other]}};
  });
}

void TaskSegment::find_by_id(std::string_view id_prefix, std::size_t limit,
                             std::vector<std::string>& arns) {
  if (arns_.size() - by_id_.size() > kUnsortedIdsMax) sort_ids();
  std::vector<std::uint32_t> found;
  auto at = std::ranges::lower_bound(by_id_, id_prefix, {},
                                     [this](auto row) { return last_segment(arns_[row]); });
  for (; at != by_id_.end() && found.size() < limit && has_id_prefix(*at, id_prefix); ++at) {
    if (states_[*at] == RowState::kCounts) found.push_back(*at);
  }
  for (auto row = static_cast<std::uint32_t>(by_id_.size()); row < arns_.size(); ++row) {
    if (states_[row] == RowState::kCounts && has_id_prefix(row, id_prefix)) found.push_back(row);
  }
  sort_by_id(found);
  found.resize(std::min(found.size(), limit));
  for (const std::uint32_t row : found) arns.push_back(arns_[row]);
}

std::uint32_t TaskSegment::append(const TaskRow& row, RowState state) {
  const auto at = static_cast<std::uint32_t>(arns_.size());
  arns_.push_back(row.arn);
  index_.add(row.arn, at, [this](std::uint32_t of) -> std::string_view { return arns_[of]; });
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
