#pragma once
#include <string_view>

namespace epitaph {

/// Splits off the value (or the key, quotes included) at the front of `rest`, which must be the
/// inside of valid JSON without white space outside strings: an event's canonical text. What is
/// left begins with the `,`, `:`, `}` or `]` behind the value, or is empty. Iterative: depth costs
/// nothing.
std::string_view take_json_value(std::string_view& rest);

}  // namespace epitaph
