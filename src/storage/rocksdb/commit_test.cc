#include <atomic>
#include <csignal>
#include <latch>
#include <thread>

#include <sys/resource.h>

#include "storage/rocksdb/store_fixture.h"

namespace epitaph::storage::rocks {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class CommitTest : public StoreFixture {
 protected:
  static DocumentKey key(std::string name, std::string account = "111122223333") {
    return {.kind = "rule",
            .scope = {.account = std::move(account), .region = "us-east-1"},
            .name = std::move(name)};
  }
  static Commit put(const DocumentKey& key, std::optional<std::string> text,
                    std::optional<Revision> expected = {}) {
    Commit commit;
    commit.documents.push_back({.key = key, .text = std::move(text), .expected = expected});
    return commit;
  }
  static Commit new_stream(std::string stream) {
    Commit commit;
    commit.new_streams.push_back(
        {.group = kGroup, .stream = std::move(stream), .created_at = at(1)});
    return commit;
  }
  ErrorKind refusal(Commit commit) {
    const auto done = store_->commit(std::move(commit));
    EXPECT_FALSE(done);
    return done ? ErrorKind::kIo : done.error().kind;
  }
};

TEST_F(CommitTest, GivesADocumentARisingRevision) {
  const Revision first = commit(put(key("a"), "1"));
  const Revision second = commit(put(key("a"), "2"));
  EXPECT_LT(first, second);
  const auto read = store_->read_document(key("a"));
  ASSERT_TRUE(read && *read);
  EXPECT_EQ((*read)->text, "2");
  EXPECT_EQ((*read)->revision, second);
  EXPECT_EQ((*read)->key, key("a"));

  commit(put(key("a"), std::nullopt));
  EXPECT_EQ(*store_->read_document(key("a")), std::nullopt);
  open();
  EXPECT_GT(commit(put(key("a"), "3")), second) << "though it was gone, and the store closed";
}

TEST_F(CommitTest, RefusesADocumentThatIsNotAtTheExpectedRevision) {
  const Revision revision = commit(put(key("a"), "1", Revision{0}));
  EXPECT_EQ(refusal(put(key("a"), "2", Revision{0})), ErrorKind::kConflict);
  EXPECT_EQ(refusal(put(key("a"), "2", revision + 1)), ErrorKind::kConflict);
  EXPECT_EQ(refusal(put(key("b"), std::nullopt, revision)), ErrorKind::kConflict);
  const Revision next = commit(put(key("a"), "2", revision));
  commit(put(key("a"), std::nullopt, next));
  commit(put(key("a"), "3", Revision{0}));
}

TEST_F(CommitTest, ThatIsRefusedLeavesNoTrace) {
  commit(new_stream("s"));
  Commit refused = event(kGroup, "t", 10, "text");
  refused.documents.push_back({.key = key("a"), .text = "1", .expected = {}});
  refused.new_streams.push_back({.group = kGroup, .stream = "s", .created_at = at(1)});
  refused.task_rows.push_back({.arn = "arn/1", .time = at(1)});
  EXPECT_EQ(refusal(refused), ErrorKind::kConflict);
  EXPECT_TRUE(messages({.group = kGroup}).empty());
  EXPECT_EQ(*store_->read_document(key("a")), std::nullopt);
  EXPECT_TRUE(store_->find_tasks("", 9)->empty());
}

TEST_F(CommitTest, RefusesAStreamThatExists) {
  struct Row {
    std::string_view name;
    Commit before;
  };
  const Row rows[] = {{"made", new_stream("made")},
                      {"appended", event(kGroup, "appended", 1, "x")}};
  for (const auto& row : rows) {
    SCOPED_TRACE(row.name);
    commit(row.before);
    EXPECT_EQ(refusal(new_stream(std::string(row.name))), ErrorKind::kConflict);
    open();
    EXPECT_EQ(refusal(new_stream(std::string(row.name))), ErrorKind::kConflict);
  }
  Commit twice = new_stream("twice");
  twice.new_streams.push_back(twice.new_streams.front());
  EXPECT_EQ(refusal(twice), ErrorKind::kConflict);
}

TEST_F(CommitTest, ListsDocumentsByScopeThenName) {
  for (const char* name : {"b", "a", "a!"}) commit(put(key(name), name));
  commit(put(key("z", "000000000000"), "z"));
  commit(put({.kind = "rules", .scope = key("").scope, .name = "c"}, "other kind"));
  const auto names = [&](std::optional<Scope> scope) {
    std::vector<std::string> found;
    const auto listed = store_->list_documents("rule", scope);
    for (const auto& document : *listed) found.push_back(document.key.name);
    return found;
  };
  EXPECT_THAT(names({}), ElementsAre("z", "a", "a!", "b"));
  EXPECT_THAT(names(key("").scope), ElementsAre("a", "a!", "b"));
  EXPECT_THAT(names(Scope{"0", "us-east-1"}), ElementsAre());
}

TEST_F(CommitTest, RefusesTextsThatWouldBreakAKey) {
  const std::string nul("a\0b", 3);
  Commit subject;
  subject.subject_events.push_back({.subject = nul, .body = subject.add_body("x")});
  Commit task;
  task.task_rows.push_back({.arn = nul, .time = at(1)});
  Commit huge = event(kGroup, "s", 1, std::string(kBodyBytesMax + 1, 'x'));
  for (const Commit& commit : {put(key(nul), "x"), put(key("a", nul), "x"), subject, task, huge}) {
    EXPECT_EQ(refusal(commit), ErrorKind::kInvalid);
  }
  Commit dangling = event(kGroup, "s", 1, "x");
  dangling.log_events[0].body = BodyIndex{1};
  EXPECT_THROW((void)store_->commit(dangling), std::out_of_range);
}

TEST_F(CommitTest, IsSeenByEveryReadThatStartsAfterIt) {
  constexpr int kThreads = 8, kCommits = 40;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([this, t] {
      const std::string stream = std::to_string(t);
      for (int i = 0; i < kCommits; ++i) {
        commit(event(kGroup, stream, i, stream + "/" + std::to_string(i)));
        EXPECT_EQ(messages({.group = kGroup, .stream = stream}).size(),
                  static_cast<std::size_t>(i + 1));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(messages({.group = kGroup}).size(), std::size_t{kThreads * kCommits});
  const StorageStats stats = store_->stats();
  EXPECT_EQ(stats.commits, std::uint64_t{kThreads * kCommits});
  EXPECT_LT(stats.synced_writes, stats.commits) << "callers share a write";
  open();
  EXPECT_EQ(messages({.group = kGroup}).size(), std::size_t{kThreads * kCommits});
}

TEST_F(CommitTest, OfManyWithOneExpectationSucceedsForOneOnly) {
  constexpr int kThreads = 8, kRounds = 20;
  std::atomic<int> won = 0;
  std::latch start(kThreads);
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&] {
      start.arrive_and_wait();
      for (int round = 0; round < kRounds; ++round) {
        if (store_->commit(put(key(std::to_string(round)), "x", Revision{0}))) ++won;
        if (store_->commit(new_stream(std::to_string(round)))) ++won;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(won, 2 * kRounds);
}

TEST_F(CommitTest, IsRefusedWhenTooMuchIsWaiting) {
  options_.queued_commits_max = 1;
  open();
  constexpr int kThreads = 16;
  std::atomic<std::uint64_t> refused = 0;
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const auto done = store_->commit(event(kGroup, std::to_string(t), i, "x"));
        if (done) continue;
        EXPECT_EQ(done.error().kind, ErrorKind::kUnavailable);
        ++refused;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_GT(refused, 0U);
  EXPECT_EQ(store_->stats().refused, refused);
  EXPECT_EQ(messages({.group = kGroup}).size() + refused, std::size_t{kThreads * 20});
}

TEST_F(CommitTest, LargerThanTheQueueIsTakenWhenItIsAlone) {
  options_.queued_bytes_max = 10;
  open();
  commit(event(kGroup, "s", 1, std::string(1000, 'x')));
}

TEST_F(CommitTest, ThatCannotBeWrittenStopsAllWritesUntilARestart) {
  commit(event(kGroup, "s", 1, "before"));
  // A file that may not grow stands for the full or failing disk.
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit old_limit{};
  ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &old_limit), 0);
  const rlimit tight{.rlim_cur = 4096, .rlim_max = old_limit.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
  std::string incompressible(100'000, '\0');
  std::uint32_t state = 1;
  for (char& c : incompressible)
    c = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  const auto failed = store_->commit(event(kGroup, "s", 2, incompressible));
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &old_limit), 0);

  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().kind, ErrorKind::kIo) << failed.error().message;
  const auto later = store_->commit(event(kGroup, "s", 3, "later"));
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().kind, ErrorKind::kIo);
  EXPECT_THAT(later.error().message, HasSubstr("takes no more writes"));
  EXPECT_FALSE(store_->delete_stream(kGroup, "s"));
  EXPECT_THAT(messages({.group = kGroup}), ElementsAre("before")) << "it still reads";

  open_copy();
  commit(event(kGroup, "s", 4, "anew"));
  EXPECT_THAT(messages({.group = kGroup}), ElementsAre("before", "anew"));
}

}  // namespace
}  // namespace epitaph::storage::rocks
