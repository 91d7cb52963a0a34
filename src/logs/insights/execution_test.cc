#include "logs/insights/execution.h"

#include <atomic>
#include <thread>

#include "logs/insights/query_world.h"
#include "logs/insights/record_pointer.h"

namespace epitaph::logs::insights {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::int64_t kStart = QueryWorld::kStart;

void add_numbered(QueryWorld& world, int count) {
  for (int i = 0; i < count; ++i) {
    world.add(fmt::format(R"({{"n":{},"even":"{}"}})", i, i % 2 == 0 ? "yes" : "no"));
  }
}

QueryStatistics statistics_of(QueryWorld& world, std::string_view text) {
  const auto execution = world.prepare(text, world.input());
  EXPECT_TRUE(execution->run({}));
  return execution->statistics();
}

TEST(Execution, CountsWhatItReads) {
  QueryWorld world;
  add_numbered(world, 20);
  const auto found = statistics_of(world, "filter even = 'yes' | stats count(*) by n");
  EXPECT_EQ(found.records_scanned, 20U);
  EXPECT_EQ(found.records_matched, 10U);
  EXPECT_EQ(found.log_groups_scanned, 1U);
  EXPECT_EQ(found.bytes_scanned, 10 * (20U) + 10 * (19U) + 10U);
}

TEST(Execution, StopsReadingWithTheLastRowThatIsWanted) {
  QueryWorld world;
  add_numbered(world, 100);
  struct EarlyCase {
    std::string_view query;
    std::uint64_t scanned;
  };
  const EarlyCase kEarly[] = {
      {"fields n | limit 3", 3},
      {"fields n | limit any 3", 3},
      {"fields n | sort @timestamp desc | limit 3", 3},
      {"fields n | sort @timestamp asc | limit 3", 3},
      {"fields n | filter even = 'yes' | sort @timestamp | limit 2", 3},
      {"fields n | sort @timestamp desc | dedup even | limit 2", 2},
      {"fields n | sort n | limit 3", 100},
      {"stats count(*) by even | limit 1", 100},
  };
  for (const auto& c : kEarly) {
    SCOPED_TRACE(c.query);
    EXPECT_EQ(statistics_of(world, c.query).records_scanned, c.scanned);
  }
}

TEST(Execution, ReadsNoMoreThanFiltersOnTimeAndStreamLeave) {
  QueryWorld world;
  for (int i = 0; i < 10; ++i) {
    world.add(QueryWorld::kGroup, fmt::format("s{}", i % 5), kStart + 1000 * i,
              fmt::format(R"({{"n":{}}})", i));
  }
  struct NarrowCase {
    std::string_view query;
    std::uint64_t scanned, rows;
  };
  const NarrowCase kNarrow[] = {
      {"filter @logStream = 's1'", 2, 2},
      {"fields n | filter @logStream in ['s1', 's2', 'none']", 4, 4},
      {"filter @logStream = 's1' and @logStream in ['s2']", 0, 0},
      {"filter @logStream = 's1' or n = 2", 10, 3},
      {"filter @logStream != 's1'", 10, 8},
      {"filter @timestamp >= 1730764808000", 2, 2},
      {"filter @timestamp > 1730764808000", 2, 1},
      {"filter 1730764801000 >= @timestamp", 2, 2},
      {"filter @timestamp = 1730764805000", 1, 1},
      {"limit 5 | filter @logStream = 's1'", 5, 1},
      {"stats count(*) as c by @logStream | filter @logStream = 's1'", 10, 1},
      {"fields n | filter n = 3 | filter @logStream = 's3'", 2, 1},
  };
  for (const auto& c : kNarrow) {
    SCOPED_TRACE(c.query);
    const auto execution = world.prepare(c.query, world.input());
    ASSERT_TRUE(execution->run({}));
    EXPECT_EQ(execution->statistics().records_scanned, c.scanned);
    EXPECT_EQ(execution->row_count(), c.rows);
  }
}

TEST(Execution, ReadsWholeGroupsWhereVeryManyStreamsAreNamed) {
  QueryWorld world;
  std::string names = "'s1'";
  for (int i = 0; i < 10; ++i) {
    world.add(QueryWorld::kGroup, fmt::format("s{}", i), kStart + i, "x");
    for (int j = 0; j < 12; ++j) names += fmt::format(", 'n{}-{}'", i, j);
  }
  const auto execution =
      world.prepare(fmt::format("filter @logStream in [{}]", names), world.input());
  ASSERT_TRUE(execution->run({}));
  EXPECT_EQ(execution->row_count(), 1U);
  EXPECT_EQ(execution->statistics().records_scanned, 10U);
}

TEST(Execution, FindsNumericStreamsByTheirValue) {
  QueryWorld world;
  world.add(QueryWorld::kGroup, "07", kStart, "a");
  world.add(QueryWorld::kGroup, "7", kStart + 1, "b");
  EXPECT_EQ(world.rows("filter @logStream = '7'").size(), 2U);
}

// What the raw bytes say must never hide what the JSON says.
TEST(Execution, LookingAtRawBytesFirstHidesNothing) {
  QueryWorld world;
  world.add(R"({"code":"Task\u0046ailed","path":"a\/b"})");
  world.add(R"({"code":"TaskFailed","n":1e3})");
  world.add(R"({"code":200.0})");
  world.add(R"({"other":"x"})");
  world.add("no json, TaskFailed");
  struct RawCase {
    std::string_view filter;
    std::size_t rows;
  };
  const RawCase kRaw[] = {
      {"code = 'TaskFailed'", 2},
      {"'TaskFailed' = code", 2},
      {"code like 'kFai'", 2},
      {"code in ['TaskFailed', 'Other']", 2},
      {"path = 'a/b'", 1},
      {"code = '200'", 1},
      {"n like '1000'", 1},
      {"code != 'TaskFailed'", 3},
      {"code not like 'Task'", 3},
      {"code = 'TaskFailed' or other = 'x'", 3},
      {"not code = 'TaskFailed'", 3},
      {"@message like 'TaskFailed'", 2},
      {"@message = 'no json, TaskFailed'", 1},
      {"code = 'TaskFailed' and path = 'a/b'", 1},
      {"code = ''", 0},
  };
  for (const auto& c : kRaw) {
    SCOPED_TRACE(c.filter);
    EXPECT_EQ(world.rows(fmt::format("filter {}", c.filter)).size(), c.rows);
  }
}

TEST(Execution, RangeIsInclusiveAtBothEnds) {
  QueryWorld world;
  for (int i = 0; i < 5; ++i) world.add(QueryWorld::kGroup, "s", kStart + i, fmt::format("{}", i));
  auto input = world.input();
  input.from = Timestamp{std::chrono::milliseconds{kStart + 1}};
  input.until = Timestamp{std::chrono::milliseconds{kStart + 3}};
  const auto execution = world.prepare("display @message", std::move(input));
  ASSERT_TRUE(execution->run({}));
  EXPECT_EQ(execution->row_count(), 3U);
  EXPECT_EQ(execution->rows(0, 1)[0][0].value, "3");
}

TEST(Execution, RangeOfSourceStandsInForTheOneAsked) {
  QueryWorld world;
  add_numbered(world, 5);
  const std::string query =
      fmt::format("SOURCE '/g' start={} end={} | fields n", kStart + 1000, kStart + 2000);
  EXPECT_THAT(world.lines(query), ElementsAre("n=2", "n=1"));
}

TEST(Execution, MergesGroupsByTimeAndHidesWhatIsPastRetention) {
  QueryWorld world;
  world.add("/a", "s", kStart + 1, "a1");
  world.add("/a", "s", kStart + 3, "a3");
  world.add("/b", "s", kStart + 2, "b2");
  world.add("/b", "s", kStart, "b0");
  auto input = world.input();
  input.groups = {world.group("/a"), world.group("/b"), world.group("/a")};
  input.groups[1].retained_from = Timestamp{std::chrono::milliseconds{kStart + 1}};
  for (const auto& [query, messages] :
       std::vector<std::pair<std::string, std::vector<std::string>>>{
           {"display @message, @log", {"a3", "b2", "a1"}},
           {"display @message, @log | sort @timestamp", {"a1", "b2", "a3"}}}) {
    const auto execution = world.prepare(query, input);
    ASSERT_TRUE(execution->run({}));
    std::vector<std::string> found;
    for (const auto& row : execution->rows(0, 10)) found.push_back(row.at(0).value);
    EXPECT_EQ(found, messages);
    EXPECT_EQ(execution->statistics().log_groups_scanned, 2U);
  }
}

TEST(Execution, RowsAreLimited) {
  QueryWorld world;
  add_numbered(world, 30);
  auto input = world.input();
  input.rows_max = 7;
  for (const std::string_view query : {"fields n", "fields n | limit 20", "stats count(*) by n"}) {
    const auto execution = world.prepare(query, input);
    ASSERT_TRUE(execution->run({}));
    EXPECT_EQ(execution->row_count(), 7U) << query;
  }
  input.rows_max = std::nullopt;
  const auto execution = world.prepare("fields n", input);
  ASSERT_TRUE(execution->run({}));
  EXPECT_EQ(execution->row_count(), 30U);
  EXPECT_EQ(execution->rows(28, 10).size(), 2U);
  EXPECT_TRUE(execution->rows(30, 1).empty());
  EXPECT_GT(execution->result_bytes(), 0U);
}

TEST(Execution, RowsOfLogEventsEndWithAPointerToTheEvent) {
  QueryWorld world;
  add_numbered(world, 3);
  for (const std::string_view query : {"fields n", "fields n | sort n desc", "fields @ptr, n"}) {
    SCOPED_TRACE(query);
    const auto rows = world.rows(query);
    ASSERT_EQ(rows.size(), 3U);
    const auto& row = rows[0];
    ASSERT_EQ(row.size(), 2U);
    const auto& ptr = row[0].field == "@ptr" ? row[0] : row[1];
    EXPECT_EQ(ptr.field, "@ptr");
    const auto pointer = parse_record_pointer(ptr.value);
    ASSERT_TRUE(pointer);
    const auto event = find_record(world.store(), *pointer);
    ASSERT_TRUE(event);
    ASSERT_TRUE(event->has_value());
    EXPECT_EQ((*event)->message, R"({"n":2,"even":"yes"})");
  }
  EXPECT_EQ(world.rows("stats count(*) as c")[0].size(), 1U);
}

TEST(Execution, EndsWhereItsMemoryDoes) {
  QueryWorld world;
  add_numbered(world, 2000);
  for (const auto& [query, command] : std::vector<std::pair<std::string, std::string>>{
           {"fields n | sort n", "sort"},
           {"stats count(*) by n", "stats"},
           {"stats count_distinct(n)", "stats"},
           {"fields @message", "result"},
           {"filter n in (SOURCE '/g' | fields n) | limit 1", "in"},
           {"join left=a right=b where a.n=b.n (SOURCE '/g') | fields b.n", "join"}}) {
    SCOPED_TRACE(query);
    auto input = world.input();
    input.memory_bytes_max = 20'000;
    const auto execution = world.prepare(query, std::move(input));
    const auto done = execution->run({});
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().kind, ErrorKind::kLimit);
    EXPECT_THAT(done.error().message, HasSubstr("its command " + command + " needs more than"));
  }
}

