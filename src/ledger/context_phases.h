#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/phases.h"

namespace epitaph::ledger {

/// A phase of a task beside what is usual.
struct ComparedPhase {
  Phase phase;
  /// Median of the others that had this phase; absent when fewer than kUsualOf did.
  std::optional<std::chrono::milliseconds> usual;
  std::size_t samples = 0;  ///< how many had it
};

/// So many others make a median that says something.
constexpr std::size_t kUsualOf = 3;

/// The phases of `task` in order, each with the median of `others`, recent tasks of the same
/// service.
std::vector<ComparedPhase> compare_phases(const Task& task, std::span<const Task> others);

}  // namespace epitaph::ledger
