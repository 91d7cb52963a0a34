#include "diagnosis/exit_code.h"

#include <array>
#include <charconv>
#include <limits>
#include <stdexcept>

#include <fmt/format.h>

namespace epitaph::diagnosis {
namespace {

constexpr std::int64_t kExitControlEvent = 0xC000013A;

struct Meaning {
  std::int64_t code;
  std::string_view signal, text;
};

constexpr Meaning kMeanings[] = {
    {0, "", "success"},
    {2, "", "misuse, as of bad arguments"},
    {125, "", "the container runtime could not run it"},
    {126, "", "command found but not executable"},
    {127, "", "command not found"},
    {129, "SIGHUP", "hang-up"},
    {130, "SIGINT", "interrupt"},
    {131, "SIGQUIT", "quit"},
    {132, "SIGILL", "illegal instruction"},
    {133, "SIGTRAP", "trace trap"},
    {134, "SIGABRT", "abort"},
    {135, "SIGBUS", "bus error"},
    {136, "SIGFPE", "arithmetic error"},
    {kExitKilled, "SIGKILL", "killed"},
    {138, "SIGUSR1", "user signal 1"},
    {139, "SIGSEGV", "segmentation fault"},
    {140, "SIGUSR2", "user signal 2"},
    {141, "SIGPIPE", "broken pipe"},
    {142, "SIGALRM", "alarm"},
    {kExitTerminated, "SIGTERM", "terminated"},
    {152, "SIGXCPU", "CPU time limit"},
    {153, "SIGXFSZ", "file size limit"},
    {159, "SIGSYS", "forbidden system call"},
    {255, "", "entry point failed, or exit(-1)"},
    {0x40010004, "0x40010004", "stopped by the shutdown of Windows"},
    {0xC0000005, "0xC0000005", "access violation"},
    {0xC0000017, "0xC0000017", "not enough memory"},
    {0xC00000FD, "0xC00000FD", "stack overflow"},
    {0xC0000135, "0xC0000135", "a DLL was not found"},
    {kExitControlEvent, "0xC000013A", "stopped by a control event"},
    {0xC0000142, "0xC0000142", "a DLL could not be initialized"},
    {0xC0000374, "0xC0000374", "heap corruption"},
    {0xC0000409, "0xC0000409", "fail-fast, as after a stack overrun"},
    {0xE0434352, "0xE0434352", "unhandled .NET exception"},
    {0xE06D7363, "0xE06D7363", "unhandled C++ exception"},
};

const Meaning* find_meaning(std::int64_t code) {
  const auto* const found = std::ranges::find(kMeanings, normalize_exit_code(code), &Meaning::code);
  return found == std::end(kMeanings) ? nullptr : found;
}

std::int64_t parse_code(std::string_view text, const std::string& range) {
  std::int64_t code = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, code);
  if (error != std::errc{} || stop != end) throw std::invalid_argument("exit codes " + range);
  return code;
}

}  // namespace

std::int64_t normalize_exit_code(std::int64_t code) {
  constexpr std::int64_t kLowest = std::numeric_limits<std::int32_t>::min();
  return code < 0 && code >= kLowest ? code + (std::int64_t{1} << 32) : code;
}

bool may_come_from_a_stop(std::int64_t code) {
  constexpr std::array kCodes{std::int64_t{0}, kExitKilled, kExitTerminated, kExitControlEvent};
  return std::ranges::find(kCodes, normalize_exit_code(code)) != kCodes.end();
}

std::string exit_signal(std::int64_t code) {
  if (const auto* meaning = find_meaning(code)) return std::string{meaning->signal};
  const auto number = normalize_exit_code(code);
  if (number > 128 && number < 160) return fmt::format("signal {}", number - 128);
  // Every other NTSTATUS: no exit code of Linux is above 255.
  return number > 0xFFFF ? fmt::format("0x{:08X}", number) : std::string{};
}

std::string_view exit_meaning(std::int64_t code) {
  const auto* meaning = find_meaning(code);
  return meaning ? meaning->text : std::string_view{};
}

ExitCodes::ExitCodes(const std::vector<std::string>& ranges) {
  for (const auto& range : ranges) {
    const std::string_view text = range;
    const auto dash = text.find('-');
    const auto low = parse_code(text.substr(0, dash), range);
    auto high = low;
    if (dash != std::string_view::npos) {
      const auto rest = text.substr(dash + 1);
      high = rest.empty() ? std::numeric_limits<std::int64_t>::max() : parse_code(rest, range);
    }
    ranges_.emplace_back(low, high);
    text_.append(text_.empty() ? "" : ", ").append(range);
  }
}

bool ExitCodes::contains(std::int64_t code) const {
  const auto number = normalize_exit_code(code);
  return std::ranges::any_of(
      ranges_, [number](const auto& r) { return r.first <= number && number <= r.second; });
}

}  // namespace epitaph::diagnosis
