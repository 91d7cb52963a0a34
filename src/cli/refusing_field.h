#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pattern/event_pattern.h"

namespace epitaph::cli {

/// The field of an event that said no to a pattern.
struct RefusingField {
  /// Keys joined by dots. Empty: each field by itself would do, but those within an array not in
  /// one and the same element.
  std::string path;
  std::vector<std::string> values;  ///< what the event has there; none: the field is not there
};

/// Why `event`, the JSON text of the whole envelope, does not match: the first field of the pattern
/// that says no, or of a pattern with `$or` that of the branches of which the fewest say no.
/// nullopt when it matches, or is no JSON object.
std::optional<RefusingField> refusing_field(const pattern::EventPattern& pattern,
                                            std::string_view event);

}  // namespace epitaph::cli
