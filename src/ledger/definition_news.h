#pragma once
#include <cstddef>
#include <cstdint>

#include "base/clock.h"
#include "base/result.h"
#include "diagnosis/catalogue.h"
#include "ledger/known_definitions.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// Between the two rounds over the tasks of a revision. Longer than any commit waits, and than it
/// takes every node to hear of the revision.
constexpr std::chrono::seconds kNewsRoundPause{60};

/// How far the rows of tasks have been diagnosed again with what became known of task definitions.
struct NewsProgress {
  std::uint64_t revisions = 0;  ///< that are not done; those that wait for their second round too
  std::uint64_t tasks = 0;      ///< whose rows were made in this step
};

/// One step of diagnosing tasks again whose task definition became known, or was told otherwise,
/// after they had stopped: cause, kind and issue in their rows are then those of their pages.
/// Whoever writes a task definition leaves word of it (add_task_definition()); from then on until
/// the second round is over, each step
/// 1. has `known` forget what it knew of the revision, so that whoever takes in what comes from
///    here on diagnoses it with the definition;
/// 2. makes the rows of its tasks anew, `tasks_max` a step, and writes each step's rows and how far
///    it has come in one commit, so that it goes on there after a restart.
///
/// A second round, kNewsRoundPause behind the first, catches what was under way: taken in without
/// the definition, and written when the first had gone by.
/// Call it on every node, again and again. Errors: the store's.
Result<NewsProgress> apply_definition_news(storage::Storage& store, KnownDefinitions& known,
                                           const diagnosis::Catalogue& catalogue, Timestamp now,
                                           std::size_t tasks_max = 1000);

}  // namespace epitaph::ledger
