#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "base/result.h"
#include "diagnosis/context.h"
#include "model/task.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// What task definitions tell a diagnosis, remembered, so that the row of a task that stops costs
/// no read: one look-up for each revision, whether it is known or not. Bounded: with too many it
/// forgets all and begins anew. Safe from any thread; the store must outlive it.
///
/// A revision that becomes known, or is told otherwise, has to be forgotten here: DefinitionNews
/// does that (definition_news.h), and makes the rows anew that were written before.
class KnownDefinitions {
 public:
  explicit KnownDefinitions(storage::Storage& store, std::size_t entries_max = 10'000)
      : store_(store), entries_max_(entries_max) {}

  /// The context that the task's definition makes; an empty one when it is not known.
  /// Errors: the store's.
  Result<std::shared_ptr<const diagnosis::Context>> context_of(const Task& task);

  /// The next task of the revision makes a look-up again.
  void forget(const Scope& scope, const std::string& name);

 private:
  storage::Storage& store_;
  const std::size_t entries_max_;

  std::mutex mutex_;  // guards what follows
  /// By the revision's ARN without its partition, as documents have it. Shared with diagnoses that
  /// are being made while an entry is forgotten.
  std::unordered_map<std::string, std::shared_ptr<const diagnosis::Context>> contexts_;
  /// Grows with each forget(): what was read before one must not be remembered after it.
  std::uint64_t forgotten_ = 0;
};

}  // namespace epitaph::ledger
