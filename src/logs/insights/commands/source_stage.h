#pragma once
#include "logs/insights/cursor.h"
#include "logs/insights/source.h"

namespace epitaph::logs::insights {

/// Reads what follows the keyword SOURCE, up to the end of the stage:
///   source = groups [ "start" "=" time ] [ "end" "=" time ]
///   groups = name { "," name } | "logGroups" "(" [ choice { "," choice } ] ")"
///   choice = ( "namePrefix" | "accountIdentifiers" | "class" ) ":" ( "[" names "]" | name )
///   time   = "now" | "-1d", "-3600s", "0s" (from now) | epoch ms or s | an RFC 3339 text
/// A name stands in quotes, in backticks, or bare where it is an identifier.
/// Errors: beyond 5 prefixes or 20 accounts; `dataSource(…)`, of which there is none here.
Parsed<SourceSpec> parse_source(Cursor& cursor);

}  // namespace epitaph::logs::insights
