#include "diagnosis/entry.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace epitaph::diagnosis {

std::string_view to_string(Step step) {
  switch (step) {
    case Step::kStoppedReason:
      return "stopped-reason";
    case Step::kStopCode:
      return "stop-code";
    case Step::kContainerReason:
      return "container-reason";
    case Step::kExitCode:
      return "exit-code";
    case Step::kOtherwise:
      break;
  }
  return "otherwise";
}

std::string Rule::describe() const {
  std::vector<std::string> parts;
  if (!says.empty()) {
    const bool container = step == Step::kContainerReason;
    parts.push_back(
        (container ? "a container's reason or stoppedReason has " : "stoppedReason has ") +
        says.describe());
  }
  if (without_exit_code) parts.emplace_back("that container has no exitCode");
  if (!stop_codes.empty())
    parts.push_back(fmt::format("stopCode is {}", fmt::join(stop_codes, " or ")));
  if (!exit_codes.empty()) {
    parts.push_back("exitCode of the container that ended first is " + exit_codes.describe());
  }
  for (const auto* fact : facts) parts.emplace_back(fact->name);
  return parts.empty() ? "anything" : fmt::format("{}", fmt::join(parts, "; "));
}

}  // namespace epitaph::diagnosis
