#pragma once
#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "logs/queries/query_record.h"
#include "storage/storage.h"

namespace epitaph::logs {

/// Queries that have ended are kept for so long. Source: reference cloudwatch-logs.md, 2.
constexpr std::chrono::days kQueryKept{7};
/// ... but not more than so many, and not more bytes of rows in all; past either the oldest go
/// early. AWS has no such bound, and a disk has.
constexpr std::size_t kKeptQueriesMax = 10'000;
constexpr std::uint64_t kKeptBytesMax = 1024ULL * 1024 * 1024;

/// Which rows of a result to read.
struct RowRange {
  std::size_t first = 0;
  std::size_t count = 0;
  /// Their bytes in all; the first always comes, however large.
  std::size_t bytes_max = 0;
};

/// Hands out `count` rows from `first` on, fewer at the end; the same ones whenever it is asked. So
/// a large result need not be in memory twice while it is kept.
using RowReader = std::function<std::vector<std::string>(std::size_t first, std::size_t count)>;

/// A query that has ended, and how its rows lie.
struct KeptQuery {
  QueryRecord record;
  std::vector<std::size_t> rows_of_part;
  std::uint64_t bytes = 0;  ///< of its rows

  std::size_t rows() const;
};

/// The queries that have ended, with their rows, in the store: they outlive the process, and any
/// node that shares the store has them.
///
/// A row is one line of text, JSON as GetQueryResults answers it:
///   [{"field":"detail.stopCode","value":"TaskFailedToStart"},{"field":"stops","value":"12"}]
/// A query is a control-plane document of kind "log-query" named by its id, its rows are documents
/// of kind "log-query-rows" named `ID/NUMBER`, each of up to kPartBytes of lines. A result of many
/// parts is announced first, as status Running, so that a crash leaves nothing behind that
/// sweep() would not find.
///
/// Safe from any thread; blocks on the store, which must outlive it. Errors: the store's.
class KeptQueries {
 public:
  KeptQueries(storage::Storage& store, const Clock& clock) : store_(store), clock_(clock) {}

  /// Durable on return. `record` has ended.
  Status keep(const QueryRecord& record, const RowReader& rows);

  Result<std::optional<KeptQuery>> find(const Scope& scope, std::string_view id) const;
  /// All of an account and region, in no order.
  Result<std::vector<KeptQuery>> list(const Scope& scope) const;
  /// Those of `range` that there are.
  Result<std::vector<std::string>> rows(const KeptQuery& query, const RowRange& range) const;

  /// Drops what is past kQueryKept or beyond the bounds. Readers miss nothing that find() would
  /// still show but what is beyond the bounds.
  Status sweep();

  static constexpr std::size_t kPartBytes = 1024 * 1024;

 private:
  Status announce(KeptQuery query);
  Status remove(const KeptQuery& query);
  bool is_there(const KeptQuery& query) const;

  storage::Storage& store_;
  const Clock& clock_;
  std::atomic<std::uint64_t> unswept_bytes_{0};  ///< kept since the last sweep
};

}  // namespace epitaph::logs
