#include "logs/insights/execution/result_rows.h"

#include <algorithm>

namespace epitaph::logs::insights {

std::size_t bytes_of(const StoredRow& row) {
  std::size_t bytes = sizeof(StoredRow);
  for (const auto& [column, value] : row) {
    bytes += sizeof(StoredRow::value_type);
    if (value.capacity() > sizeof(std::string)) bytes += value.capacity();
  }
  return bytes;
}

void ResultRows::append(StoredRow row) {
  const std::lock_guard lock(mutex_);
  bytes_ += bytes_of(row);
  rows_.push_back(std::move(row));
}

void ResultRows::replace(std::vector<StoredRow> rows) {
  std::size_t bytes = 0;
  for (const StoredRow& row : rows) bytes += bytes_of(row);
  const std::lock_guard lock(mutex_);
  rows_.swap(rows);
  bytes_ = bytes;
}

std::size_t ResultRows::size() const {
  const std::lock_guard lock(mutex_);
  return rows_.size();
}

std::size_t ResultRows::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

std::vector<ResultRow> ResultRows::rows(std::size_t first, std::size_t count) const {
  std::vector<ResultRow> page;
  const std::lock_guard lock(mutex_);
  if (first >= rows_.size()) return page;
  const std::size_t end = first + std::min(count, rows_.size() - first);
  for (std::size_t i = first; i < end; ++i) {
    ResultRow& row = page.emplace_back();
    for (const auto& [column, value] : rows_[i]) row.push_back({columns_[column], value});
  }
  return page;
}

std::vector<std::string> column_names(const Plan& plan) {
  std::vector<std::string> names;
  for (const auto& column : plan.columns) names.push_back(column.name);
  names.emplace_back("@ptr");
  return names;
}

ResultSink::ResultSink(const Plan& plan, std::size_t rows_max, MemoryBudget& memory,
                       ResultRows* into)
    : plan_(plan), rows_left_(rows_max), memory_(memory), into_(into) {}

Result<Flow> ResultSink::push(Row& row) {
  if (rows_left_ == 0) return Flow::kEnough;
  StoredRow stored;
  stored.reserve(plan_.columns.size() + 1);
  bool pointed = false;
  for (std::size_t i = 0; i < plan_.columns.size(); ++i) {
    const auto& column = plan_.columns[i];
    pointed = pointed || column.name == "@ptr";
    const Value& value = row[column.slot];
    if (!value.absent()) stored.emplace_back(static_cast<std::uint32_t>(i), result_text(value));
  }
  if (plan_.pointer && !pointed && !row[*plan_.pointer].absent()) {
    stored.emplace_back(static_cast<std::uint32_t>(plan_.columns.size()),
                        result_text(row[*plan_.pointer]));
  }
  EPITAPH_CHECK(memory_.take(bytes_of(stored), "result"));
  if (into_ != nullptr) {
    into_->append(std::move(stored));
  } else {
    rows_.push_back(std::move(stored));
  }
  return --rows_left_ == 0 ? Flow::kEnough : Flow::kMore;
}

}  // namespace epitaph::logs::insights
