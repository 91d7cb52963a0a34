// src/pattern/parsed_pattern.h
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "pattern/condition.h"

namespace epitaph::pattern {

/// What an event pattern demands of one field: a value that at least one of the conditions accepts.
struct Leaf {
  std::string path;                   // as Path joins it
  std::vector<Condition> conditions;  // never empty
};

/// A pattern that has been read. The event must satisfy every leaf of one alternative.
///
/// A pattern without "$or" has one alternative; with it, one for each combination of branches.
/// Where a branch and what surrounds it ask for the same path, the alternative has what was written
/// last.
struct ParsedPattern {
  /// Indexes of leaves, no path twice, in the order in which AWS judges them (PathLess).
  using Alternative = std::vector<std::size_t>;

  std::vector<Leaf> leaves;  // in the order of the text
  std::vector<Alternative> alternatives;
};

}  // namespace epitaph::pattern
