#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace epitaph::diagnosis {

/// Killed by SIGKILL: by the kernel, by somebody, or by ECS after the stop time-out.
constexpr std::int64_t kExitKilled = 137;
/// Ended by SIGTERM, as ECS's stop signal does by default.
constexpr std::int64_t kExitTerminated = 143;

/// A Windows status as it is written (0xC0000005 = 3221225477): the agent's wire has 32 bits, so
/// some readers see it negative. Other codes come back as they are.
std::int64_t normalize_exit_code(std::int64_t code);

/// The container's end may be ECS's doing once it stops a task: success, SIGTERM, SIGKILL, and the
/// control event that is Windows' SIGTERM. Every other code is the container's own.
bool may_come_from_a_stop(std::int64_t code);

/// `SIGSEGV` for 139, `0xC0000005` for a Windows status; empty when the code names neither.
/// Source: reference ecs.md, 6.
std::string exit_signal(std::int64_t code);

/// What the code means, as the rest of a sentence: `segmentation fault`, `command not found`.
/// Empty when it is the application's own to define.
std::string_view exit_meaning(std::int64_t code);

/// Some exit codes, as the catalogue writes them: `["0"]`, `["126", "129-136", "160-"]`.
class ExitCodes {
 public:
  ExitCodes() = default;
  /// Throws std::invalid_argument when a text is no code or range of codes.
  explicit ExitCodes(const std::vector<std::string>& ranges);

  bool empty() const { return ranges_.empty(); }
  bool contains(std::int64_t code) const;
  /// `126, 129-136`
  const std::string& describe() const { return text_; }

 private:
  std::vector<std::pair<std::int64_t, std::int64_t>> ranges_;
  std::string text_;
};

}  // namespace epitaph::diagnosis
