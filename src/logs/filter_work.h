#pragma once
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "logs/compiled_filters.h"
#include "logs/filter_runner.h"
#include "logs/subscription_message.h"
#include "logs/subscription_target.h"
#include "storage/commit.h"

namespace epitaph::logs {

/// What the filters of log groups make of one commit's events. For one thread, once:
/// count() and collect() for each event, send(), after_commit().
class FilterWork {
 public:
  using Filters = std::shared_ptr<const CompiledFilters>;

  /// Holds the event in row `row` of the commit's log events against the metric filters.
  void count(const Filters& filters, const storage::Commit& commit, std::size_t row);
  /// The same for the subscription filters.
  void collect(const Filters& filters, const storage::Commit& commit, std::size_t row);
  /// Adds to the commit what subscriptions are to get. Of one stream and commit they get it in one
  /// message, or a few, in order. A destination that cannot have its message is passed over, and
  /// that is counted: the events' own fate does not hang on it.
  Status send(SubscriptionTarget& target, storage::Commit& commit, Timestamp now);
  /// Adds up the counts, and holds the senders to their word.
  AfterCommit after_commit() &&;

 private:
  struct Tally {
    std::uint64_t matches = 0;
    double value = 0;
  };
  struct Fate {
    std::uint64_t sent = 0;
    std::uint64_t failed = 0;
  };
  /// A subscription of a group (by number), and a log stream.
  using Line = std::tuple<Filters, std::size_t, std::string>;

  Status send_line(const Line& line, const std::vector<std::size_t>& rows, storage::Commit& commit,
                   Timestamp now);

  std::map<std::shared_ptr<MetricTally>, Tally> tallies_;
  std::map<Line, std::vector<std::size_t>> lines_;  ///< the rows that each is to get
  std::map<std::shared_ptr<SubscriptionTally>, Fate> fates_;
  std::unique_ptr<SubscriptionSender> sender_;
};

}  // namespace epitaph::logs
