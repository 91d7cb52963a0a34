#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "logs/insights/query.h"
#include "logs/insights/source.h"

namespace epitaph::logs::insights {

/// What one query may hold in memory at once, rows of its result included. A query that needs more
/// (a sort without limit, exact distinct counts of very many values) fails, and says so.
constexpr std::size_t kQueryMemoryBytesMax = 256UL << 20;
/// Rows of a result unless StartQuery or the query itself asks for another number.
constexpr std::size_t kDefaultRowsMax = 10'000;
/// Rows of a result at most. Source: reference cloudwatch-logs.md, 3.6.
constexpr std::size_t kRowsMax = 100'000;

/// GetQueryResults' numbers, as far as the query has come.
struct QueryStatistics {
  std::uint64_t records_matched = 0;  ///< passed every filter before the first stage that gathers
  std::uint64_t records_scanned = 0;
  std::uint64_t bytes_scanned = 0;  ///< of messages
  std::uint64_t log_groups_scanned = 0;
};

struct ResultField {
  std::string field;
  std::string value;
  bool operator==(const ResultField&) const = default;
};
/// In the order of the columns; absent values are left out. Rows of log events end with `@ptr`.
using ResultRow = std::vector<ResultField>;

/// What a query is to be run over.
struct ExecutionInput {
  /// Of StartQuery's members or, where the query begins with SOURCE (Query says so), of
  /// Source::find().
  std::vector<SourceGroup> groups;
  /// As StartQuery was asked; what SOURCE says (SourceSpec::start, end) is put in their place here.
  Timestamp from;                       ///< inclusive
  Timestamp until;                      ///< inclusive, to the millisecond: endTime's whole second
  Timestamp now;                        ///< what now() says, to the whole query alike
  std::optional<std::size_t> rows_max;  ///< StartQuery's limit, 1 to kRowsMax
  std::size_t memory_bytes_max = kQueryMemoryBytesMax;
  /// How often, at most, rows() is brought up to date while a stage gathers (sort, stats).
  std::chrono::milliseconds partial_every{1000};
};

/// One query being run, and then its result. Prepared by one thread, run by another, and read by
/// any number meanwhile.
///
///   auto execution = Execution::prepare(query, source, input);   // StartQuery: kNotFound there
///   pool.post([=] { status = (*execution)->run(stop); });        // Running … Complete | Failed
///   (*execution)->statistics(); (*execution)->rows(0, 1000);     // GetQueryResults, at any time
class Execution {
 public:
  /// Finds what the query's subqueries read. Nothing is scanned yet.
  /// `source` must outlive the execution.
  /// Errors: kNotFound when a SOURCE names a group that does not exist; kInvalid when a stage
  /// cannot be run as the query has it.
  static Result<std::unique_ptr<Execution>> prepare(std::shared_ptr<const Query> query,
                                                    Source& source, ExecutionInput input);
  ~Execution();

  /// Runs to the end, once, on the calling thread; blocks on the disk. When `stop` is requested it
  /// returns success within a few events: the rows so far stay readable, and whoever stopped it
  /// knows why (Cancelled, Timeout).
  /// Errors: kLimit when the query needs more memory than it may (the text says which stage, and
  /// what to do); the store's. The rows so far stay readable then, too.
  Status run(std::stop_token stop);

  /// Safe from any thread, and cheap.
  QueryStatistics statistics() const;

  /// `count` rows from `first` on, fewer at the end: of the result as far as it is known while the
  /// query runs. Safe from any thread.
  std::vector<ResultRow> rows(std::size_t first, std::size_t count) const;
  std::size_t row_count() const;
  /// What the result takes up for as long as the execution is kept; all else is freed when run()
  /// returns.
  std::size_t result_bytes() const;

 private:
  struct State;
  explicit Execution(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace epitaph::logs::insights
