#pragma once
#include <cstddef>
#include <string_view>

#include <boost/json.hpp>

#include "aws/error.h"

namespace epitaph::aws {

/// Deeper than any input of AWS's goes (a PutEvents Detail is a text, and its depth its own), and
/// shallow enough for the stack.
constexpr std::size_t kBodyDepthMax = 512;

/// Parses a body. The values lie in memory of their own that goes with the last of them, and is
/// at most about eight times `bytes_max`: `[0,0,…` would otherwise take far more than its text.
/// Errors: SerializationException for what is no JSON, no UTF-8 or too deep;
/// body_too_large() past the memory.
Outcome<boost::json::value> parse_body(std::string_view text, std::size_t bytes_max);

}  // namespace epitaph::aws
