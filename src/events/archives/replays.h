#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "aws/error.h"
#include "events/archives/replay.h"
#include "storage/storage.h"

namespace epitaph::events {

/// The replays of all accounts and Regions, documents of the store; replayer.h carries them out.
/// All calls are safe from any thread and block on the store.
class Replays {
 public:
  /// `storage` must outlive this.
  explicit Replays(storage::Storage& storage) : storage_(storage) {}

  /// Errors: ResourceNotFoundException `Replay X does not exist.`
  aws::Outcome<Replay> find(const Scope& scope, std::string_view name) const;
  /// By name.
  aws::Outcome<std::vector<Replay>> list(const Scope& scope) const;

  /// Errors: ResourceAlreadyExistsException `Replay X already exists.`; LimitExceededException when
  /// `active_max` are under way.
  aws::Verdict start(const Replay& replay, std::size_t active_max);

  /// Asks a replay to end: it is CANCELLING from then on. What has been sent stays sent.
  /// Errors: those of find(); IllegalStatusException for one that has ended or is ending.
  aws::Outcome<Replay> cancel(const Scope& scope, std::string_view name);

 private:
  storage::Storage& storage_;
};

}  // namespace epitaph::events