TEST(Execution, KeepsOnlyTheRowsOfASortThatCanMatter) {
  QueryWorld world;
  add_numbered(world, 2000);
  auto input = world.input();
  input.memory_bytes_max = 20'000;
  const auto execution =
      world.prepare("fields n | sort n desc | fields n * 2 as d | limit 3", std::move(input));
  ASSERT_TRUE(execution->run({}));
  EXPECT_EQ(execution->row_count(), 3U);
  EXPECT_EQ(execution->rows(0, 1)[0][1].value, "3998");
}

/// Lets a test look in between events, as another thread would.
class WatchedSource final : public Source {
 public:
  explicit WatchedSource(Source& source) : source_(source) {}

  std::unique_ptr<SourceCursor> open(SourceScan scan) override {
    return std::make_unique<Watched>(source_.open(std::move(scan)), *this);
  }
  Result<std::vector<SourceGroup>> find(const SourceSpec& spec) override {
    return source_.find(spec);
  }

  std::function<void(int)> before_event;  ///< told how many events there were before

 private:
  class Watched final : public SourceCursor {
   public:
    Watched(std::unique_ptr<SourceCursor> cursor, WatchedSource& owner)
        : cursor_(std::move(cursor)), owner_(owner) {}
    Result<SourceEvent> next() override {
      owner_.before_event(read_++);
      return cursor_->next();
    }

