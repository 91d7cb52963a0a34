#pragma once
#include <string>

#include "base/result.h"
#include "cli/client.h"

namespace epitaph::cli {

/// The events that the server keeps, newest first, at most `limit`, as it gives them at
/// /api/v1/events: one a line, byte for byte, for a JSON library would lose how numbers are
/// spelled. Errors: the client's.
Result<std::string> read_stored_events(const Client& client, std::size_t limit);

}  // namespace epitaph::cli
