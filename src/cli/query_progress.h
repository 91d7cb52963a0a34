#pragma once
#include <chrono>
#include <cstdint>
#include <string>

namespace epitaph::cli {

/// How far a query is.
struct QueryState {
  bool waits = false;  ///< for others to end
  std::uint64_t records_matched = 0, records_scanned = 0;
  std::uint64_t bytes_scanned = 0;
  std::uint64_t bytes_expected = 0;  ///< in the end; 0: not known
  std::chrono::milliseconds elapsed{0};
};

/// `12,345 of 1,000,000 records match · 2.5 GB · 34% · about 5s left`; what is not known yet is
/// left out.
std::string query_progress_line(const QueryState& state);

/// Keeps that line up to date on stderr. Silent where stderr is no terminal.
class QueryProgress {
 public:
  QueryProgress();
  ~QueryProgress() { clear(); }
  QueryProgress(const QueryProgress&) = delete;
  QueryProgress& operator=(const QueryProgress&) = delete;

  void show(const QueryState& state);
  /// Takes the line away, so that something else can be printed.
  void clear();

 private:
  bool terminal_;
  bool shown_ = false;
};

}  // namespace epitaph::cli
