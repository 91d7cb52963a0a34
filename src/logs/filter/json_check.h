#pragma once
#include <cstddef>
#include <string_view>

namespace epitaph::logs {

/// Objects and arrays within each other, at most; what is nested deeper counts as no JSON.
constexpr std::size_t kJsonDepthMax = 1024;

/// Whether `text`, valid UTF-8, is one JSON object by every rule of RFC 8259. A walk by JsonPaths
/// sees but what it is led to; this reads it all, and so is asked only of messages that match.
/// Allocates nothing.
bool is_json_object(std::string_view text);

}  // namespace epitaph::logs
