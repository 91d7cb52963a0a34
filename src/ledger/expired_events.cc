#include "ledger/expired_events.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/deletions.h"
#include "ledger/holds.h"
#include "ledger/subject.h"

namespace epitaph::ledger {
namespace {

constexpr std::size_t kSubjectsPage = 256;
constexpr std::size_t kEventsPage = 1000;

/// Behind every task of the account and region whose task `subject` is: a byte that UTF-8 has not.
/// nullopt when it is no task.
std::optional<std::string> behind_tasks(std::string_view subject) {
  const auto arn = parse_arn(subject);
  if (!arn || !arn->resource.starts_with("task/")) return std::nullopt;
  const auto before_id = subject.size() - arn->resource.size() + std::string_view{"task/"}.size();
  return std::string{subject.substr(0, before_id)} + '\xff';
}

/// One walk over all subjects. Events of one cluster are gathered, so that they are written down
/// and recorded together.
class EventSweep {
 public:
  EventSweep(storage::Storage& store, const LedgerRetention& retention, Timestamp now,
             HeldNames held, std::size_t events_max)
      : store_(store),
        retention_(retention),
        now_(now),
        held_(std::move(held)),
        events_max_(events_max) {}

  Result<EventSweepReport> run() {
    std::string after;
    while (!report_.more) {
      EPITAPH_TRY(subjects, store_.list_subjects("", after, kSubjectsPage));
      if (subjects.empty()) break;
      EPITAPH_CHECK(visit(subjects, after));
    }
    EPITAPH_CHECK(flush());
    return report_;
  }

 private:
  Timestamp before(int days) const { return now_ - std::chrono::days{days}; }

  /// `after` moves along; the first task of an account and region leads behind them all.
  Status visit(const std::vector<std::string>& subjects, std::string& after) {
    for (const auto& subject : subjects) {
      if (auto behind = behind_tasks(subject)) {
        after = *std::move(behind);
        return Done{};
      }
      EPITAPH_CHECK(visit(subject));
      after = subject;
      if (report_.more) return Done{};
    }
    return Done{};
  }

  Status visit(const std::string& subject) {
    const auto cluster = cluster_of(subject);
    if (cluster && is_held(held_, subject, *cluster)) return Done{};
    const auto days = cluster ? retention_.days_of(*cluster) : retention_.shortest_days();
    if (!days) return Done{};
    std::optional<storage::TaskEventPlace> after;
    while (!report_.more) {
      EPITAPH_TRY(events, store_.read_subject_events(subject, before(*days), after, kEventsPage));
      for (const auto& event : events) EPITAPH_CHECK(consider(subject, event));
      if (events.size() < kEventsPage) return Done{};
      after = events.back().place;
    }
    return Done{};
  }

  Status consider(const std::string& subject, const storage::KeptEvent& stored) {
    const auto event = parse_event(stored.json);
    if (!event) return event.error();
    auto cluster = cluster_of(subject, *event);
    const auto days = retention_.days_of(cluster);
    if (!days || stored.place.time >= before(*days)) return Done{};
    if (cluster != cluster_ || gathered_ == kEventsPage) EPITAPH_CHECK(flush());
    if (report_.more) return Done{};
    cluster_ = std::move(cluster);
    if (doomed_.empty() || doomed_.back().subject != subject) {
      doomed_.push_back({.subject = subject, .whole = false, .events = {}});
    }
    doomed_.back().events.push_back(stored.place);
    ++gathered_;
    return Done{};
  }

  static bool is_held(const HeldNames& held, const std::string& subject,
                      const ClusterKey& cluster) {
    const auto service = parse_service_arn(subject, cluster.cluster);
    return service && held.holds(*service);
  }

  /// Holds are read once more, since one that was placed meanwhile must count.
  Status flush() {
    auto doomed = std::exchange(doomed_, {});
    gathered_ = 0;
    if (doomed.empty()) return Done{};
    EPITAPH_TRY(held, read_held_names(store_));
    std::erase_if(doomed,
                  [&](const Doomed& item) { return is_held(held, item.subject, cluster_); });
    const int days = *retention_.days_of(cluster_);
    EPITAPH_TRY(deletion, delete_doomed(store_,
                                        {.cluster = cluster_,
                                         .month = {},
                                         .retention_days = days,
                                         .first_at = now_,
                                         .last_at = now_,
                                         .stopped_before = before(days)},
                                        doomed));
    report_.events_deleted += deletion.events;
    report_.more = report_.events_deleted >= events_max_;
    return Done{};
  }

  storage::Storage& store_;
  const LedgerRetention& retention_;
  const Timestamp now_;
  const HeldNames held_;  ///< when the walk began: what can be left unread
  const std::size_t events_max_;
  EventSweepReport report_;
  ClusterKey cluster_;          ///< of doomed_
  std::vector<Doomed> doomed_;  ///< not yet deleted
  std::size_t gathered_ = 0;    ///< events in it
};

}  // namespace

Result<EventSweepReport> delete_expired_events(storage::Storage& store,
                                               const LedgerRetention& retention, Timestamp now,
                                               std::size_t events_max) {
  EPITAPH_TRY(held, read_held_names(store));
  return EventSweep{store, retention, now, std::move(held), events_max}.run();
}

}  // namespace epitaph::ledger
