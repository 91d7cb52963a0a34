#include "events/delivery/api_destination_target.h"

#include <mutex>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/server.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::events {
namespace {

using namespace std::chrono_literals;

const Event kSentEvent =
    *parse_event(R"({"id":"e-1","detail-type":"Order","source":"shop","account":"123456789012",)"
                 R"("time":"2024-09-10T14:41:47Z","region":"us-east-1","detail":{"n":1.0}})");

TEST(AttemptOf, TellsWhatIsTriedAgain) {
  struct Case {
    int status;
    std::string_view retry_after;
    bool delivered, is_final;
    ErrorCode code;
    std::optional<std::chrono::seconds> asked;
  };
  const Case kCases[] = {
      {200, "", true, false, {}, {}},
      {204, "", true, false, {}, {}},
      {302, "", false, true, ErrorCode::kErrorFromTarget, {}},
      {400, "", false, true, ErrorCode::kErrorFromTarget, {}},
      {401, "", false, true, ErrorCode::kErrorFromTarget, {}},
      {408, "", false, true, ErrorCode::kErrorFromTarget, {}},
      {429, "", false, false, ErrorCode::kThrottling, {}},
      {429, "30", false, false, ErrorCode::kThrottling, 30s},
      {429, "-1", false, false, ErrorCode::kThrottling, -1s},
      {503, "Fri, 31 Dec 1999 23:59:59 GMT", false, false, ErrorCode::kErrorFromTarget, 59s},
      {503, "later", false, false, ErrorCode::kErrorFromTarget, {}},
      {500, "", false, false, ErrorCode::kErrorFromTarget, {}},
      {404, "30", false, true, ErrorCode::kErrorFromTarget, {}},
  };
  const Timestamp kAnswered{std::chrono::sys_days{std::chrono::December / 31 / 1999} + 23h + 59min};
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.status);
    http::Response response{.status = c.status};
    if (!c.retry_after.empty()) response.headers.add("Retry-After", std::string{c.retry_after});
    const auto attempt = attempt_of(response, kAnswered);
    EXPECT_EQ(!attempt, c.delivered);
    if (!attempt) continue;
    EXPECT_EQ(attempt->is_final, c.is_final);
    EXPECT_EQ(attempt->code, c.code);
    EXPECT_EQ(attempt->retry_after, c.asked);
  }
}

/// A server that gives tokens, and takes events from who brings the newest.
struct ApiDestinationTargetTest : testing::Test {
  const Scope scope{"123456789012", "us-east-1"};
  const std::string rule = "arn:aws:events:us-east-1:123456789012:rule/r";
  ManualClock clock{Timestamp{1000h}};
  storage::MemoryStorage storage;
  const SecretBox secrets{SecretBox::Key{}};
  const http::Client client{{.plain_http = true, .private_addresses = true}};
  ApiDestinationTarget target{storage, secrets, client, clock};

  std::mutex mutex;
  std::vector<std::string> seen;  // "AUTHORIZATION BODY"
  int tokens = 0;
  int token_status = 200;
  std::unique_ptr<http::Server> server = started();

  std::unique_ptr<http::Server> started() {
    http::Router router;
    router.exact("POST", "/hook", {.handler = [this](const http::Request& request) {
                   const std::scoped_lock lock(mutex);
                   const auto who = std::string{request.headers.find("Authorization").value_or("")};
                   seen.push_back(who + " " + request.body);
                   const bool is_old =
                       who.starts_with("Bearer ") && who != fmt::format("Bearer t{}", tokens);
                   return http::Response::text(is_old ? 401 : 200, "");
                 }});
    router.exact("POST", "/token", {.handler = [this](const http::Request&) {
                   const std::scoped_lock lock(mutex);
                   if (token_status != 200) return http::Response::text(token_status, "no");
                   return http::Response::json(
                       200, fmt::format(R"({{"access_token":"t{}","expires_in":3600}})", ++tokens));
                 }});
    return std::move(*http::Server::start(
        {.listen = {.host = "127.0.0.1", .port = 0}, .io_threads = 1, .worker_threads = 2},
        std::move(router), clock));
  }
  std::string url(std::string_view path) const {
    return fmt::format("http://127.0.0.1:{}{}", server->address().port, path);
  }

  Connection make_connection(std::string_view type, std::string_view parameters) {
    Connection connection{.scope = scope,
                          .name = "c",
                          .id = "u-1",
                          .authorization_type = std::string{type},
                          .state = type == kOauth ? "AUTHORIZING" : "AUTHORIZED",
                          .created_at = clock.now(),
                          .modified_at = clock.now()};
    put_parameters(connection, boost::json::parse(parameters).as_object(), secrets);
    EXPECT_TRUE(
        DocumentBook<Connection>{storage}.change(scope, "c", [&](auto& there) -> aws::Verdict {
          there = connection;
          return Done{};
        }));
    return connection;
  }
  Connection make_oauth_connection() {
    return make_connection(
        kOauth, fmt::format(R"({{"OAuthParameters":{{"ClientParameters":{{"ClientID":"i",)"
                            R"("ClientSecret":"s"}},"HttpMethod":"POST",)"
                            R"("AuthorizationEndpoint":"{}"}}}})",
                            url("/token")));
  }
  Target make_destination(const Connection& connection, std::string_view endpoint,
                          std::string_view members = "{}") {
    const ApiDestination destination{.scope = scope,
                                     .name = "d",
                                     .id = "u-2",
                                     .connection_arn = connection.arn(),
                                     .endpoint = std::string{endpoint},
                                     .method = "POST",
                                     .created_at = clock.now(),
                                     .modified_at = clock.now()};
    EXPECT_TRUE(
        DocumentBook<ApiDestination>{storage}.change(scope, "d", [&](auto& there) -> aws::Verdict {
          there = destination;
          return Done{};
        }));
    return {.id = "t", .arn = destination.arn(), .json = boost::json::parse(members).as_object()};
  }
  Attempt attempt(const Target& to) {
    return target.attempt(
        {.rule_arn = rule, .target = to, .event = kSentEvent, .ingestion_time = clock.now()}, {});
  }
  std::string state() { return (*DocumentBook<Connection>{storage}.find(scope, "c"))->state; }
};