   private:
    std::unique_ptr<SourceCursor> cursor_;
    WatchedSource& owner_;
    int read_ = 0;
  };
  Source& source_;
};

TEST(Execution, RowsAreReadWhileItRuns) {
  QueryWorld world;
  add_numbered(world, 10);
  for (const auto& [query, expected] : std::vector<std::pair<std::string, std::string>>{
           {"fields n | filter n > 3", "n=4"},
           {"fields n | sort n | limit 2", "n=4"},
           {"stats count(*) as c, max(n) as m", "c=5"},
           {"stats count(*) as c by n | stats sum(c) as s", "s=5"}}) {
    SCOPED_TRACE(query);
    WatchedSource watched{world.source()};
    auto input = world.input();
    input.partial_every = std::chrono::milliseconds{0};
    // Oldest first, so that all kinds of query have seen the same five events.
    auto parsed = parse_query(query.starts_with("fields") && !query.contains("sort")
                                  ? "fields n | sort @timestamp | filter n > 3"
                                  : query);
    ASSERT_TRUE(parsed);
    auto execution = Execution::prepare(*parsed, watched, std::move(input));
    ASSERT_TRUE(execution);
    std::string seen;
    watched.before_event = [&](int before) {
      if (before != 5) return;
      EXPECT_EQ((*execution)->statistics().records_scanned, 5U);
      const auto rows = (*execution)->rows(0, 1);
      ASSERT_EQ(rows.size(), 1U);
      seen = fmt::format("{}={}", rows[0][0].field, rows[0][0].value);
    };
    ASSERT_TRUE((*execution)->run({}));
    // A sort reads the newest first: 9 to 5 are there.
    EXPECT_EQ(seen, query.contains("sort n") ? "n=5" : expected);
  }
}

