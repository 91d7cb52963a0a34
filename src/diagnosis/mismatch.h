#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "diagnosis/entry.h"

namespace epitaph::diagnosis {

struct Subject;

/// The first condition of a rule that was asked and does not hold. Not put into words before
/// somebody asks: for each task some hundred rules are tried.
struct Mismatch {
  enum class Condition : std::uint8_t {
    kStopCode,
    kFact,           ///< `fact`
    kExitCode,       ///< of `container`, which ended first; of none where no code tells which did
    kStoppedReason,  ///< what a rule asks of stoppedReason
    kReason,         ///< what a rule asks of a container's reason or of stoppedReason
    kPassedOver,     ///< `container` says so, and cannot have been what stopped the task
    kExitCodeTells,  ///< `container` has an exit code, which tells more than the reason
  };
  Condition condition = Condition::kStopCode;
  const Fact* fact = nullptr;
  std::optional<std::size_t> container = {};
};

/// Why `rule` does not hold, in a line: `stopCode is EssentialContainerExited, not
/// SpotInterruption`. What it quotes of the task is short and holds no query of a URL.
std::string describe(const Mismatch& mismatch, const Rule& rule, const Subject& subject);

}  // namespace epitaph::diagnosis
