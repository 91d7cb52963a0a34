#pragma once
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <vector>

#include "base/result.h"
#include "http/body_pipe.h"
#include "logs/live_tail/tail_session.h"
#include "storage/commit_witness.h"

namespace epitaph::logs {

/// Sessions of one account and region. Source: reference cloudwatch-logs.md, 2.
constexpr std::size_t kTailSessionsMax = 15;
/// In all accounts and regions: each costs a look at every event of its groups.
constexpr std::size_t kAllTailSessionsMax = 150;
/// Messages that wait to be looked at; past it events are dropped and counted.
constexpr std::size_t kTailBacklogBytesMax = std::size_t{64} << 20;

/// Where log events that have just become durable meet those who watch.
///
/// Writers of events pass it by its witness and never wait for a session. A TailPump does the rest:
/// between two of its steps the events lie in a bounded backlog.
class TailHub {
 public:
  using Instant = TailSession::Instant;

  /// Any thread. One atomic load when nobody tails; else a copy of the events of the groups that
  /// are tailed. What the witness gives back refers to the hub.
  storage::AfterCommit watch(const storage::Commit& commit);
  /// The same as a function. Refers to the hub.
  storage::CommitWitness witness();

  /// Opens a session and gives what its client is sent: the encoder's start, then an update each
  /// second. It ends with its reader, after kTailSessionMax, or when the hub is closed. Any thread.
  /// Errors: kLimit when there are as many sessions as may be; kUnavailable when it is closed.
  Result<std::shared_ptr<http::BodyReader>> start(TailRequest request, Instant now);

  /// Any thread.
  TailStats stats() const;

  // The pump's:
  /// Looks at the backlog, writes the updates that are due, and lets go of sessions that ended.
  /// Gives when the next update is due; nullopt while nobody tails.
  std::optional<Instant> step(Instant now);
  /// Waits for a backlog, a new session, `until`, or `stop`.
  void wait(std::optional<Instant> until, const std::stop_token& stop);
  /// Ends every session, and opens none any more. No step() may run or follow.
  void close();

 private:
  using Groups = std::vector<storage::LogGroupId>;  // sorted

  std::shared_ptr<const Groups> watched() const;
  void hand_over(std::vector<TailEvent> events);
  void remember_groups();
  void forget(const std::vector<std::shared_ptr<TailSession>>& ended);

  std::atomic<std::size_t> open_{0};
  TailCounters counters_;
  mutable std::mutex mutex_;  // guards the rest
  /// Shared: a step works on them without the lock. Only steps and close() touch one after start().
  std::vector<std::shared_ptr<TailSession>> sessions_;
  std::shared_ptr<const Groups> groups_ = std::make_shared<const Groups>();  // a snapshot
  std::vector<TailEvent> backlog_;
  std::size_t backlog_bytes_ = 0;
  std::map<storage::LogGroupId, std::uint64_t> missed_;
  bool changed_ = false;
  bool closed_ = false;
  std::condition_variable_any work_;
};

}  // namespace epitaph::logs
