#pragma once
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "logs/insights/execution.h"
#include "logs/insights/execution/plan.h"

namespace epitaph::logs::insights {

/// A row of a result: the number of each column that has a value, and the value as it is shown.
using StoredRow = std::vector<std::pair<std::uint32_t, std::string>>;

std::size_t bytes_of(const StoredRow& row);

/// The rows of a result, as far as they are known. Safe from any thread.
class ResultRows {
 public:
  explicit ResultRows(std::vector<std::string> columns) : columns_(std::move(columns)) {}

  void append(StoredRow row);
  void replace(std::vector<StoredRow> rows);

  std::size_t size() const;
  std::size_t bytes() const;
  std::vector<ResultRow> rows(std::size_t first, std::size_t count) const;

 private:
  const std::vector<std::string> columns_;
  mutable std::mutex mutex_;  // guards what follows
  std::vector<StoredRow> rows_;
  std::size_t bytes_ = 0;
};

/// The end of a query's pipeline: turns rows into texts, `rows_max` of them.
class ResultSink final : public Operator {
 public:
  /// Rows go to `into` one by one; null: they are kept until take().
  ResultSink(const Plan& plan, std::size_t rows_max, MemoryBudget& memory, ResultRows* into);

  Result<Flow> push(Row& row) override;
  Status finish() override { return Done{}; }

  std::vector<StoredRow> take() { return std::move(rows_); }

 private:
  const Plan& plan_;
  std::size_t rows_left_;
  MemoryBudget& memory_;
  ResultRows* const into_;
  std::vector<StoredRow> rows_;
};

/// The names of a plan's columns, `@ptr` last where its rows have one.
std::vector<std::string> column_names(const Plan& plan);

}  // namespace epitaph::logs::insights
