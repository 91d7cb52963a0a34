// src/pattern/matcher/condition_hash.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "pattern/condition.h"

namespace epitaph::pattern {

/// Equal for conditions that are equal.
std::uint64_t condition_hash(const std::vector<Condition>& conditions, std::uint64_t seed);

/// About what the conditions take on the heap, besides the vector's own elements.
std::size_t condition_bytes(const std::vector<Condition>& conditions);

}  // namespace epitaph::pattern
