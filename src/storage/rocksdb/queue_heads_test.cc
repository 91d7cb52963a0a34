#include "storage/rocksdb/queue_heads.h"

#include <gtest/gtest.h>

#include "storage/rocksdb/schema.h"

namespace epitaph::storage::rocks {
namespace {

constexpr QueueId kReadQueue{7};

class QueueHeadsTest : public testing::Test {
 protected:
  std::string begin() { return QueueHeads::Reading(heads_, kReadQueue).begin(); }
  void read(const std::string& nothing_below) {
    QueueHeads::Reading(heads_, kReadQueue).saw_nothing_below(nothing_below);
  }
  void write(const std::string& key) {
    heads_.stage(kReadQueue, key);
    heads_.written();
  }
  static std::string key(int number) {
    return queue_item_key(kReadQueue, {Timestamp{std::chrono::milliseconds{number}}, 0});
  }

  QueueHeads heads_;
};

TEST_F(QueueHeadsTest, RiseByWhatAReaderSawAndFallByWhatIsWritten) {
  EXPECT_EQ(begin(), queue_prefix(kReadQueue));
  read(key(5));
  EXPECT_EQ(begin(), key(5));
  read(key(3));
  EXPECT_EQ(begin(), key(5)) << "the first reader knows more";
  write(key(9));
  EXPECT_EQ(begin(), key(5));
  write(key(2));
  EXPECT_EQ(begin(), key(2));
  (void)QueueHeads::Reading(heads_, kReadQueue);
  EXPECT_EQ(begin(), key(2)) << "who saw nothing says nothing";
}

TEST_F(QueueHeadsTest, DoNotRiseAboveWhatWasWrittenWhileAReaderRead) {
  {
    QueueHeads::Reading reading(heads_, kReadQueue);
    write(key(4));
    write(key(6));
    reading.saw_nothing_below(key(8));
  }
  EXPECT_EQ(begin(), key(4));
}

TEST_F(QueueHeadsTest, DoNotRiseAboveWhatIsOnItsWay) {
  heads_.stage(kReadQueue, key(4));
  read(key(8));
  EXPECT_EQ(begin(), key(4));
  heads_.written();
  read(key(8));
  EXPECT_EQ(begin(), key(8));
}

TEST_F(QueueHeadsTest, HoldOtherReadersToWhatTheyWereTold) {
  QueueHeads::Reading early(heads_, kReadQueue);
  write(key(4));
  read(key(8));
  EXPECT_EQ(begin(), key(8)) << "the later reader's snapshot has what was written";
  early.saw_nothing_below(key(2));
  EXPECT_EQ(begin(), key(8));
}

TEST_F(QueueHeadsTest, OfRetiredQueuesAreForgotten) {
  {
    QueueHeads::Reading reading(heads_, kReadQueue);
    heads_.forget(kReadQueue);
    reading.saw_nothing_below(key(8));
  }
  EXPECT_EQ(begin(), queue_prefix(kReadQueue));
}

}  // namespace
}  // namespace epitaph::storage::rocks