constexpr std::string_view kBasicParameters =
    R"({"BasicAuthParameters":{"Username":"u","Password":"p"}})";

TEST_F(ApiDestinationTargetTest, SendsTheEventAsTheConnectionSays) {
  const auto connection = make_connection(kBasic, kBasicParameters);
  EXPECT_FALSE(attempt(make_destination(connection, url("/hook"))));
  EXPECT_THAT(seen, testing::ElementsAre("Basic dTpw " + kSentEvent.json));
}

TEST_F(ApiDestinationTargetTest, SendsTheTargetsInput) {
  const auto connection = make_connection(kBasic, kBasicParameters);
  EXPECT_FALSE(attempt(make_destination(connection, url("/hook"), R"({"InputPath":"$.detail"})")));
  EXPECT_THAT(seen, testing::ElementsAre(R"(Basic dTpw {"n":1.0})"));
}

TEST_F(ApiDestinationTargetTest, GivesUpWhatCannotBeMended) {
  const auto connection = make_connection(kBasic, kBasicParameters);
  struct Case {
    std::string_view name;
    Target target;
    ErrorCode code;
  };
  auto elsewhere = make_destination(connection, url("/hook"));
  elsewhere.arn += "x";
  const Case kCases[] = {
      {"no such destination", elsewhere, ErrorCode::kNoResource},
      {"no input",
       {.id = "t",
        .arn = make_destination(connection, url("/hook")).arn,
        .json = {{"InputPath", "$.nothing"}}},
       ErrorCode::kInvalidJson},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto fault = attempt(c.target);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->code, c.code);
    EXPECT_TRUE(fault->is_final);
  }
  const auto refused = attempt(make_destination(connection, "http://169.254.169.254/"));
  EXPECT_EQ(refused->code, ErrorCode::kInvalidParameter);
  EXPECT_TRUE(refused->is_final);
  const auto nobody = attempt(make_destination(connection, "http://127.0.0.1:1/"));
  EXPECT_EQ(nobody->code, ErrorCode::kConnectionFailure);
  EXPECT_FALSE(nobody->is_final);
}

TEST_F(ApiDestinationTargetTest, KeepsATokenUntilItIsOld) {
  const auto to = make_destination(make_oauth_connection(), url("/hook"));
  EXPECT_FALSE(attempt(to));
  EXPECT_FALSE(attempt(to));
  EXPECT_EQ(tokens, 1);
  EXPECT_EQ(state(), "AUTHORIZED");
  clock.advance(1h);
  EXPECT_FALSE(attempt(to));
  EXPECT_EQ(tokens, 2);
}

TEST_F(ApiDestinationTargetTest, FetchesAnotherTokenWhenThisOneIsRefused) {
  const auto to = make_destination(make_oauth_connection(), url("/hook"));
  EXPECT_FALSE(attempt(to));
  tokens = 5;  // what was given out is no good any more
  EXPECT_FALSE(attempt(to));
  EXPECT_EQ(seen.back(), "Bearer t6 " + kSentEvent.json);
  EXPECT_EQ(seen.size(), 3U);
}

TEST_F(ApiDestinationTargetTest, TriesAgainWithoutAToken) {
  const auto to = make_destination(make_oauth_connection(), url("/hook"));
  token_status = 503;
  const auto fault = attempt(to);
  ASSERT_TRUE(fault);
  EXPECT_FALSE(fault->is_final);
  token_status = 200;
  EXPECT_FALSE(attempt(to));
}

TEST_F(ApiDestinationTargetTest, AuthorizesAConnection) {
  make_oauth_connection();
  EXPECT_EQ(target.unauthorized().size(), 1U);
  target.authorize(scope, "c", {});
  EXPECT_EQ(state(), "AUTHORIZED");
  EXPECT_TRUE(target.unauthorized().empty());
  clock.advance(1s);
  make_oauth_connection();
  token_status = 400;
  target.authorize(scope, "c", {});
  EXPECT_EQ(state(), "DEAUTHORIZED");
  EXPECT_THAT((*DocumentBook<Connection>{storage}.find(scope, "c"))->state_reason,
              testing::HasSubstr("answered 400"));
}

TEST_F(ApiDestinationTargetTest, HoldsToTheRateOfTheDestination) {
  const auto connection = make_connection(kBasic, kBasicParameters);
  const auto to = make_destination(connection, url("/hook"));
  EXPECT_TRUE(DocumentBook<ApiDestination>{storage}.change(scope, "d",
                                                           [](auto& destination) -> aws::Verdict {
                                                             destination->calls_per_second = 1;
                                                             return Done{};
                                                           }));
  EXPECT_FALSE(attempt(to));  // from here on the rate is known
  EXPECT_FALSE(target.next_call(to, clock.now()));
  EXPECT_TRUE(target.next_call(to, clock.now() + 500ms));
  EXPECT_FALSE(target.next_call(to, clock.now() + 1s));
}

}  // namespace
}  // namespace epitaph::events
