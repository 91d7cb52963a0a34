#include "cli/import_progress.h"

#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "base/time_text.h"
#include "cli/size_display.h"

namespace epitaph::cli {
namespace {

using std::chrono::milliseconds;

/// Often enough to look alive; seldom enough to cost nothing.
constexpr milliseconds kShowPause{100};
/// A rate before that says nothing.
constexpr milliseconds kFirstRate{500};

std::uint64_t size_of(const std::string& path) {
  std::error_code not_a_file;
  const auto bytes = std::filesystem::file_size(path, not_a_file);
  return not_a_file ? 0 : bytes;
}

}  // namespace

std::string progress_line(const ImportState& state) {
  auto line = fmt::format("{} of {} files · {} events", state.files_done, state.files,
                          grouped(state.items));
  if (state.elapsed < kFirstRate) return line;
  const auto ms = static_cast<std::uint64_t>(state.elapsed.count());
  line += fmt::format(" · {}/s", grouped(state.items * 1000 / ms));
  if (state.bytes == 0 || state.bytes_done == 0 || state.bytes_done > state.bytes) return line;
  const double done = static_cast<double>(state.bytes_done) / static_cast<double>(state.bytes);
  const auto left = std::chrono::round<std::chrono::seconds>(state.elapsed * ((1 - done) / done));
  return line + fmt::format(" · {:.0f}% · about {} left", done * 100, format_duration(left));
}

ImportProgress::ImportProgress(const std::vector<std::string>& files)
    : terminal_(::isatty(STDERR_FILENO) != 0) {
  state_.files = files.size();
  for (const auto& file : files) {
    sizes_.push_back(size_of(file));
    state_.bytes += sizes_.back();
  }
}

void ImportProgress::read_to(std::uint64_t offset) {
  state_.bytes_done = bytes_before_ + offset;
  show();
}

void ImportProgress::add_item() { ++state_.items; }

void ImportProgress::end_file() {
  bytes_before_ += sizes_[state_.files_done++];
  state_.bytes_done = bytes_before_;
}

void ImportProgress::clear() {
  if (!std::exchange(shown_, false)) return;
  fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
}

void ImportProgress::show() {
  const auto now = std::chrono::steady_clock::now();
  if (!terminal_ || now < next_show_) return;
  next_show_ = now + kShowPause;
  state_.elapsed = std::chrono::floor<milliseconds>(now - begun_);
  fmt::print(stderr, "\r\033[K{}", progress_line(state_));
  std::fflush(stderr);
  shown_ = true;
}

}  // namespace epitaph::cli
