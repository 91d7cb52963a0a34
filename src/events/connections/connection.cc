#include "events/connections/connection.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "aws/input.h"
#include "base/hash.h"
#include "events/connections/document_times.h"

namespace epitaph::events {
namespace {

namespace json = boost::json;
using json::object;

constexpr std::string_view kInvocation = "InvocationHttpParameters";
constexpr std::array kParameterLists = {"HeaderParameters", "QueryStringParameters",
                                        "BodyParameters"};

/// The block of AuthParameters that belongs to a type, and the members that it must have.
struct Block {
  std::string_view type, member;
  std::array<std::string_view, 3> required;
};
constexpr std::array<Block, 3> kBlocks = {{
    {kBasic, "BasicAuthParameters", {"Username", "Password", ""}},
    {kApiKey, "ApiKeyAuthParameters", {"ApiKeyName", "ApiKeyValue", ""}},
    {kOauth, "OAuthParameters", {"ClientParameters", "AuthorizationEndpoint", "HttpMethod"}},
}};

const Block& block_of(std::string_view type) {
  return *std::ranges::find(kBlocks, type, &Block::type);
}

void hide_values(object& parameters) {
  for (const auto* list : kParameterLists) {
    auto* items = parameters.if_contains(list);
    if (items == nullptr || !items->is_array()) continue;
    for (auto& item : items->as_array()) {
      auto& parameter = item.as_object();
      if (aws::flag(parameter, "IsValueSecret")) parameter.erase("Value");
    }
  }
}

/// Calls `change` with the object that lies at `member`, if there is one.
template <class Change>
void with_object(object& parent, std::string_view member, Change change) {
  auto* value = parent.if_contains(member);
  if (value != nullptr && value->is_object()) change(value->as_object());
}

void merge(object& into, const object& change) {
  for (const auto& [name, value] : change) {
    auto* there = into.if_contains(name);
    const bool goes_deeper = name == "ClientParameters" && there != nullptr && value.is_object();
    if (goes_deeper) {
      merge(there->as_object(), value.as_object());
    } else {
      into[name] = value;
    }
  }
}

aws::ApiError missing(std::string_view member) {
  return aws::validation_exception(
      fmt::format("Parameter {} is not valid. Reason: Missing required field(s)", member));
}

}  // namespace

std::string Connection::arn() const {
  return fmt::format("arn:{}:events:{}:{}:connection/{}/{}", partition_of(scope.region),
                     scope.region, scope.account, name, id);
}

std::string Connection::secret_arn() const {
  return fmt::format("arn:{}:secretsmanager:{}:{}:secret:events!connection/{}/{}-{:06x}",
                     partition_of(scope.region), scope.region, scope.account, name, id,
                     hash64(id) & 0xffffff);
}

object to_json(const Connection& connection) {
  object document{{"name", connection.name},
                  {"account", connection.scope.account},
                  {"region", connection.scope.region},
                  {"id", connection.id},
                  {"description", connection.description},
                  {"type", connection.authorization_type},
                  {"state", connection.state},
                  {"stateReason", connection.state_reason},
                  {"shown", connection.shown},
                  {"sealed", connection.sealed}};
  put_time(document, "createdAt", connection.created_at);
  put_time(document, "modifiedAt", connection.modified_at);
  put_time(document, "authorizedAt", connection.authorized_at);
  return document;
}

Result<Connection> parse_document(std::string_view document, const Connection*) {
  try {
    const auto root = json::parse(document);
    const auto& from = root.as_object();
    const auto text = [&](std::string_view key) { return std::string{from.at(key).as_string()}; };
    return Connection{.scope = {text("account"), text("region")},
                      .name = text("name"),
                      .id = text("id"),
                      .description = text("description"),
                      .authorization_type = text("type"),
                      .state = text("state"),
                      .state_reason = text("stateReason"),
                      .shown = from.at("shown").as_object(),
                      .sealed = text("sealed"),
                      .created_at = get_time(from, "createdAt").value(),
                      .modified_at = get_time(from, "modifiedAt").value(),
                      .authorized_at = get_time(from, "authorizedAt")};
  } catch (const std::exception& fault) {
    return Error{ErrorKind::kCorrupt,
                 fmt::format("connection document cannot be read: {}", fault.what())};
  }
}

object without_secrets(const object& parameters) {
  object shown = parameters;
  with_object(shown, "BasicAuthParameters", [](object& basic) { basic.erase("Password"); });
  with_object(shown, "ApiKeyAuthParameters", [](object& key) { key.erase("ApiKeyValue"); });
  with_object(shown, "OAuthParameters", [](object& oauth) {
    with_object(oauth, "ClientParameters", [](object& client) { client.erase("ClientSecret"); });
    with_object(oauth, "OAuthHttpParameters", hide_values);
  });
  with_object(shown, kInvocation, hide_values);
  return shown;
}

object merged_parameters(const object& before, const object& change, std::string_view type) {
  object merged;
  for (const auto member : {block_of(type).member, kInvocation}) {
    const auto* old = aws::optional_object(before, member);
    const auto* next = aws::optional_object(change, member);
    if (old == nullptr && next == nullptr) continue;
    object value = old == nullptr ? object{} : *old;
    if (next != nullptr && member == kInvocation) value = *next;
    if (next != nullptr && member != kInvocation) merge(value, *next);
    merged[member] = std::move(value);
  }
  return merged;
}

aws::Verdict check_parameters(std::string_view type, const object& parameters, bool plain_http) {
  const auto& block = block_of(type);
  const auto* given = aws::optional_object(parameters, block.member);
  if (given == nullptr) return missing(block.member);
  for (const auto member : block.required) {
    if (!member.empty() && !aws::has(*given, member)) return missing(block.member);
  }
  if (type != kOauth) return Done{};
  const auto& client = *aws::optional_object(*given, "ClientParameters");
  if (!aws::has(client, "ClientID") || !aws::has(client, "ClientSecret")) {
    return missing(block.member);
  }
  if (!is_endpoint(aws::text(*given, "AuthorizationEndpoint"), plain_http)) {
    return aws::validation_exception("Parameter AuthorizationEndpoint is not valid");
  }
  return Done{};
}

void put_parameters(Connection& connection, const object& parameters, const SecretBox& box) {
  connection.shown = without_secrets(parameters);
  connection.sealed = box.seal(json::serialize(parameters), connection.arn());
}

Result<object> open_parameters(const Connection& connection, const SecretBox& box) {
  if (connection.sealed.empty()) {
    return Error{ErrorKind::kNotFound,
                 fmt::format("connection {} is deauthorized", connection.name)};
  }
  EPITAPH_TRY(text, box.unseal(connection.sealed, connection.arn()));
  boost::system::error_code error;
  auto parameters = json::parse(text, error);
  if (error || !parameters.is_object()) {
    return Error{ErrorKind::kCorrupt, "a connection's parameters cannot be read"};
  }
  return std::move(parameters.as_object());
}

bool is_endpoint(std::string_view url, bool plain_http) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (!url.starts_with(scheme)) continue;
    const auto host =
        url.substr(scheme.size(), url.find_first_of("/?#", scheme.size()) - scheme.size());
    const bool is_allowed = scheme == "https://" || plain_http;
    return is_allowed && !host.empty() && host.front() != ':' && !host.contains('@');
  }
  return false;
}

}  // namespace epitaph::events
