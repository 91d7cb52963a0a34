#pragma once
#include <optional>
#include <string_view>

namespace epitaph::logs {

/// The number that a text writes: digits with an optional sign, decimals and exponent (`+5`, `.5`,
/// `1e-3`). nullopt for every other text, `inf` and `0x1` among them. Numbers beyond a double's
/// reach become infinite, or 0.
std::optional<double> number_of(std::string_view text);

}  // namespace epitaph::logs
