#pragma once
#include <cstddef>
#include <thread>
#include <vector>

#include "base/periodic.h"
#include "logs/queries/queries.h"

namespace epitaph::logs {

/// The threads on which queries run: as many at once as there are. Going out of scope ends the
/// queries under way within a few events, as Cancelled, joins, and puts on record those that
/// still waited.
class QueryRunners {
 public:
  /// `queries` must outlive them.
  explicit QueryRunners(Queries& queries, std::size_t threads = default_threads());
  ~QueryRunners();
  QueryRunners(const QueryRunners&) = delete;
  QueryRunners& operator=(const QueryRunners&) = delete;

  /// One for each core, for a query keeps one busy; but at most kThreadsMax, since each may take
  /// insights::kQueryMemoryBytesMax.
  static std::size_t default_threads();
  static constexpr std::size_t kThreadsMax = 8;

 private:
  Queries& queries_;
  Periodic overdue_;
  std::vector<std::jthread> threads_;  // last, so that they have ended before what they use goes
};

}  // namespace epitaph::logs
