#include "events/delivery/destination_request.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "aws/input.h"
#include "base/ascii.h"
#include "base/base64.h"
#include "base/percent_encode.h"
#include "events/json_path.h"

namespace epitaph::events {
namespace {

namespace json = boost::json;
using json::object;

struct Parameter {
  std::string name, value;
};
using Parameters = std::vector<Parameter>;

constexpr std::array<std::string_view, 5> kNobodysHeaders = {"host", "content-length", "connection",
                                                             "transfer-encoding", "expect"};

/// A parameter of the target: itself, or what its path finds in the event.
std::string value_of(std::string_view text, const Event& event) {
  if (!text.starts_with("$.")) return std::string{text};
  const auto path = JsonPath::parse(text);
  const auto found = path ? path->find(event.json) : std::nullopt;
  if (!found || *found == "null") return {};
  if (!found->starts_with('"')) return *found;
  boost::system::error_code error;
  const auto value = json::parse(*found, error);
  return error ? std::string{} : std::string{value.as_string()};
}

/// `[{Key, Value}]` of a connection; one without a value has an empty one.
Parameters connection_parameters(const object* http, std::string_view list) {
  Parameters parameters;
  if (http == nullptr) return parameters;
  for (const auto& item : aws::items(*http, list)) {
    const auto& parameter = item.as_object();
    const auto key = aws::optional_text(parameter, "Key").value_or("");
    if (key.empty()) continue;
    parameters.push_back(
        {std::string{key}, std::string{aws::optional_text(parameter, "Value").value_or("")}});
  }
  return parameters;
}

/// `{NAME: VALUE}` of a target.
Parameters target_parameters(const object* http, std::string_view map, const Event& event) {
  Parameters parameters;
  const auto* given = http == nullptr ? nullptr : aws::optional_object(*http, map);
  if (given == nullptr) return parameters;
  for (const auto& [name, value] : *given) {
    const auto* text = value.if_string();
    if (text != nullptr) parameters.push_back({std::string{name}, value_of(*text, event)});
  }
  return parameters;
}

/// Those of `first`, and of `second` what `first` does not name.
Parameters joined(Parameters first, Parameters second) {
  for (auto& parameter : second) {
    if (std::ranges::find(first, parameter.name, &Parameter::name) == first.end()) {
      first.push_back(std::move(parameter));
    }
  }
  return first;
}

std::string form_of(const Parameters& parameters) {
  std::string form;
  for (const auto& [name, value] : parameters) {
    if (!form.empty()) form += '&';
    form += percent_encode(name) + "=" + percent_encode(value);
  }
  return form;
}

std::string with_query(std::string url, const Parameters& parameters) {
  if (parameters.empty()) return url;
  const auto fragment = url.find('#');
  if (fragment != std::string::npos) url.resize(fragment);
  return url + (url.contains('?') ? "&" : "?") + form_of(parameters);
}

std::string url_of(const DestinationCall& call, const object* target_http) {
  static const json::array kNone;
  const auto& values =
      target_http == nullptr ? kNone : aws::items(*target_http, "PathParameterValues");
  std::string url;
  std::size_t next = 0;
  for (const char c : call.destination.endpoint) {
    if (c != '*') {
      url += c;
    } else if (next < values.size()) {
      const auto* text = values[next++].if_string();
      if (text != nullptr) url += percent_encode(value_of(*text, call.event));
    }
  }
  return url;
}

void put_header(http::Headers& headers, const std::string& name, std::string value) {
  if (std::ranges::find(kNobodysHeaders, to_lower(name)) != kNobodysHeaders.end()) return;
  std::ranges::replace_if(
      value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
  headers.set(name, std::move(value));
}

void authorize(http::Headers& headers, const DestinationCall& call) {
  const auto& parameters = call.parameters;
  if (const auto* basic = aws::optional_object(parameters, "BasicAuthParameters")) {
    const auto pair =
        fmt::format("{}:{}", aws::text(*basic, "Username"), aws::text(*basic, "Password"));
    put_header(headers, "Authorization", "Basic " + base64_encode(pair));
  } else if (const auto* key = aws::optional_object(parameters, "ApiKeyAuthParameters")) {
    put_header(headers, std::string{aws::text(*key, "ApiKeyName")},
               std::string{aws::text(*key, "ApiKeyValue")});
  } else if (!call.token.empty()) {
    put_header(headers, "Authorization", fmt::format("Bearer {}", call.token));
  }
}

http::Headers amazon_headers() {
  return {{"User-Agent", "Amazon/EventBridge/ApiDestinations"},
          {"Content-Type", "application/json; charset=utf-8"},
          {"Range", "bytes=0-1048575"},
          {"Accept-Encoding", "gzip,deflate"},
          {"Connection", "close"}};
}

/// `input` with the parameters in it, when it is a JSON object. Its own text stays as it is,
/// numbers and all, unless a parameter takes the place of a member.
std::string body_of(std::string_view input, const Parameters& parameters) {
  constexpr std::string_view kBlanks = " \t\r\n";
  boost::system::error_code error;
  auto parsed = json::parse(input, error, {}, {.max_depth = kEventDepthMax});
  if (parameters.empty() || error || !parsed.is_object()) return std::string{input};
  auto& members = parsed.as_object();
  std::string body{input.substr(0, input.find_last_not_of(kBlanks) + 1)};
  std::size_t replaced = 0;
  for (const auto& parameter : parameters) replaced += members.erase(parameter.name);
  if (replaced > 0 || members.empty()) body = json::serialize(members);
  body.pop_back();
  for (const auto& [name, value] : parameters) {
    if (!body.ends_with('{')) body += ',';
    body += json::serialize(name) + ":" + json::serialize(value);
  }
  return body + "}";
}

}  // namespace

http::ClientRequest destination_request(const DestinationCall& call) {
  const auto* target_http = aws::optional_object(call.target.json, "HttpParameters");
  const auto* http = aws::optional_object(call.parameters, "InvocationHttpParameters");
  http::ClientRequest request{.method = call.destination.method, .headers = amazon_headers()};
  request.url =
      with_query(url_of(call, target_http),
                 joined(connection_parameters(http, "QueryStringParameters"),
                        target_parameters(target_http, "QueryStringParameters", call.event)));
  for (auto& header : target_parameters(target_http, "HeaderParameters", call.event)) {
    put_header(request.headers, header.name, std::move(header.value));
  }
  for (auto& header : connection_parameters(http, "HeaderParameters")) {
    put_header(request.headers, header.name, std::move(header.value));
  }
  authorize(request.headers, call);
  if (request.method != "GET" && request.method != "HEAD") {
    request.body = body_of(call.input, connection_parameters(http, "BodyParameters"));
  }
  return request;
}

http::ClientRequest token_request(const object& parameters) {
  const auto& oauth = *aws::optional_object(parameters, "OAuthParameters");
  const auto& client = *aws::optional_object(oauth, "ClientParameters");
  const auto* http = aws::optional_object(oauth, "OAuthHttpParameters");
  Parameters form = {{"client_id", std::string{aws::text(client, "ClientID")}},
                     {"client_secret", std::string{aws::text(client, "ClientSecret")}}};
  const auto query = connection_parameters(http, "QueryStringParameters");
  auto body = connection_parameters(http, "BodyParameters");
  const bool says_grant = std::ranges::find(query, "grant_type", &Parameter::name) != query.end();
  if (!says_grant) body = joined(std::move(body), {{"grant_type", "client_credentials"}});
  form = joined(std::move(body), std::move(form));

  http::ClientRequest request{.method = std::string{aws::text(oauth, "HttpMethod")},
                              .headers = {{"User-Agent", "Amazon/EventBridge/ApiDestinations"},
                                          {"Content-Type", "application/x-www-form-urlencoded"},
                                          {"Accept", "application/json"},
                                          {"Connection", "close"}}};
  const auto endpoint = std::string{aws::text(oauth, "AuthorizationEndpoint")};
  const bool is_get = request.method == "GET";
  request.url = with_query(endpoint, is_get ? joined(query, form) : query);
  if (!is_get) request.body = form_of(form);
  for (auto& header : connection_parameters(http, "HeaderParameters")) {
    put_header(request.headers, header.name, std::move(header.value));
  }
  return request;
}

}  // namespace epitaph::events
