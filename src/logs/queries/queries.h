#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "logs/insights/execution.h"
#include "logs/queries/kept_queries.h"
#include "logs/queries/query_record.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// At once, waiting or running, of all accounts together: a waiting query holds little, and AWS
/// allows an account as many. Source: reference cloudwatch-logs.md, 2.
constexpr std::size_t kLiveQueriesMax = 100;
/// A query that runs longer ends as Timeout. Source: the same.
constexpr std::chrono::minutes kQueryRunTimeMax{60};

/// A query to be started: what is to be said of it, and what is to be run.
struct NewQuery {
  Scope scope;
  std::vector<std::string> groups;
  std::string text;  ///< rewritten_query()
  std::string user;
  std::shared_ptr<const insights::Query> query;
  insights::ExecutionInput input;
  insights::GroupFinder finder;  ///< for its SOURCE stages; kept for as long as it runs
};

/// A query with some of its rows, in the order of the result.
struct QueryResult {
  QueryRecord record;
  std::vector<std::string> rows;  ///< as KeptQueries has them
  std::size_t rows_known = 0;     ///< in all, so far
  /// While it runs, about how many bytes it will have scanned in the end; 0: nobody knows.
  std::uint64_t bytes_expected = 0;
};

/// All queries: those that wait or run, in memory, and those that have ended, in the store.
///
/// Has no thread of its own: whoever has some (QueryRunners) calls wait_and_take() and run() with
/// them. A query moves to the store when it has ended, and is found in one of the two places at
/// every moment between.
/// Safe from any thread. The store and the clock must outlive it. Errors besides those named: the
/// store's.
class Queries {
 public:
  /// One that waits or runs; opaque outside.
  class Live;

  Queries(storage::Storage& store, const Clock& clock);
  ~Queries();
  Queries(const Queries&) = delete;
  Queries& operator=(const Queries&) = delete;

  /// Takes a query in, as Scheduled, and gives its id.
  /// Errors: kLimit when kLiveQueriesMax are there; insights::Execution::prepare()'s.
  Result<std::string> start(NewQuery query);

  /// The rows of `range`; of a query that runs, those that are known so far.
  /// Errors: kNotFound when the account and region have no such query, or not any more.
  Result<QueryResult> result(const Scope& scope, std::string_view id, const RowRange& range) const;

  /// Ends it as Cancelled, at once for everybody who asks; the rows so far stay.
  /// Errors: kNotFound; kInvalid when it has ended before.
  Status stop(const Scope& scope, std::string_view id);

  /// Newest first.
  Result<std::vector<QueryRecord>> list(const Scope& scope) const;

  /// Waits for a query to run; null when `stop` was requested.
  std::shared_ptr<Live> wait_and_take(const std::stop_token& stop);
  /// The next query to run; null when none waits.
  std::shared_ptr<Live> take();
  /// Runs it to its end and moves it to the store. When `stop` is requested, it ends as Cancelled.
  void run(Live& query, const std::stop_token& stop);

  /// Ends what has run for too long as Timeout; to be called some times a minute.
  void stop_overdue();
  /// Cancels what waits, so that it is on record; for the end of the process.
  void cancel_waiting();
  /// Forgets what was kept long enough.
  Status sweep() { return kept_.sweep(); }

 private:
  using Key = std::pair<Scope, std::string>;

  std::shared_ptr<Live> find_live(const Scope& scope, std::string_view id) const;
  QueryRecord record_of(const Live& query) const;
  std::shared_ptr<Live> take_first();  // with mutex_ held
  std::uint64_t bytes_expected(Live& query) const;
  bool begin(Live& query);
  void finish(Live& query, QueryStatus status, std::string failure, const std::stop_token& stop);
  Status keep(const QueryRecord& record, const RowReader& rows, const std::stop_token& stop);

  storage::Storage& store_;
  const Clock& clock_;
  KeptQueries kept_;
  mutable std::mutex mutex_;  // guards the next two, and what changes of each Live
  std::map<Key, std::shared_ptr<Live>> live_;
  std::deque<std::shared_ptr<Live>> waiting_;
  std::condition_variable_any woken_;
};

}  // namespace epitaph::logs
