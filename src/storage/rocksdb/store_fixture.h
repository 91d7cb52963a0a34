#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/scratch_folder.h"
#include "storage/rocksdb/rocksdb_storage.h"

namespace epitaph::storage::rocks {

inline Timestamp at(std::int64_t ms) { return Timestamp{std::chrono::milliseconds{ms}}; }

constexpr LogGroupId kGroup{7};
constexpr LogGroupId kOtherGroup{8};

/// For tests: a store in a folder of its own, which goes with the test.
class StoreFixture : public testing::Test {
 protected:
  StoreFixture() {
    options_.path = root_ / "store";
    options_.clock = &clock_;
  }
  ~StoreFixture() override { store_.reset(); }

  void SetUp() override { open(); }

  void open() {
    store_.reset();
    auto opened = open_rocksdb(options_);
    ASSERT_TRUE(opened) << opened.error().message;
    store_ = std::move(*opened);
  }

  /// Opens a copy of the folder as it lies there now: what a new process would find, had this one
  /// been killed.
  void open_copy() {
    const auto copy = root_ / "copy";
    std::filesystem::copy(options_.path, copy, std::filesystem::copy_options::recursive);
    options_.path = copy;
    open();
  }

  /// Writes, and expects that it was taken.
  Revision commit(Commit commit) {
    const auto done = store_->commit(std::move(commit));
    EXPECT_TRUE(done) << done.error().message;
    return done ? *done : 0;
  }

  /// A commit of one log event.
  static Commit event(LogGroupId group, std::string stream, std::int64_t time, std::string message,
                      std::optional<Identity> identity = {}) {
    Commit commit;
    add_event(commit, group, std::move(stream), time, std::move(message), identity);
    return commit;
  }
  static BodyIndex add_event(Commit& commit, LogGroupId group, std::string stream,
                             std::int64_t time, std::string message,
                             std::optional<Identity> identity = {}) {
    const BodyIndex body = commit.add_body(std::move(message));
    commit.log_events.push_back({.group = group,
                                 .stream = std::move(stream),
                                 .time = at(time),
                                 .ingested_at = at(time + 5),
                                 .body = body,
                                 .identity = identity});
    return body;
  }

  /// The messages that a scan gives, in its order.
  std::vector<std::string> messages(LogScan scan) {
    std::vector<std::string> found;
    const auto cursor = store_->scan_log_events(std::move(scan));
    for (;;) {
      const auto next = cursor->next();
      if (!next) {
        ADD_FAILURE() << next.error().message;
        return found;
      }
      if (*next == nullptr) return found;
      found.emplace_back((*next)->message);
    }
  }

  ScratchFolder root_;
  ManualClock clock_{at(1'000'000)};
  RocksdbOptions options_;
  std::unique_ptr<Storage> store_;
};

}  // namespace epitaph::storage::rocks
