#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "diagnosis/exit_code.h"
#include "diagnosis/fact.h"
#include "diagnosis/sentence.h"
#include "diagnosis/wording.h"
#include "model/diagnosis.h"

namespace epitaph::diagnosis {

/// The order of decision: what ECS says of the task goes before its bare code, that before what a
/// container's reason says, and that before exit codes. Source: reference ecs.md, 5.
enum class Step { kStoppedReason, kStopCode, kContainerReason, kExitCode, kOtherwise };

/// Which container a cause blames: none; the one that the rule matched (whose reason or exit code
/// decided); the one that a health check watches; the one that the matched reason names.
enum class Blame { kNone, kMatched, kChecked, kNamed };

/// `stopped-reason`, `stop-code`, `container-reason`, `exit-code`, `otherwise`, as in the
/// catalogue.
std::string_view to_string(Step step);

/// One way to recognize a cause. Rules are asked by step, then by precedence; the first that holds
/// decides. Every condition that is given must hold.
struct Rule {
  Step step = Step::kOtherwise;
  int precedence = 0;  ///< unique within its step
  Confidence confidence = Confidence::kCertain;
  Facts facts;
  /// Asked of `stoppedReason`; in the step container-reason of each container's `reason`, then of
  /// `stoppedReason`, where Fargate repeats it.
  Wording says;
  std::vector<std::string> stop_codes;
  /// Asked of the container whose end started the stop.
  ExitCodes exit_codes;
  /// The reason decides only beside an absent exit code: it tells that the watching failed, and the
  /// exit code what happened.
  bool without_exit_code = false;
  /// The rule for a person, for `epitaph why --explain`.
  std::string describe() const;
};

/// What else to say of a cause where more is known. The first variant whose facts hold and that has
/// a kind or headline gives it; the checks of all that hold go before the entry's.
struct Variant {
  Facts facts;
  std::optional<StopKind> kind;
  Sentence headline;
  std::vector<Sentence> checks;
};

/// A cause: one file of the catalogue.
struct Entry {
  std::string cause;
  StopKind kind = StopKind::kUnknown;
  Blame blame = Blame::kNone;
  /// What the cause is, for whoever never met it: one to three sentences.
  std::string means;
  Sentence headline;
  std::vector<Sentence> checks;
  std::string link;
  std::vector<Rule> rules;
  std::vector<Variant> variants;
};

}  // namespace epitaph::diagnosis
