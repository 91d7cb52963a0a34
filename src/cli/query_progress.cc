#include "cli/query_progress.h"

#include <cstdio>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>

#include "base/time_text.h"
#include "cli/size_display.h"

namespace epitaph::cli {
namespace {

/// What is left cannot be told from less.
constexpr std::chrono::milliseconds kFirstGuess{500};

}  // namespace

std::string query_progress_line(const QueryState& state) {
  if (state.waits) return "waiting for other queries";
  auto line = fmt::format("{} of {} records match · {}", grouped(state.records_matched),
                          grouped(state.records_scanned), size_text(state.bytes_scanned));
  // What comes in meanwhile is scanned too.
  if (state.bytes_expected == 0 || state.bytes_scanned > state.bytes_expected) return line;
  const double done =
      static_cast<double>(state.bytes_scanned) / static_cast<double>(state.bytes_expected);
  line += fmt::format(" · {:.0f}%", done * 100);
  if (state.elapsed < kFirstGuess || state.bytes_scanned == 0) return line;
  const auto left = std::chrono::round<std::chrono::seconds>(state.elapsed * ((1 - done) / done));
  return line + fmt::format(" · about {} left", format_duration(left));
}

QueryProgress::QueryProgress() : terminal_(::isatty(STDERR_FILENO) != 0) {}

void QueryProgress::show(const QueryState& state) {
  if (!terminal_) return;
  fmt::print(stderr, "\r\033[K{}", query_progress_line(state));
  std::fflush(stderr);
  shown_ = true;
}

void QueryProgress::clear() {
  if (!std::exchange(shown_, false)) return;
  fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
}

}  // namespace epitaph::cli
