#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "aws/validation.h"
#include "events/connections/connection_operations.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::events {
namespace {

constexpr std::string_view kBasicInput =
    R"("AuthorizationType":"BASIC","AuthParameters":{"BasicAuthParameters":)"
    R"({"Username":"u","Password":"hidden"}})";

struct ConnectionOperations : testing::Test {
  const Scope scope{"123456789012", "us-east-1"};
  ManualClock clock{Timestamp{std::chrono::milliseconds{1'725'979'307'000}}};
  storage::MemoryStorage storage;
  const SecretBox secrets{SecretBox::Key{}};
  std::vector<std::string> authorized;
  ConnectionParts parts{
      .storage = storage,
      .secrets = secrets,
      .clock = clock,
      .authorize = [this](const Scope&, const std::string& name) { authorized.push_back(name); }};

  aws::Answer call(std::string_view operation, std::string_view input) const {
    for (const auto& candidate : connection_operations(parts)) {
      if (candidate.name != operation) continue;
      const aws::Call call{.input = boost::json::parse(input).as_object(), .scope = scope};
      if (auto fault = aws::validate(candidate.input, call.input, aws::kEventBridge)) return *fault;
      return candidate.handle(call);
    }
    throw std::logic_error("no such operation");
  }
  boost::json::object output(std::string_view operation, std::string_view input) const {
    auto answer = call(operation, input);
    if (answer.error() != nullptr) ADD_FAILURE() << answer.error()->message;
    return answer.error() == nullptr ? answer.output() : boost::json::object{};
  }
  std::string text(const boost::json::object& object, std::string_view name) const {
    return std::string{object.at(name).as_string()};
  }
  std::string make_connection(std::string_view name, std::string_view members = kBasicInput) {
    return text(output("CreateConnection", fmt::format(R"({{"Name":"{}",{}}})", name, members)),
                "ConnectionArn");
  }
  boost::json::object make_destination(std::string_view name, std::string_view connection) {
    return output("CreateApiDestination",
                  fmt::format(R"({{"Name":"{}","ConnectionArn":"{}","HttpMethod":"POST",)"
                              R"("InvocationEndpoint":"https://example.com/*"}})",
                              name, connection));
  }
};

TEST_F(ConnectionOperations, MakeAConnectionAndShowNoSecretOfIt) {
  const auto made = output("CreateConnection",
                           fmt::format(R"({{"Name":"c","Description":"d",{}}})", kBasicInput));
  EXPECT_EQ(text(made, "ConnectionState"), "AUTHORIZED");
  EXPECT_EQ(made.at("CreationTime").to_number<double>(), 1'725'979'307.0);
  const auto arn = text(made, "ConnectionArn");
  EXPECT_THAT(arn, testing::MatchesRegex(
                       "arn:aws:events:us-east-1:123456789012:connection/c/[0-9a-f-]{36}"));
  const auto shown = output("DescribeConnection", R"({"Name":"c"})");
  EXPECT_EQ(text(shown, "ConnectionArn"), arn);
  EXPECT_EQ(text(shown, "Description"), "d");
  EXPECT_EQ(boost::json::serialize(shown.at("AuthParameters")),
            R"({"BasicAuthParameters":{"Username":"u"}})");
  EXPECT_THAT(text(shown, "SecretArn"),
              testing::MatchesRegex("arn:aws:secretsmanager:us-east-1:123456789012:secret:"
                                    "events!connection/c/[0-9a-f-]{36}-[0-9a-f]{6}"));
  EXPECT_TRUE(shown.contains("LastAuthorizedTime"));
  const auto documents = storage.list_documents("connection", scope);
  EXPECT_THAT(documents->front().text, testing::Not(testing::HasSubstr("hidden")));
  EXPECT_THAT(authorized, testing::IsEmpty());
}

TEST_F(ConnectionOperations, LeaveTheFirstTokenToTheAuthorizer) {
  constexpr std::string_view kOauthInput =
      R"("AuthorizationType":"OAUTH_CLIENT_CREDENTIALS","AuthParameters":{"OAuthParameters":)"
      R"({"ClientParameters":{"ClientID":"i","ClientSecret":"s"},"HttpMethod":"POST",)"
      R"("AuthorizationEndpoint":"https://a/t"}})";
  const auto arn = make_connection("c", kOauthInput);
  EXPECT_EQ(text(output("DescribeConnection", R"({"Name":"c"})"), "ConnectionState"),
            "AUTHORIZING");
  EXPECT_THAT(authorized, testing::ElementsAre("c"));
  EXPECT_EQ(text(make_destination("d", arn), "ApiDestinationState"), "INACTIVE");
}

TEST_F(ConnectionOperations, ChangeAConnection) {
  make_connection("c");
  clock.advance(std::chrono::seconds{5});
  output("UpdateConnection",
         R"({"Name":"c","AuthParameters":{"BasicAuthParameters":{"Username":"v"}}})");
  auto shown = output("DescribeConnection", R"({"Name":"c"})");
  EXPECT_EQ(boost::json::serialize(shown.at("AuthParameters")),
            R"({"BasicAuthParameters":{"Username":"v"}})");
  EXPECT_EQ(shown.at("LastModifiedTime").to_number<double>(), 1'725'979'312.0);
  const auto kept = parts.connections().find(scope, "c");
  EXPECT_EQ(open_parameters(**kept, secrets)->at("BasicAuthParameters").at("Password"), "hidden");

  EXPECT_EQ(text(output("DeauthorizeConnection", R"({"Name":"c"})"), "ConnectionState"),
            "DEAUTHORIZING");
  EXPECT_EQ(text(output("DescribeConnection", R"({"Name":"c"})"), "ConnectionState"),
            "DEAUTHORIZED");
  EXPECT_EQ((*parts.connections().find(scope, "c"))->sealed, "");
  EXPECT_EQ(text(output("DeleteConnection", R"({"Name":"c"})"), "ConnectionState"), "DELETING");
  EXPECT_EQ(output("ListConnections", "{}").at("Connections").as_array().size(), 0U);
}

TEST_F(ConnectionOperations, MakeChangeAndDeleteADestination) {
  const auto connection = make_connection("c");
  const auto made = make_destination("d", connection);
  EXPECT_THAT(text(made, "ApiDestinationArn"),
              testing::MatchesRegex(
                  "arn:aws:events:us-east-1:123456789012:api-destination/d/[0-9a-f-]{36}"));
  EXPECT_EQ(text(made, "ApiDestinationState"), "ACTIVE");
  output("UpdateApiDestination",
         R"({"Name":"d","HttpMethod":"PUT","InvocationRateLimitPerSecond":7,"Description":"x"})");
  const auto shown = output("DescribeApiDestination", R"({"Name":"d"})");
  EXPECT_EQ(text(shown, "HttpMethod"), "PUT");
  EXPECT_EQ(text(shown, "InvocationEndpoint"), "https://example.com/*");
  EXPECT_EQ(text(shown, "ConnectionArn"), connection);
  EXPECT_EQ(text(shown, "Description"), "x");
  EXPECT_EQ(shown.at("InvocationRateLimitPerSecond").to_number<int>(), 7);
  output("DeleteConnection", R"({"Name":"c"})");
  EXPECT_EQ(text(output("DescribeApiDestination", R"({"Name":"d"})"), "ApiDestinationState"),
            "INACTIVE");
  output("DeleteApiDestination", R"({"Name":"d"})");
  EXPECT_EQ(output("ListApiDestinations", "{}").at("ApiDestinations").as_array().size(), 0U);
}

TEST_F(ConnectionOperations, ListPageByPage) {
  const auto arn = make_connection("p2");
  make_connection("p1");
  make_connection("q");
  const auto names = [](const boost::json::value& items) {
    std::string all;
    for (const auto& item : items.as_array()) {
      all += std::string{item.at("Name").as_string()} + " ";
    }
    return all;
  };
  const auto page = output("ListConnections", R"({"NamePrefix":"p","Limit":1})");
  EXPECT_EQ(names(page.at("Connections")), "p1 ");
  const auto next =
      output("ListConnections", fmt::format(R"({{"NamePrefix":"p","Limit":1,"NextToken":{}}})",
                                            boost::json::serialize(page.at("NextToken"))));
  EXPECT_EQ(names(next.at("Connections")), "p2 ");
  EXPECT_FALSE(next.contains("NextToken"));
  EXPECT_EQ(
      names(output("ListConnections", R"({"ConnectionState":"DEAUTHORIZED"})").at("Connections")),
      "");
  make_destination("d1", arn);
  make_destination("d2", text(output("DescribeConnection", R"({"Name":"q"})"), "ConnectionArn"));
  EXPECT_EQ(names(output("ListApiDestinations", fmt::format(R"({{"ConnectionArn":"{}"}})", arn))
                      .at("ApiDestinations")),
            "d1 ");
}

TEST_F(ConnectionOperations, RefuseInTheWordsOfAws) {
  const auto arn = make_connection("there");
  make_destination("d", arn);
  const auto destination = [](std::string_view connection, std::string_view endpoint) {
    return fmt::format(R"({{"Name":"n","ConnectionArn":"{}","InvocationEndpoint":"{}",)"
                       R"("HttpMethod":"POST"}})",
                       connection, endpoint);
  };
  struct Case {
    std::string_view name, operation;
    std::string input;
    std::string_view type;
    std::string message;
  };
  constexpr std::string_view kNoConnection =
      "Failed to describe the connection(s). Connection 'none' does not exist.";
  constexpr std::string_view kNoDestination =
      "Failed to describe the api-destination(s). An api-destination 'none' does not exist.";
  const Case kCases[] = {
      {"twice", "CreateConnection", fmt::format(R"({{"Name":"there",{}}})", kBasicInput),
       "ResourceAlreadyExistsException", "Connection there already exists."},
      {"a type", "CreateConnection",
       R"({"Name":"n","AuthorizationType":"NONE","AuthParameters":{}})", "ValidationException",
       "1 validation error detected: Value 'NONE' at 'authorizationType' failed to satisfy "
       "constraint: Member must satisfy enum value set: [BASIC, OAUTH_CLIENT_CREDENTIALS, "
       "API_KEY]"},
      {"the wrong block", "CreateConnection",
       R"({"Name":"n","AuthorizationType":"BASIC","AuthParameters":{"ApiKeyAuthParameters":)"
       R"({"ApiKeyName":"k","ApiKeyValue":"v"}}})",
       "ValidationException",
       "Parameter BasicAuthParameters is not valid. Reason: Missing required field(s)"},
      {"a plain endpoint", "CreateConnection",
       R"({"Name":"n","AuthorizationType":"OAUTH_CLIENT_CREDENTIALS","AuthParameters":)"
       R"({"OAuthParameters":{"ClientParameters":{"ClientID":"i","ClientSecret":"s"},)"
       R"("HttpMethod":"POST","AuthorizationEndpoint":"http://a/t"}}})",
       "ValidationException", "Parameter AuthorizationEndpoint is not valid"},
      {"update none", "UpdateConnection", R"({"Name":"none"})", "ResourceNotFoundException",
       std::string{kNoConnection}},
      {"describe none", "DescribeConnection", R"({"Name":"none"})", "ResourceNotFoundException",
       std::string{kNoConnection}},
      {"delete none", "DeleteConnection", R"({"Name":"none"})", "ResourceNotFoundException",
       std::string{kNoConnection}},
      {"deauthorize none", "DeauthorizeConnection", R"({"Name":"none"})",
       "ResourceNotFoundException", std::string{kNoConnection}},
      {"a new type without its block", "UpdateConnection",
       R"({"Name":"there","AuthorizationType":"API_KEY"})", "ValidationException",
       "Parameter ApiKeyAuthParameters is not valid. Reason: Missing required field(s)"},
      {"a plain destination", "CreateApiDestination", destination(arn, "http://h/"),
       "ValidationException",
       "Parameter InvocationEndpoint is not valid. Reason: Endpoint 'http://h/' is not valid"},
      {"a connection that is not there", "CreateApiDestination",
       destination("arn:aws:events:us-east-1:123456789012:connection/none/u-1", "https://h/"),
       "ResourceNotFoundException", std::string{kNoConnection}},
      {"a connection of another region", "CreateApiDestination",
       destination("arn:aws:events:eu-west-1:123456789012:connection/there/u-1", "https://h/"),
       "ValidationException",
       "Invalid ARN: 'arn:aws:events:eu-west-1:123456789012:connection/there/u-1'"},
      {"a destination twice", "CreateApiDestination",
       fmt::format(R"({{"Name":"d","ConnectionArn":"{}","InvocationEndpoint":"https://h/",)"
                   R"("HttpMethod":"GET"}})",
                   arn),
       "ResourceAlreadyExistsException", "An api-destination 'd' already exists."},
      {"describe no destination", "DescribeApiDestination", R"({"Name":"none"})",
       "ResourceNotFoundException", std::string{kNoDestination}},
      {"update no destination", "UpdateApiDestination", R"({"Name":"none"})",
       "ResourceNotFoundException", std::string{kNoDestination}},
      {"delete no destination", "DeleteApiDestination", R"({"Name":"none"})",
       "ResourceNotFoundException", std::string{kNoDestination}},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto answer = call(c.operation, c.input);
    ASSERT_NE(answer.error(), nullptr);
    EXPECT_EQ(answer.error()->type, c.type);
    EXPECT_EQ(answer.error()->message, c.message);
  }
}

TEST_F(ConnectionOperations, QuoteNoSecretThatIsRefused) {
  const auto answer =
      call("CreateConnection",
           R"({"Name":"n","AuthorizationType":"BASIC","AuthParameters":{"BasicAuthParameters":)"
           R"({"Username":"u","Password":"se:cret"}}})");
  ASSERT_NE(answer.error(), nullptr);
  EXPECT_THAT(answer.error()->message, testing::Not(testing::HasSubstr("cret")));
}

}  // namespace
}  // namespace epitaph::events
