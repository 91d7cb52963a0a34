#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "logs/insights/expression.h"
#include "logs/insights/memory_budget.h"
#include "logs/insights/row.h"

namespace epitaph::logs::insights {

/// What a stage answers to a row.
enum class Flow : std::uint8_t {
  kMore,
  kEnough,  ///< no further row will change what comes out
};

/// The rows of a subquery, for join and appendcols: of each the values of the slots that the stage
/// asked for, in that order.
using SubqueryRows = std::vector<std::vector<Value>>;

/// What the operators of one run share; outlives them.
struct RunContext {
  QueryContext query;
  MemoryBudget& memory;
  std::stop_token stop;
  /// By Query::subqueries; empty where `in` asks, or nobody.
  std::span<const SubqueryRows> subquery_rows;
};

constexpr std::size_t kUnbounded = std::numeric_limits<std::size_t>::max();

/// Where in a query an operator works.
struct OperatorSite {
  RunContext& run;
  const FieldTable& fields;
  /// The columns that stages behind it, or the result, read: all that a stage must keep of a row.
  std::vector<Slot> live;
  /// How many of the rows it gives can matter, at most: from a limit behind it.
  std::size_t rows_wanted = kUnbounded;
};

/// A stage at work on one run of its query: rows are pushed into it, and it pushes rows on.
///
/// A row that is pushed belongs to whoever pushes it. A stage may write the columns that are its
/// own (each time, for a row is used again for the next event), and copies and own()s what it
/// keeps beyond the call.
class Operator {
 public:
  virtual ~Operator() = default;

  /// Where its rows go; before the first push().
  void connect(Operator& next) { next_ = &next; }

  virtual Result<Flow> push(Row& row) = 0;
  /// There are no more rows. Called once.
  virtual Status finish() { return next_->finish(); }

  /// Of stages that gather: pushes into `next` what finish() would push if no more rows came, and
  /// changes nothing here. For a result to look at while the query runs.
  virtual Status preview(Operator& next) const {
    (void)next;
    return Done{};
  }

 protected:
  Result<Flow> pass(Row& row) { return next_->push(row); }
  Operator& next() { return *next_; }

 private:
  Operator* next_ = nullptr;
};

/// A stage that gives nothing before it has seen every row, and then all at once.
class GatheringOperator : public Operator {
 public:
  explicit GatheringOperator(RunContext& run) : run_(run) {}

  Status finish() final;
  Status preview(Operator& next) const final;

 protected:
  /// Pushes into `into` what the rows so far make. May break off once the run is to stop.
  virtual Status emit(Operator& into) const = 0;

  RunContext& run_;
};

/// A copy that shares nothing with the event or the document that the value came from: what is kept
/// for long takes up what it says, and no more.
Value lasting(const Value& value);

/// Keeps rows as the values of their live columns only.
class RowPacker {
 public:
  explicit RowPacker(std::vector<Slot> slots) : slots_(std::move(slots)) {}

  using Packed = std::vector<Value>;
  Packed pack(const Row& row) const;
  void unpack(const Packed& packed, Row& row) const;
  /// What a packed row takes up, about.
  static std::size_t bytes(const Packed& packed);

 private:
  std::vector<Slot> slots_;
};

}  // namespace epitaph::logs::insights