TEST(Execution, StopsAtOnceAndKeepsTheRowsSoFar) {
  QueryWorld world;
  add_numbered(world, 100);
  for (const std::string_view query :
       {"fields n", "stats count(*) as c by even", "fields n | sort n"}) {
    SCOPED_TRACE(query);
    WatchedSource watched{world.source()};
    auto input = world.input();
    input.partial_every = std::chrono::milliseconds{0};
    const auto parsed = parse_query(query);
    ASSERT_TRUE(parsed);
    auto execution = Execution::prepare(*parsed, watched, std::move(input));
    ASSERT_TRUE(execution);
    std::stop_source stop;
    watched.before_event = [&](int before) {
      if (before == 10) stop.request_stop();
    };
    ASSERT_TRUE((*execution)->run(stop.get_token()));
    EXPECT_EQ((*execution)->statistics().records_scanned, 11U);
    EXPECT_GT((*execution)->row_count(), 0U);
  }
}

TEST(Execution, IsStoppedFromAnotherThread) {
  QueryWorld world;
  add_numbered(world, 10);
  WatchedSource watched{world.source()};
  const auto parsed = parse_query("stats count(*)");
  ASSERT_TRUE(parsed);
  auto execution = Execution::prepare(*parsed, watched, world.input());
  ASSERT_TRUE(execution);
  std::stop_source stop;
  std::atomic<bool> begun{false};
  std::jthread stopper{[&] {
    begun.wait(false);
    stop.request_stop();
  }};
  // The third event comes only when the stop has been requested.
  watched.before_event = [&](int before) {
    if (before != 2) return;
    begun = true;
    begun.notify_one();
    while (!stop.stop_requested()) std::this_thread::yield();
  };
  ASSERT_TRUE((*execution)->run(stop.get_token()));
  EXPECT_LE((*execution)->statistics().records_scanned, 3U);
}

TEST(Execution, SourcesOfSubqueriesMustExist) {
  QueryWorld world;
  const auto query = parse_query("filter n in (SOURCE '/none' | fields n)");
  ASSERT_TRUE(query);
  const auto execution = Execution::prepare(*query, world.source(), world.input());
  ASSERT_FALSE(execution);
  EXPECT_EQ(execution.error().kind, ErrorKind::kNotFound);
}

}  // namespace
}  // namespace epitaph::logs::insights
