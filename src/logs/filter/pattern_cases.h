#pragma once
#include <span>
#include <string_view>

#include <gtest/gtest.h>

#include "logs/filter/filter_pattern.h"

namespace epitaph::logs {

/// For tests: a pattern and a message, and whether the two match.
struct FilterCase {
  std::string_view name, pattern, message;
  bool matches;
};

inline void expect_matches(std::span<const FilterCase> cases) {
  for (const auto& c : cases) {
    SCOPED_TRACE(testing::Message() << c.name << ": " << c.pattern << " on " << c.message);
    const auto pattern = FilterPattern::compile(c.pattern);
    if (!pattern) {
      ADD_FAILURE() << pattern.error().message;
      continue;
    }
    EXPECT_EQ(pattern->matches(c.message), c.matches);
  }
}

/// For tests: a text that is no pattern, and what AWS says of it.
struct InvalidFilterCase {
  std::string_view name, pattern, message;
};

inline void expect_invalid(std::span<const InvalidFilterCase> cases) {
  for (const auto& c : cases) {
    SCOPED_TRACE(testing::Message() << c.name << ": " << c.pattern);
    const auto pattern = FilterPattern::compile(c.pattern);
    if (pattern) {
      ADD_FAILURE() << "is taken";
      continue;
    }
    EXPECT_EQ(pattern.error().kind, ErrorKind::kInvalid);
    EXPECT_EQ(pattern.error().message, c.message);
  }
}

}  // namespace epitaph::logs
