#include <fstream>

#include "storage/rocksdb/database.h"
#include "storage/rocksdb/store_fixture.h"

namespace epitaph::storage::rocks {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

class Open : public StoreFixture {
 protected:
  void write_file(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }

  Error refusal() {
    const auto opened = open_rocksdb(options_);
    EXPECT_FALSE(opened);
    return opened ? Error{ErrorKind::kNotFound, "was opened"} : opened.error();
  }

  /// A copy of the folder as a killed process leaves it; gives the only log in it that has bytes.
  fs::path crash() {
    const auto copy = root_ / ("crashed" + std::to_string(++crashes_));
    fs::copy(options_.path, copy, fs::copy_options::recursive);
    for (const auto& entry : fs::directory_iterator(copy)) {
      if (entry.path().extension() == ".log" && entry.file_size() > 0) return entry.path();
    }
    ADD_FAILURE() << "no log";
    return {};
  }

  std::vector<std::string> found_in(const fs::path& folder) {
    RocksdbOptions options = options_;
    options.path = folder;
    store_.reset();
    auto opened = open_rocksdb(options);
    EXPECT_TRUE(opened) << opened.error().message;
    if (!opened) return {};
    store_ = std::move(*opened);
    return messages({.group = kGroup});
  }

  int crashes_ = 0;
};

TEST_F(Open, IsRefusedWhileAnotherHoldsTheFolder) {
  const Error error = refusal();
  EXPECT_EQ(error.kind, ErrorKind::kUnavailable);
  EXPECT_EQ(error.message,
            "data folder " + options_.path.string() + " is in use by another process");
}

TEST_F(Open, IsRefusedWhenTheFolderIsNotOurs) {
  store_.reset();
  struct Row {
    std::string_view name, file, text, message;
    ErrorKind kind;
  };
  const Row rows[] = {
      {"newer", "newer/FORMAT", "epitaph rocksdb 4\n",
       "was written by a newer Epitaph (format 4, this one reads up to 3)", ErrorKind::kInvalid},
      {"foreign mark", "mark/FORMAT", "something else\n", "FORMAT file", ErrorKind::kInvalid},
      {"no number", "number/FORMAT", "epitaph rocksdb x\n", "FORMAT file", ErrorKind::kInvalid},
      {"foreign files", "foreign/letter.txt", "dear", "not Epitaph's", ErrorKind::kInvalid},
      {"a foreign RocksDB", "rocks/CURRENT", "MANIFEST-1\n", "not Epitaph's", ErrorKind::kInvalid},
  };
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    write_file(root_ / row.file, row.text);
    options_.path = (root_ / row.file).parent_path();
    const Error error = refusal();
    EXPECT_EQ(error.kind, row.kind);
    EXPECT_THAT(error.message, HasSubstr("data folder " + options_.path.string()));
    EXPECT_THAT(error.message, HasSubstr(std::string(row.message)));
  }
  options_.path = root_ / "foreign/letter.txt";
  EXPECT_THAT(refusal().message, HasSubstr("is a file"));
}

TEST_F(Open, IsRefusedWhenTheDatabaseLostItsHead) {
  store_.reset();
  fs::remove(options_.path / "CURRENT");
  write_file(options_.path / "000123.sst", "data");
  const Error error = refusal();
  EXPECT_EQ(error.kind, ErrorKind::kCorrupt);
  EXPECT_THAT(error.message, HasSubstr("CURRENT"));
}

TEST_F(Open, ResumesAStartThatWasCutShort) {
  store_.reset();
  fs::remove_all(options_.path);
  write_file(options_.path / "FORMAT.new", "epi");
  open();
  store_.reset();
  fs::remove_all(options_.path);
  write_file(options_.path / "FORMAT", "epitaph rocksdb 1\n");
  open();
  commit(event(kGroup, "s", 1, "x"));
}

TEST_F(Open, TakesOverAStoreOfTheFormatWithoutQueues) {
  commit(event(kGroup, "s", 1, "old"));
  store_.reset();
  {
    const auto database = Database::open(options_);
    ASSERT_TRUE(database) << database.error().message;
    ASSERT_TRUE((*database)->db().DropColumnFamily((*database)->family(Family::kQueueItems)).ok());
  }
  write_file(options_.path / "FORMAT", "epitaph rocksdb 1\n");
  open();
  EXPECT_THAT(messages({.group = kGroup}), ElementsAre("old"));
  EXPECT_EQ(store_->count_queue(QueueId{1}, at(1))->due, 0U);
  std::ifstream mark(options_.path / "FORMAT");
  std::string line;
  std::getline(mark, line);
  EXPECT_EQ(line, "epitaph rocksdb 3") << "so that an older build refuses it";
}

TEST_F(Open, FindsWhatWasAcknowledgedAfterAKill) {
  for (int i = 0; i < 5; ++i) commit(event(kGroup, "s", i, std::to_string(i)));
  EXPECT_THAT(found_in(crash().parent_path()), ElementsAre("0", "1", "2", "3", "4"));
}

TEST_F(Open, TakesATornEndOfTheLogForTheWriteThatNobodyWasToldOf) {
  commit(event(kGroup, "s", 1, "whole"));
  const auto whole_bytes = fs::file_size(crash());
  commit(event(kGroup, "s", 2, "torn"));
  const auto all_bytes = fs::file_size(crash());
  std::vector<fs::path> logs;
  for (const auto bytes : {whole_bytes + 1, (whole_bytes + all_bytes) / 2, all_bytes - 1}) {
    logs.push_back(crash());
    fs::resize_file(logs.back(), bytes);
  }
  for (const fs::path& log : logs) EXPECT_THAT(found_in(log.parent_path()), ElementsAre("whole"));
}

TEST_F(Open, IsRefusedWhenTheLogLostWhatWasAcknowledged) {
  commit(event(kGroup, "s", 1, "first"));
  const auto damaged_at = static_cast<std::streamoff>(fs::file_size(crash())) - 20;
  commit(event(kGroup, "s", 2, "second"));
  const fs::path log = crash();
  std::fstream file(log, std::ios::binary | std::ios::in | std::ios::out);
  const int byte = file.seekg(damaged_at).get();
  file.seekp(damaged_at).put(static_cast<char>(byte ^ 1));
  file.close();
  options_.path = log.parent_path();
  const Error error = refusal();
  EXPECT_EQ(error.kind, ErrorKind::kCorrupt);
  EXPECT_THAT(error.message, HasSubstr(log.filename().string()));
}

TEST_F(Open, DamagedBodiesAreAnErrorNotNothing) {
  commit(event(kGroup, "s", 1, "x"));
  for (const std::string_view damage : {"", "\x01junk"}) {
    store_.reset();
    {
      const auto database = Database::open(options_);
      ASSERT_TRUE(database) << database.error().message;
      rocksdb::WriteBatch batch;
      batch.Delete((*database)->family(Family::kBodies), block_key(1));
      if (!damage.empty()) batch.Put((*database)->family(Family::kBodies), block_key(1), damage);
      ASSERT_TRUE((*database)->write(batch));
    }
    open();
    const auto next = store_->scan_log_events({.group = kGroup})->next();
    ASSERT_FALSE(next);
    EXPECT_EQ(next.error().kind, ErrorKind::kCorrupt);
    EXPECT_TRUE(store_->sweep({})) << "and upkeep goes on";
  }
}

}  // namespace
}  // namespace epitaph::storage::rocks
