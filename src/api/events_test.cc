#include "api/events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/ledger_world.h"

namespace epitaph::api {
namespace {

using testing::HasSubstr;
using testing::Not;

class EventResource : public ledger::LedgerWorld {
 protected:
  EventResource() { add_event_resource(resources_, store_, clock_); }

  boost::json::value page(std::vector<http::Parameter> query) {
    const auto response =
        resources_.answer({.target = "/api/v1/events", .query = std::move(query)});
    EXPECT_EQ(response.status, 200) << response.body;
    return boost::json::parse(response.body);
  }

  SystemClock clock_;
  Resources resources_;
};

TEST_F(EventResource, IsNewestFirstInPages) {
  for (const auto* at : {"2026-11-01T10:00:00Z", "2026-11-01T12:00:00Z", "2026-11-01T11:00:00Z"}) {
    take_stop({.task = std::string{"prod/"} + at, .at = at});
  }
  std::vector<std::string> times;
  std::string cursor;
  do {
    const auto body = page({{"limit", "1"}, {"cursor", cursor}});
    for (const auto& event : body.at("items").as_array()) {
      times.emplace_back(event.at("time").as_string());
    }
    const auto& next = body.at("nextCursor");
    cursor = next.is_null() ? "" : std::string{next.as_string()};
  } while (!cursor.empty());
  EXPECT_THAT(times, testing::ElementsAre("2026-11-01T12:00:00Z", "2026-11-01T11:00:00Z",
                                          "2026-11-01T10:00:00Z"));
}

TEST_F(EventResource, FindsByWhatIsShownAlone) {
  take_stop({.reason = "see https://h/x?sig=s3cret"});
  EXPECT_EQ(page({{"text", "HTTPS://h/x"}}).at("items").as_array().size(), 1U);
  EXPECT_EQ(page({{"text", "s3cret"}}).at("items").as_array().size(), 0U);
  EXPECT_EQ(page({{"account", "111122223333"}}).at("items").as_array().size(), 1U);
  EXPECT_EQ(page({{"region", "eu-west-1"}}).at("items").as_array().size(), 0U);
}

TEST(MaskedEvent, IsTheVeryBytesWhereThereIsNothingToHide) {
  constexpr std::string_view kPlain = R"({"detail":{"cpu":1.0,"big":12345678901234567890}})";
  EXPECT_EQ(masked_event(kPlain), kPlain);
  const auto masked = masked_event(R"({"detail":{"environment":[{"name":"K","value":"s3cret"}]}})");
  EXPECT_THAT(masked, Not(HasSubstr("s3cret")));
  EXPECT_THAT(masked, HasSubstr(R"("value":"***")"));
}

}  // namespace
}  // namespace epitaph::api
