#pragma once
#include <string>
#include <string_view>

namespace epitaph::cli {

/// The value of a query's column with its secrets hidden, as mask_message() hides them. A leaf of
/// an event tells by its name whether it is the value of an environment variable
/// (`detail.overrides.containerOverrides.0.environment.1.value`); under an alias it does not, and
/// is shown: who wrote the query asked for it.
std::string masked_value(std::string_view field, std::string_view value);

}  // namespace epitaph::cli
