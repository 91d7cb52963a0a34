#include "logs/log_group.h"

#include <gtest/gtest.h>

namespace epitaph::logs {
namespace {

using std::chrono::days;
using std::chrono::milliseconds;

constexpr Timestamp kCreatedAt{milliseconds{1'700'000'000'000}};

LogGroup full_group() {
  return {.id = storage::LogGroupId{0xFFFF'FFFF'FFFF'FFF1},
          .scope = {"111122223333", "eu-west-1"},
          .name = "/aws/events/x",
          .created_at = kCreatedAt,
          .retention_days = 30,
          .log_group_class = "INFREQUENT_ACCESS",
          .kms_key_id = "arn:aws:kms:…",
          .deletion_protected = true,
          .tags = {{"team", "blue"}, {"empty", ""}},
          .filters_revision = 3,
          .metric_filters = 2};
}

TEST(LogGroup, ComesBackFromItsDocument) {
  for (const auto& group : {full_group(), LogGroup{.id = storage::LogGroupId{1}, .name = "g"}}) {
    const auto key = log_group_key(group.scope, group.name);
    const auto back = parse_log_group({key, to_document(group), 1});
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(back->id, group.id);
    EXPECT_EQ(back->scope, group.scope);
    EXPECT_EQ(back->name, group.name);
    EXPECT_EQ(back->created_at, group.created_at);
    EXPECT_EQ(back->retention_days, group.retention_days);
    EXPECT_EQ(back->log_group_class, group.log_group_class);
    EXPECT_EQ(back->kms_key_id, group.kms_key_id);
    EXPECT_EQ(back->deletion_protected, group.deletion_protected);
    EXPECT_EQ(back->tags, group.tags);
    EXPECT_EQ(back->filters_revision, group.filters_revision);
    EXPECT_EQ(back->metric_filters, group.metric_filters);
  }
}

TEST(LogGroup, IsCorruptWhenItsDocumentIsNone) {
  for (const std::string text :
       {"", "[]", "{}", R"({"id": "1"})", R"({"id": 1, "creationTime": 1, "logGroupClass": 7})"}) {
    SCOPED_TRACE(text);
    const auto group = parse_log_group({log_group_key({}, "g"), text, 1});
    ASSERT_FALSE(group);
    EXPECT_EQ(group.error().kind, ErrorKind::kCorrupt);
    EXPECT_TRUE(group.error().message.starts_with("log group g: its document cannot be read"));
  }
}

TEST(LogGroup, RetainsForItsDaysAndForEverWithout) {
  LogGroup group;
  EXPECT_EQ(retained_from(group, kCreatedAt), storage::kEarliest);
  group.retention_days = 3;
  EXPECT_EQ(retained_from(group, kCreatedAt), kCreatedAt - days{3});
}

}  // namespace
}  // namespace epitaph::logs
