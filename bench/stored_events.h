#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "base/scratch_folder.h"
#include "storage/storage.h"

namespace epitaph::bench {

/// What a benchmark cannot go on without.
template <class T>
T value_of(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

/// A RocksDB store with ECS events in one log group, a stream for each task, as the default rule
/// keeps them. The environment says what lies in it:
///
///   EPITAPH_BENCH_EVENTS       how many events (200,000); made by ecs_events.h, unless
///   EPITAPH_BENCH_EVENTS_FILE  names a file to take them from, one a line
///   EPITAPH_BENCH_STORE        a folder that is kept: filled once, then used as it is. Absent: one
///                              where TMPDIR says, else in /tmp, gone in the end
class StoredEvents {
 public:
  static constexpr storage::LogGroupId kGroup{1};

  /// The one store of a program, filled at the first call.
  static StoredEvents& get();

  storage::Storage& store() { return *store_; }
  std::size_t count() const { return count_; }
  std::uint64_t message_bytes() const { return message_bytes_; }
  /// A stream from the middle.
  const std::string& some_stream() const { return some_stream_; }
  Timestamp from() const { return from_; }    ///< of the first event
  Timestamp until() const { return until_; }  ///< of the last
  /// Of all files of the store, after it was closed once.
  std::uint64_t bytes_on_disk() const;

 private:
  StoredEvents();
  void fill();
  void fill_from(const std::filesystem::path& file, std::size_t wanted);
  void look_through();

  ScratchFolder scratch_;
  std::filesystem::path path_;
  std::unique_ptr<storage::Storage> store_;
  std::size_t count_ = 0;
  std::uint64_t message_bytes_ = 0;
  std::string some_stream_;
  Timestamp from_, until_;
};

}  // namespace epitaph::bench
