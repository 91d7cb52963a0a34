#pragma once
#include <functional>
#include <utility>

#include "storage/storage.h"

namespace epitaph::storage {

/// What somebody does once a commit is durable. Must be quick and must not throw.
using AfterCommit = std::move_only_function<void()>;

/// Looks at a commit on its way into the store and gives back what it does when it is durable, or
/// null. Called from any thread, before every commit of log events, so it must cost nothing when
/// nobody is interested; must not throw. An empty function: there is no witness.
using CommitWitness = std::function<AfterCommit(const Commit&)>;

/// Storage::commit() with a witness, who learns of nothing that was not written.
inline Result<Revision> commit_witnessed(Storage& store, Commit commit,
                                         const CommitWitness& witness) {
  auto after = witness ? witness(commit) : AfterCommit{};
  auto committed = store.commit(std::move(commit));
  if (committed && after) after();
  return committed;
}

}  // namespace epitaph::storage
