// src/pattern/wildcard_score.h
#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "pattern/wildcard.h"

namespace epitaph::pattern {

/// The wildcards of one entry at a field: one for {"wildcard"}, all that it lists for
/// {"anything-but": {"wildcard"}}.
using WildcardEntry = std::vector<const Wildcard*>;

/// AWS refuses a pattern that scores higher. The limit is not documented; 9 was seen accepted and
/// 11 refused.
inline constexpr std::size_t kWildcardScoreMax = 10;

/// How many beginnings of wildcards one text can match at the same time at one field: the measure
/// by which AWS limits what wildcards cost its engine. `a*` scores 2, `*a*` 3, `*:*:*` 5.
///
/// All entries of the field are laid into one automaton, where wildcards that begin alike share the
/// way; each place of it counts once for every entry that it can still lead to, and the score is
/// the highest sum of places that are active at once. The text's quotes are part of it, as in AWS's
/// engine. Counting ends above kWildcardScoreMax, and also (with a score above it) when there are
/// more states to visit than kWildcardStatesMax, so that no pattern makes us count for long.
std::size_t wildcard_score(std::span<const WildcardEntry> entries);

inline constexpr std::size_t kWildcardStatesMax = 10'000;

}  // namespace epitaph::pattern
