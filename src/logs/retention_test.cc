#include "logs/retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "logs/append.h"
#include "logs/log_groups.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::logs {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::milliseconds;

const Scope kScope{"111122223333", "eu-west-1"};
const Scope kOther{"444455556666", "us-east-1"};
constexpr Timestamp kSweptAt{milliseconds{1'700'000'000'000}};

TEST(Retention, DropsWhatIsExpiredInEveryScope) {
  storage::MemoryStorage store;
  const LogGroups groups{store};
  for (const auto& [scope, retention] :
       std::vector<std::pair<Scope, std::optional<std::int64_t>>>{{kScope, 3}, {kOther, {}}}) {
    LogGroup group;
    group.scope = scope;
    group.name = "g";
    group.retention_days = retention;
    ASSERT_TRUE(groups.create(group));
    for (const auto age : {hours{0}, hours{days{3}}, hours{days{3}} + hours{1}}) {
      storage::Commit commit;
      const auto body = commit.add_body("message");
      ASSERT_TRUE(append(store, {scope, "g", "s", kSweptAt - age, kSweptAt, body, {}}, commit));
      ASSERT_TRUE(store.commit(std::move(commit)));
    }
  }
  const auto report = sweep_expired_events(store, kSweptAt);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->events_dropped, 1U);
  EXPECT_EQ(*store.group_bytes(groups.find(kScope, "g")->id, storage::kEarliest), 14U);
  EXPECT_EQ(*store.group_bytes(groups.find(kOther, "g")->id, storage::kEarliest), 21U);
}

TEST(Retention, SaysWhichGroupsExpireAndWhen) {
  LogGroup forever;
  LogGroup short_lived;
  short_lived.id = storage::LogGroupId{7};
  short_lived.retention_days = 1;
  const auto expired = expired_events({forever, short_lived}, kSweptAt);
  ASSERT_EQ(expired.size(), 1U);
  EXPECT_EQ(expired[0].group, storage::LogGroupId{7});
  EXPECT_EQ(expired[0].before, kSweptAt - days{1});
}

}  // namespace
}  // namespace epitaph::logs
