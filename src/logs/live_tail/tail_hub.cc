#include "logs/live_tail/tail_hub.h"

#include <algorithm>
#include <utility>

#include "base/random_id.h"

namespace epitaph::logs {
namespace {

/// Of one session: the update that its client has not taken yet, and the end. A pipe with nothing
/// pending takes an update of any size, so this only has to leave room for the end.
constexpr std::size_t kPendingBytesMax = std::size_t{16} << 20;

}  // namespace

storage::AfterCommit TailHub::watch(const storage::Commit& commit) {
  if (open_.load(std::memory_order_relaxed) == 0 || commit.log_events.empty()) return nullptr;
  const auto groups = watched();
  std::vector<TailEvent> events;
  for (const storage::LogEventRow& row : commit.log_events) {
    if (!std::ranges::binary_search(*groups, row.group)) continue;
    events.push_back({.group = row.group,
                      .stream = row.stream,
                      .message = commit.bodies.at(static_cast<std::size_t>(row.body)),
                      .time = row.time,
                      .ingested_at = row.ingested_at});
  }
  if (events.empty()) return nullptr;
  return [this, events = std::move(events)]() mutable { hand_over(std::move(events)); };
}

storage::CommitWitness TailHub::witness() {
  return [this](const storage::Commit& commit) { return watch(commit); };
}

std::shared_ptr<const TailHub::Groups> TailHub::watched() const {
  const std::lock_guard lock(mutex_);
  return groups_;
}

void TailHub::hand_over(std::vector<TailEvent> events) {
  {
    const std::lock_guard lock(mutex_);
    for (TailEvent& event : events) {
      const std::size_t bytes = event.message.size() + event.stream.size() + sizeof(TailEvent);
      if (backlog_bytes_ + bytes > kTailBacklogBytesMax) {
        ++missed_[event.group];
        continue;
      }
      backlog_bytes_ += bytes;
      backlog_.push_back(std::move(event));
    }
  }
  work_.notify_one();
}

Result<std::shared_ptr<http::BodyReader>> TailHub::start(TailRequest request, Instant now) {
  auto pipe = http::make_body_pipe(kPendingBytesMax);
  const Scope scope = request.scope;
  auto session = std::make_shared<TailSession>(std::move(request), std::move(pipe.writer), now,
                                               random_number());
  {
    const std::lock_guard lock(mutex_);
    if (closed_) return Error{ErrorKind::kUnavailable, "live tail: the server stops"};
    const auto open = std::ranges::count_if(sessions_, [](const auto& s) { return s->is_open(); });
    const auto own = std::ranges::count_if(
        sessions_, [&](const auto& s) { return s->is_open() && s->request().scope == scope; });
    if (std::cmp_greater_equal(own, kTailSessionsMax) ||
        std::cmp_greater_equal(open, kAllTailSessionsMax)) {
      return Error{ErrorKind::kLimit, "live tail: as many sessions as may be are open"};
    }
    sessions_.push_back(std::move(session));
    changed_ = true;
    remember_groups();
  }
  work_.notify_one();
  return std::move(pipe.reader);
}

void TailHub::remember_groups() {
  Groups groups;
  for (const auto& session : sessions_) {
    for (const TailGroup& group : session->request().groups) groups.push_back(group.id);
  }
  std::ranges::sort(groups);
  groups_ = std::make_shared<const Groups>(std::move(groups));
  open_.store(sessions_.size(), std::memory_order_relaxed);
}

TailStats TailHub::stats() const {
  return {.sessions = open_.load(std::memory_order_relaxed),
          .events_told = counters_.told.load(std::memory_order_relaxed),
          .events_dropped = counters_.dropped.load(std::memory_order_relaxed)};
}

std::optional<TailHub::Instant> TailHub::step(Instant now) {
  std::vector<TailEvent> events;
  std::map<storage::LogGroupId, std::uint64_t> missed;
  std::vector<std::shared_ptr<TailSession>> sessions;
  {
    const std::lock_guard lock(mutex_);
    events = std::exchange(backlog_, {});
    backlog_bytes_ = 0;
    missed = std::exchange(missed_, {});
    sessions = sessions_;
    changed_ = false;
  }
  std::optional<Instant> next;
  std::vector<std::shared_ptr<TailSession>> ended;
  for (const auto& session : sessions) {
    for (const TailEvent& event : events) session->offer(event);
    for (const TailGroup& group : session->request().groups) {
      if (const auto found = missed.find(group.id); found != missed.end()) {
        session->miss(found->second);
      }
    }
    if (!session->tick(now, counters_)) {
      ended.push_back(session);
    } else {
      next = std::min(next.value_or(session->due()), session->due());
    }
  }
  forget(ended);
  return next;
}

void TailHub::forget(const std::vector<std::shared_ptr<TailSession>>& ended) {
  if (ended.empty()) return;
  const std::lock_guard lock(mutex_);
  std::erase_if(sessions_, [&](const auto& session) {
    return std::ranges::find(ended, session) != ended.end();
  });
  remember_groups();
}

void TailHub::wait(std::optional<Instant> until, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  const auto is_work = [this] { return changed_ || !backlog_.empty() || !missed_.empty(); };
  if (until) {
    work_.wait_until(lock, stop, *until, is_work);
  } else {
    work_.wait(lock, stop, is_work);
  }
}

void TailHub::close() {
  std::vector<std::shared_ptr<TailSession>> sessions;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    sessions = std::exchange(sessions_, {});
    remember_groups();
  }
  for (const auto& session : sessions) session->end(TailEnd::kStopped);
}

}  // namespace epitaph::logs
