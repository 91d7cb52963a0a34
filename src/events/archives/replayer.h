#pragma once
#include <chrono>
#include <cstddef>

#include "base/clock.h"
#include "base/result.h"
#include "events/archives/replay.h"
#include "events/publisher.h"
#include "events/rule_book.h"
#include "storage/storage.h"

namespace epitaph::events {

/// Carries replays out: sends the events of an archive to its bus again, each with `replay-name` in
/// its envelope and otherwise as it was, time and id included.
///
/// Events go in batches, in the order of their time, and each batch is one commit with the place
/// that the replay has come to: so after a restart it goes on behind the last event that was sent,
/// and none is sent twice. A replay whose archive or bus has gone has FAILED. Ended replays stay
/// listed for kKeptFor, as on AWS.
///
/// Not safe to be called from two threads at once; several nodes over one store may each have one.
class Replayer {
 public:
  static constexpr std::chrono::days kKeptFor{90};
  static constexpr std::size_t kBatchEventsMax = 500;
  static constexpr std::size_t kBatchBytesMax = 4 << 20;
  /// Of all replays together in one call, so that a call ends soon.
  static constexpr std::size_t kBatchesPerCallMax = 50;

  /// All must outlive the replayer.
  Replayer(storage::Storage& storage, const RuleBook& rules, Publisher& publisher,
           const Clock& clock)
      : storage_(storage), rules_(rules), publisher_(publisher), clock_(clock) {}

  /// Takes every active replay some way on, and gives how many events were sent.
  /// Errors: the store's; it all goes on with the next call.
  Result<std::size_t> run();

 private:
  struct Batch;

  Result<std::size_t> step(const storage::Document& document);
  Result<Batch> read_batch(const Replay& replay) const;
  Status send(const Replay& replay, const Batch& batch, storage::DocumentRow row);
  Status save(storage::DocumentRow row);
  Status forget(const storage::Document& document);

  storage::Storage& storage_;
  const RuleBook& rules_;
  Publisher& publisher_;
  const Clock& clock_;
};

}  // namespace epitaph::events
