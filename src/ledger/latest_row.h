#pragma once
#include <optional>
#include <string_view>

#include "base/result.h"
#include "diagnosis/catalogue.h"
#include "ledger/known_definitions.h"
#include "storage/storage.h"

namespace epitaph::ledger {

/// The row of a task made anew, of the event of the greatest place: the one that the engine has.
/// Not that of the folded record, in which of two events that tell the same the first stays.
/// nullopt when no event tells a state of it. Errors: the store's.
Result<std::optional<storage::TaskRow>> make_latest_row(storage::Storage& store,
                                                        std::string_view arn,
                                                        KnownDefinitions& known,
                                                        const diagnosis::Catalogue& catalogue);

}  // namespace epitaph::ledger
