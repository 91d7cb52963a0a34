#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "pattern/event_pattern.h"

namespace epitaph::cli {

/// A rule as `epitaph rules test` takes it: what it is called, and what it matches.
struct NamedPattern {
  std::string name;
  pattern::EventPattern pattern;
};

/// Rules, one a line, blank ones aside: `{"name": "orders", "pattern": {"source": ["shop"]}}`; the
/// pattern may also be a text that holds it, as DescribeRule gives it under `EventPattern`. Other
/// members are ignored.
/// Errors: kInvalid, led by `FILE:LINE`, for a line that is none, a pattern that AWS would refuse
/// (in its words), or a name that comes twice.
Result<std::vector<NamedPattern>> parse_rules(std::string_view file_name, std::string_view text);

/// One pattern, the whole text; it is called `pattern`. Errors: kInvalid as above.
Result<NamedPattern> parse_one_pattern(std::string_view file_name, std::string_view text);

/// Whole; `-` is stdin. Errors: kNotFound when it cannot be opened, kIo.
Result<std::string> read_text_file(const std::string& path);

}  // namespace epitaph::cli
