#include "logs/log_batch.h"

#include <gtest/gtest.h>

#include "storage/storage.h"

namespace epitaph::logs {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

constexpr Timestamp kNow{milliseconds{1'700'000'000'000}};
constexpr milliseconds kTick{1};

struct AgeCase {
  std::string_view name;
  std::vector<milliseconds> ages;  // before now
  std::optional<days> retention;
  LogBatch taken;
};

const AgeCase kAgeCases[] = {
    {"all of today", {hours{3}, hours{3}, hours{1}}, {}, {.begin = 0, .end = 3}},
    {"two hours ahead is the last moment", {hours{0}, -hours{2}}, {}, {.begin = 0, .end = 2}},
    {"too new",
     {hours{0}, -hours{2} - kTick, -hours{9}},
     {},
     {.begin = 0, .end = 1, .too_new_start = 1}},
    {"14 days is the last moment", {days{14}}, {}, {.begin = 0, .end = 1}},
    {"too old", {days{14} + kTick, hours{1}}, {}, {.begin = 1, .end = 2, .too_old_end = 1}},
    {"expired",
     {days{4}, days{3}, days{3} - hours{1}},
     days{3},
     {.begin = 1, .end = 3, .expired_end = 1}},
    {"expired and too old",
     {days{20}, days{4}, hours{1}},
     days{3},
     {.begin = 2, .end = 3, .too_old_end = 1, .expired_end = 2}},
    {"nothing left",
     {days{20}, -days{1}},
     {},
     {.begin = 1, .end = 1, .too_new_start = 1, .too_old_end = 1}},
    {"a span of a day", {hours{24}, hours{0}}, {}, {.begin = 0, .end = 2}},
    {"the span counts what is taken",
     {days{20}, hours{1}, -days{9}},
     {},
     {.begin = 1, .end = 2, .too_new_start = 2, .too_old_end = 1}},
};

TEST(LogBatch, TakesWhatIsNeitherTooOldNorTooNew) {
  for (const auto& c : kAgeCases) {
    SCOPED_TRACE(c.name);
    std::vector<InputLogEvent> events;
    for (const auto age : c.ages) events.push_back({kNow - age, "m"});
    const auto batch =
        check_batch(events, kNow, c.retention ? kNow - *c.retention : storage::kEarliest);
    ASSERT_TRUE(batch) << batch.error().message;
    EXPECT_EQ(batch->begin, c.taken.begin);
    EXPECT_EQ(batch->end, c.taken.end);
    EXPECT_EQ(batch->too_new_start, c.taken.too_new_start);
    EXPECT_EQ(batch->too_old_end, c.taken.too_old_end);
    EXPECT_EQ(batch->expired_end, c.taken.expired_end);
  }
}

TEST(LogBatch, RefusesAsAWhole) {
  const std::string largest(kBatchBytesMax - 26, 'x');
  const std::string larger = largest + "x";
  const struct {
    std::vector<InputLogEvent> events;
    std::string_view message;  // empty: it is taken
  } cases[] = {
      {{{kNow, "a"}, {kNow - kTick, "b"}},
       "Log events in a single PutLogEvents request must be in chronological order."},
      {{{kNow, "a"}, {kNow - days{20}, "b"}},
       "Log events in a single PutLogEvents request must be in chronological order."},
      {{{kNow - hours{24} - kTick, "a"}, {kNow, "b"}},
       "The batch of log events in a single PutLogEvents request cannot span more than 24 hours."},
      {{{kNow, larger}}, "Log event too large: 1048577 bytes exceeds limit of 1048576"},
      {{{kNow, largest}, {kNow, "b"}}, "Upload too large: 1048603 bytes exceeds limit of 1048576"},
      {{{kNow, largest}}, ""},
  };
  for (const auto& c : cases) {
    const auto batch = check_batch(c.events, kNow, storage::kEarliest);
    ASSERT_EQ(batch.has_value(), c.message.empty());
    if (batch) continue;
    EXPECT_EQ(batch.error().kind, ErrorKind::kInvalid);
    EXPECT_EQ(batch.error().message, c.message);
  }
}

}  // namespace
}  // namespace epitaph::logs
