#pragma once
#include <chrono>
#include <cstdint>

#include "http/body_pipe.h"
#include "logs/live_tail/event_sample.h"
#include "logs/live_tail/tail_request.h"
#include "logs/live_tail/tail_stats.h"

namespace epitaph::logs {

/// What one update holds at most. Source: reference cloudwatch-logs.md, 3.4.
constexpr std::size_t kTailEventsMax = 500;
/// Of messages, in one update: in JSON a byte may become six, and clients refuse messages of over
/// 16 MiB.
constexpr std::size_t kTailBytesMax = std::size_t{2} << 20;
constexpr std::chrono::seconds kTailInterval{1};
constexpr std::chrono::hours kTailSessionMax{3};

/// One session: what it wants, what it has kept of it for the next update, and the pipe to its
/// client. For one thread at a time, apart from is_open().
class TailSession {
 public:
  using Instant = std::chrono::steady_clock::time_point;

  TailSession(TailRequest request, http::BodyWriter writer, Instant now, std::uint64_t seed);

  const TailRequest& request() const { return request_; }
  /// Whether its client may still read. Any thread.
  bool is_open() const { return !writer_.abandoned(); }

  /// Keeps the event for the next update if it is wanted.
  void offer(const TailEvent& event);
  /// Counts events of one of its groups that were lost on their way here.
  void miss(std::uint64_t events) { sample_.miss(events); }

  /// Writes an update if one is due and the client has taken the one before; whether the session
  /// goes on.
  bool tick(Instant now, TailCounters& counters);
  Instant due() const { return due_; }
  void end(TailEnd why);

 private:
  bool wants(const TailEvent& event) const;

  TailRequest request_;
  http::BodyWriter writer_;
  const Instant timeout_;
  Instant due_;
  EventSample sample_;
};

}  // namespace epitaph::logs
