#include "intake/read_item.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::intake {
namespace {

using testing::HasSubstr;

Result<Reading> read(std::string_view text) { return read_item({.text = text}); }

constexpr std::string_view kTask =
    R"({"taskArn":"arn:aws:ecs:eu-west-1:111122223333:task/prod/0f1e",
  "createdAt":1700000000.25,"stoppedAt":"2023-11-14T23:30:00.5+01:00","version":7,"lastStatus":"STOPPED",
  "containers":[{"name":"app","managedAgents":[{"lastStartedAt":1700000001}]}]})";

TEST(ReadItem, MakesAnEventOfADescribedTask) {
  const auto reading = read(kTask);
  ASSERT_TRUE(reading) << reading.error().message;
  const auto& event = std::get<Event>(*reading);
  EXPECT_EQ(event.detail_type, "ECS Task State Change");
  EXPECT_EQ(event.account, "111122223333");
  EXPECT_THAT(event.id, testing::StartsWith("describe-tasks-"));
  EXPECT_THAT(event.json, HasSubstr(R"("time":"2023-11-14T22:30:00Z")"));
  EXPECT_THAT(event.json, HasSubstr(R"("createdAt":"2023-11-14T22:13:20.250Z")"));
  EXPECT_THAT(event.json, HasSubstr(R"("stoppedAt":"2023-11-14T22:30:00.500Z")"));
  EXPECT_THAT(event.json, HasSubstr(R"("lastStartedAt":"2023-11-14T22:13:21Z")"));
}

TEST(ReadItem, MakesTheSameEventOfTheSameTask) {
  EXPECT_EQ(std::get<Event>(*read(kTask)).json, std::get<Event>(*read(kTask)).json);
}

TEST(ReadItem, TellsDescriptionsApartByTheirMembers) {
  struct Case {
    std::string_view text;
    Description::Of of;
    std::string_view json;
  };
  for (const auto& c :
       {Case{R"({"taskDefinition":{"family":"web"},"tags":[]})", Description::Of::kTaskDefinition,
             R"({"family":"web"})"},
        Case{R"({"family":"web","containerDefinitions":[]})", Description::Of::kTaskDefinition,
             R"({"family":"web","containerDefinitions":[]})"},
        Case{R"({"serviceArn":"arn:x","events":[]})", Description::Of::kService,
             R"({"serviceArn":"arn:x","events":[]})"}}) {
    const auto reading = read(c.text);
    ASSERT_TRUE(reading) << reading.error().message;
    EXPECT_EQ(std::get<Description>(*reading).of, c.of);
    EXPECT_EQ(std::get<Description>(*reading).json, c.json);
  }
}

TEST(ReadItem, RefusesWhatIsNoneOfThem) {
  EXPECT_THAT(read(R"({"a":1})").error().message, HasSubstr("id"));
  EXPECT_EQ(read(R"({"taskArn":"arn:x","createdAt":1})").error().message,
            "taskArn is missing or no task's ARN");
  EXPECT_EQ(read(R"({"taskArn":"arn:aws:ecs:r:1:task/0f1e"})").error().message,
            "task has no time, such as createdAt");
}

}  // namespace
}  // namespace epitaph::intake
