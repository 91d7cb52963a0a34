#pragma once
#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace epitaph::cli {

/// How far an import is.
struct ImportState {
  std::uint64_t files_done = 0, files = 0;
  std::uint64_t items = 0;
  std::uint64_t bytes_done = 0, bytes = 0;  ///< of the files as they lie on the disk; 0: not known
  std::chrono::milliseconds elapsed{0};
};

/// `2 of 7 files · 12,345 events · 3,400/s · 21% · about 2m 10s left`; what is not known yet is
/// left out.
std::string progress_line(const ImportState& state);

/// Keeps that line up to date on stderr, some times a second. Silent where stderr is no terminal.
class ImportProgress {
 public:
  /// `files` are all that will be read; the size of a stream such as `-` is not known.
  explicit ImportProgress(const std::vector<std::string>& files);
  ~ImportProgress() { clear(); }
  ImportProgress(const ImportProgress&) = delete;
  ImportProgress& operator=(const ImportProgress&) = delete;

  /// The file that is being read has been read up to `offset`.
  void read_to(std::uint64_t offset);
  void add_item();
  void end_file();
  /// Takes the line away, so that something else can be printed.
  void clear();

 private:
  void show();

  bool terminal_;
  bool shown_ = false;
  ImportState state_;
  std::uint64_t bytes_before_ = 0;  // of the files that are done
  std::vector<std::uint64_t> sizes_;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point next_show_ = begun_;
};

}  // namespace epitaph::cli
