#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "aws/error.h"
#include "events/archives/archive.h"
#include "events/rule_book.h"
#include "model/event.h"
#include "storage/storage.h"

namespace epitaph::events {

/// The archives of all accounts and Regions: documents of the store, each with the managed rule
/// that fills it (archive.h); the two are written in one commit. All calls are safe from any thread
/// and block on the store.
class Archives {
 public:
  /// Both must outlive this.
  Archives(storage::Storage& storage, RuleBook& rules) : storage_(storage), rules_(rules) {}

  /// Errors: ResourceNotFoundException `Archive X does not exist.`
  aws::Outcome<Archive> find(const Scope& scope, std::string_view name) const;
  /// By name.
  aws::Outcome<std::vector<Archive>> list(const Scope& scope) const;

  /// Makes an archive, with an `events_id` of its own. From the return on, matching events are
  /// kept. Errors: ResourceAlreadyExistsException `Archive X already exists.`
  aws::Verdict create(Archive archive);

  using Change = std::function<aws::Verdict(Archive&)>;
  /// Errors: those of find() and of `change`; ConcurrentModificationException.
  aws::Verdict change(const Scope& scope, std::string_view name, const Change& change);

  /// Deletes an archive with its events. Errors: those of find().
  aws::Verdict remove(const Scope& scope, std::string_view name);

 private:
  Status refresh_rule(const Archive& archive);

  storage::Storage& storage_;
  RuleBook& rules_;
};

/// What the target of an archive's rule does: adds the event to the commit, of which `body` is the
/// event's JSON. The same event again lands on the row of the first time.
/// Errors: kNotFound when there is no such archive: a failed invocation; and the store's.
Status add_to_archive(storage::Storage& storage, const Scope& scope, std::string_view name,
                      const Event& event, storage::BodyIndex body, Timestamp now,
                      storage::Commit& commit);

/// One round of the sweeper: frees the space of events that are past their archive's retention.
/// Readers do not see a difference (retained_from), so it matters little how often it runs.
Result<storage::SweepReport> sweep_archives(storage::Storage& storage, Timestamp now);

}  // namespace epitaph::events
