#pragma once
#include <cstddef>
#include <vector>

#include "base/result.h"
#include "ledger/ledger.h"
#include "model/event.h"

namespace epitaph::intake {

/// Takes out of `events` those that the ledger holds already, and those that stand in it twice;
/// gives how many went. So an import can be repeated, whole or after a failure half-way, and adds
/// nothing that is there. Events that are not of ECS are in no ledger and always stay.
Result<std::size_t> drop_known(std::vector<Event>& events, const ledger::Ledger& ledger);

}  // namespace epitaph::intake
