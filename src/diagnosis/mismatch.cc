#include "diagnosis/mismatch.h"

#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "diagnosis/match.h"
#include "model/masking.h"

namespace epitaph::diagnosis {
namespace {

constexpr std::size_t kQuotedBytesMax = 80;

/// Names are ECS's or the user's, and short; an event may hold anything.
std::string quoted(std::string_view text) {
  auto masked = mask_url_queries(text);
  if (masked.size() <= kQuotedBytesMax) return masked;
  auto end = kQuotedBytesMax;
  while (end > 0 && (static_cast<unsigned char>(masked[end]) & 0xC0) == 0x80) --end;
  return masked.substr(0, end) + "…";
}

std::string name_of(std::size_t container, const Subject& subject) {
  return quoted(subject.task.containers[container].name);
}

/// `exit code 1`, or that there is none.
std::string exit_code_of(std::size_t container, const Subject& subject) {
  const auto& code = subject.task.containers[container].exit_code;
  return code ? fmt::format("exit code {}", *code) : "no exit code";
}

std::string wrong_stop_code(const Rule& rule, const Subject& subject) {
  const auto& code = subject.task.stop_code;
  return fmt::format("{}, not {}",
                     code.empty() ? "there is no stopCode" : "stopCode is " + quoted(code),
                     fmt::join(rule.stop_codes, " or "));
}

std::string wrong_exit_code(const Mismatch& mismatch, const Rule& rule, const Subject& subject) {
  if (!mismatch.container) {
    return fmt::format("no exit code tells which container ended first, so none is {}",
                       rule.exit_codes.describe());
  }
  return fmt::format("{} ended first, with {}, not {}", name_of(*mismatch.container, subject),
                     exit_code_of(*mismatch.container, subject), rule.exit_codes.describe());
}

std::string wrong_stopped_reason(const Rule& rule, const Subject& subject) {
  const auto& reason = subject.task.stopped_reason;
  if (reason.empty()) return "there is no stoppedReason";
  return "stoppedReason " + rule.says.unmet_by(reason);
}

/// Of many reasons one that comes near: it has the first pattern, and fails by another.
std::string wrong_reasons(const Rule& rule, const Subject& subject) {
  std::size_t reasons = subject.task.stopped_reason.empty() ? 0 : 1;
  for (const auto& container : subject.task.containers) {
    if (container.reason.empty()) continue;
    ++reasons;
    if (rule.says.begins_to_match(container.reason)) {
      return fmt::format("the reason of {} {}", quoted(container.name),
                         rule.says.unmet_by(container.reason));
    }
  }
  if (reasons == 0) return "no container has a reason, and there is no stoppedReason";
  if (rule.says.begins_to_match(subject.task.stopped_reason)) {
    return wrong_stopped_reason(rule, subject);
  }
  return "no reason has " + rule.says.first_pattern();
}

std::string passed_over(std::size_t container, const Rule& rule, const Subject& subject) {
  const auto name = name_of(container, subject);
  const auto& own = subject.task.containers[container];
  if (rule.without_exit_code && own.exit_code) {
    return fmt::format("{} says so, and has {}", name, exit_code_of(container, subject));
  }
  if (!subject.may_have_stopped_it(own)) {
    return fmt::format("{} says so, and {}", name,
                       subject.context.may_be_essential(own.name)
                           ? "never started while the task ran"
                           : "is not essential");
  }
  return fmt::format("{} says so, and ended with 0; {} ended first", name,
                     subject.ended_first ? name_of(*subject.ended_first, subject) : "another");
}

}  // namespace

std::string describe(const Mismatch& mismatch, const Rule& rule, const Subject& subject) {
  switch (mismatch.condition) {
    case Mismatch::Condition::kStopCode:
      return wrong_stop_code(rule, subject);
    case Mismatch::Condition::kFact:
      return std::string{mismatch.fact->otherwise};
    case Mismatch::Condition::kExitCode:
      return wrong_exit_code(mismatch, rule, subject);
    case Mismatch::Condition::kStoppedReason:
      return wrong_stopped_reason(rule, subject);
    case Mismatch::Condition::kReason:
      return wrong_reasons(rule, subject);
    case Mismatch::Condition::kPassedOver:
      return passed_over(*mismatch.container, rule, subject);
    case Mismatch::Condition::kExitCodeTells:
      break;
  }
  return fmt::format("{} ended with {}, which tells more than a reason",
                     name_of(*mismatch.container, subject),
                     exit_code_of(*mismatch.container, subject));
}

}  // namespace epitaph::diagnosis
