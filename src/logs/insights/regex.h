#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <variant>

#include <re2/re2.h>

namespace epitaph::logs::insights {

/// A regular expression of a query, compiled once when the query is parsed and shared by whoever
/// evaluates it, on any thread. Linear in its subject, whatever the pattern.
using Regex = std::shared_ptr<const re2::RE2>;

/// What one expression may take up, compiled.
constexpr int kRegexBytesMax = 2 << 20;

/// RE2's syntax, and groups named as `(?<name>…)` also, for users write it so. Unanchored,
/// case-sensitive but for `(?i)`. The reason where it is none.
std::variant<Regex, std::string> compile_regex(std::string_view pattern);

}  // namespace epitaph::logs::insights
