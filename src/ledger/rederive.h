#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "diagnosis/catalogue.h"
#include "ledger/known_definitions.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// How far the rows of tasks have been made anew with a catalogue.
struct RederiveProgress {
  std::string catalogue_version;
  int row_form = 0;         ///< kTaskRowForm (task_row.h)
  std::string after;        ///< the subject that came last
  std::uint64_t tasks = 0;  ///< whose rows were made, over all steps
  std::uint64_t step = 0;   ///< of them in this step
  bool done = false;
};

/// One step of bringing the rows of all tasks to `catalogue`: cause, kind and issue in them are
/// those of the catalogue that was there when the event came, and what else a row says, what the
/// build of then put into it. Goes through the subjects in their
/// order, `subjects_max` a step, and writes each step's rows and how far it has come in one commit
/// (a document of kind `ledger-catalogue`), so that it goes on there after a restart, and begins
/// anew when the catalogue changes again. What comes in meanwhile is of the new catalogue already.
/// Does nothing once done. Errors: the store's.
Result<RederiveProgress> rederive(storage::Storage& store, KnownDefinitions& known,
                                  const diagnosis::Catalogue& catalogue, Timestamp now,
                                  std::size_t subjects_max = 1000);

}  // namespace epitaph::ledger
