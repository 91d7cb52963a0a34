#include "ledger/context_phases.h"

#include <algorithm>
#include <map>

namespace epitaph::ledger {

std::vector<ComparedPhase> compare_phases(const Task& task, std::span<const Task> others) {
  std::map<std::string_view, std::vector<std::chrono::milliseconds>> durations;
  for (const auto& other : others) {
    for (const auto& phase : phases_of(other)) durations[phase.name].push_back(phase.duration);
  }
  std::vector<ComparedPhase> compared;
  for (const auto& phase : phases_of(task)) {
    auto& samples = durations[phase.name];
    auto& added = compared.emplace_back(
        ComparedPhase{.phase = phase, .usual = std::nullopt, .samples = samples.size()});
    if (samples.size() < kUsualOf) continue;
    const auto middle = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
    std::ranges::nth_element(samples, middle);
    added.usual = *middle;
  }
  return compared;
}

}  // namespace epitaph::ledger
