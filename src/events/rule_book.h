#pragma once
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string_view>
#include <thread>
#include <vector>

#include "aws/error.h"
#include "base/result.h"
#include "events/bus.h"
#include "events/event_bus.h"
#include "events/rule_snapshot.h"
#include "model/rule.h"
#include "storage/storage.h"

namespace epitaph::events {

/// The rules of all buses: documents of the store (kind "rule", named `BUS/RULE`, model/rule.h)
/// and, compiled, the snapshot that publishing reads. It knows too which buses there are; what they
/// are is event_buses.h's.
///
/// Changes are optimistic: read the document, decide, commit if it still is what was read, else
/// begin again. So of two PutTargets at once neither loses anything, on whichever node they run.
/// All calls are safe from any thread; those that change block on the store. What changes leave
/// beside a bus's large index (pattern/matcher.h) is taken into it behind their back, by a thread
/// of the book's own.
class RuleBook {
 public:
  /// `storage` must outlive the book.
  explicit RuleBook(storage::Storage& storage) : storage_(storage) {}

  /// Compiles every rule that is stored, and takes in which buses there are. To be called once,
  /// before anything is published. Errors: the store's. A document that is no rule is logged and
  /// left alone.
  Status load();

  /// The rules now; costs a copy of one pointer.
  std::shared_ptr<const RuleSnapshot> snapshot() const;

  /// What is to become of a rule: given the rule or nullopt where there is none, makes of it what
  /// shall be, or refuses. Called again, with what was found then, when another change came first.
  using Change = std::function<aws::Verdict(std::optional<Rule>& rule)>;

  /// Changes the rule of this name. What it becomes is durable, and holds for every event that is
  /// published, when the call returns. A change that leaves all as it was writes nothing.
  /// Errors: those of `change`; ConcurrentModificationException after kAttemptsMax lost races.
  aws::Verdict change(const BusAddress& bus, std::string_view name, const Change& change);

  /// For a commit that holds more than a rule: the row that makes `rule`, unless there is one.
  static storage::DocumentRow new_rule_row(const Rule& rule);
  /// The row that makes of the rule of this name `rule`, or nothing when that is absent, whatever
  /// it is now; for rules that only one hand changes.
  static storage::DocumentRow rule_row(const BusAddress& bus, std::string_view name,
                                       const std::optional<Rule>& rule);
  /// Takes into the snapshot what the store now has under this name.
  Status refresh(const BusAddress& bus, std::string_view name);

  /// Takes into the snapshot whether the store now has this bus; without it its rules go too.
  Status refresh_bus(const BusAddress& bus);
  /// The documents of a bus's rules, also of those that a bus of that name left behind.
  Result<std::vector<storage::Document>> stored_rules(const BusAddress& bus) const;

  static constexpr int kAttemptsMax = 100;

 private:
  bool replace(const std::shared_ptr<const RuleSnapshot>& before,
               std::shared_ptr<const RuleSnapshot> after);
  void merge_when_wanted(const std::stop_token& stop);
  void merge(const BusAddress& bus);

  storage::Storage& storage_;
  // A mutex, held for the copy of a pointer and no longer: what std::atomic<std::shared_ptr> of g++
  // 12 is inside as well, only that ThreadSanitizer reports that one as a race.
  mutable std::mutex mutex_;  // guards snapshot_
  std::shared_ptr<const RuleSnapshot> snapshot_ = std::make_shared<RuleSnapshot>();

  std::mutex merge_mutex_;  // guards wanted_
  std::set<BusAddress> wanted_;
  std::condition_variable_any merge_is_wanted_;
  std::jthread merger_{[this](const std::stop_token& stop) { merge_when_wanted(stop); }};
};

}  // namespace epitaph::events
