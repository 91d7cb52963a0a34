#pragma once
#include <string>

#include "api/resource.h"
#include "base/clock.h"
#include "storage/storage.h"

namespace epitaph::api {

/// Adds the events that the ledger keeps, of every detail-type:
///   GET /events   {items: [envelope], nextCursor}, newest first; masked. Query: detailType,
///   resource
///                 (an ARN, or its beginning), account, region, text (the envelope holds it, ASCII
///                 letters of either case), since, until, limit (1 to 1000, 50), cursor. The work
///                 for a page is bounded: it may hold fewer than `limit`, or none, and still have a
///                 next one
/// `store` and `clock` outlive the resources.
void add_event_resource(Resources& resources, storage::Storage& store, const Clock& clock);

/// `event`, canonical JSON, with its secrets masked; byte for byte the same where it holds none.
std::string masked_event(std::string_view event);

}  // namespace epitaph::api
