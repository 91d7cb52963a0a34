#include "logs/live_tail/tail_session.h"

#include <algorithm>

namespace epitaph::logs {

TailSession::TailSession(TailRequest request, http::BodyWriter writer, Instant now,
                         std::uint64_t seed)
    : request_(std::move(request)),
      writer_(std::move(writer)),
      timeout_(now + kTailSessionMax),
      due_(now + kTailInterval),
      sample_(kTailEventsMax, kTailBytesMax, seed) {
  writer_.write(request_.encoder->start());
}

bool TailSession::wants(const TailEvent& event) const {
  const auto& r = request_;
  if (std::ranges::find(r.groups, event.group, &TailGroup::id) == r.groups.end()) return false;
  const bool any_stream = r.streams.empty() && r.stream_prefixes.empty();
  const bool this_stream = any_stream ||
                           std::ranges::find(r.streams, event.stream) != r.streams.end() ||
                           std::ranges::any_of(r.stream_prefixes, [&](const std::string& prefix) {
                             return event.stream.starts_with(prefix);
                           });
  return this_stream && (!r.matches || r.matches(event.message));
}

void TailSession::offer(const TailEvent& event) {
  if (wants(event)) sample_.offer(event);
}

bool TailSession::tick(Instant now, TailCounters& counters) {
  if (!is_open()) return false;
  if (now >= timeout_) {
    end(TailEnd::kTimedOut);
    return false;
  }
  if (now < due_) return true;
  // After a stop of the machine one update is made, and not one for each second.
  due_ = std::max(due_ + kTailInterval, now);
  // A client that is slow gets a sample of all that it missed.
  if (writer_.pending() > 0) return true;
  auto taken = sample_.take();
  counters.told.fetch_add(taken.events.size(), std::memory_order_relaxed);
  counters.dropped.fetch_add(taken.dropped, std::memory_order_relaxed);
  writer_.write(
      request_.encoder->update({.events = std::move(taken.events), .dropped = taken.dropped}));
  return true;
}

void TailSession::end(TailEnd why) {
  writer_.write(request_.encoder->end(why));
  writer_.finish();
}

}  // namespace epitaph::logs
