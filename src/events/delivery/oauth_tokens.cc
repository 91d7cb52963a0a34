#include "events/delivery/oauth_tokens.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "events/delivery/destination_request.h"

namespace epitaph::events {
namespace {

namespace json = boost::json;

/// A token is renewed so long before its end, at the latest after a day, and after five minutes
/// when its end is not told.
constexpr std::chrono::seconds kMargin{30}, kTokenAgeMax{24 * 60 * 60}, kUntold{5 * 60};
constexpr std::size_t kTokenBytesMax = 16'384;

struct Answer {
  std::string token;
  std::chrono::seconds lasts{kUntold};
};

std::chrono::seconds lifetime_of(const json::object& answer) {
  const auto* told = answer.if_contains("expires_in");
  if (told == nullptr || !told->is_number()) return kUntold;
  const std::chrono::seconds lasts{
      static_cast<std::int64_t>(std::clamp(told->to_number<double>(), 0.0, 1e9))};
  return std::min(lasts, kTokenAgeMax) - kMargin;
}

/// Source: RFC 6749, 5.1.
std::optional<Answer> read_answer(std::string_view body) {
  boost::system::error_code error;
  const auto value = json::parse(body, error);
  if (error || !value.is_object()) return std::nullopt;
  const auto* token = value.as_object().if_contains("access_token");
  if (token == nullptr || !token->is_string()) return std::nullopt;
  const auto& text = token->as_string();
  const bool is_header_text =
      std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
  if (text.empty() || text.size() > kTokenBytesMax || !is_header_text) return std::nullopt;
  return Answer{std::string{text}, lifetime_of(value.as_object())};
}

DeliveryFault endpoint_fault(const http::ClientFault& fault) {
  using Kind = http::ClientFault::Kind;
  const auto message = fmt::format("the authorization endpoint: {}", fault.message);
  if (fault.kind == Kind::kTimeout) return {.code = ErrorCode::kTimeout, .message = message};
  if (fault.kind == Kind::kForbidden) {
    return {.code = ErrorCode::kInvalidParameter, .message = message, .is_final = true};
  }
  return {.code = ErrorCode::kConnectionFailure, .message = message};
}

}  // namespace

std::variant<std::string, DeliveryFault> OauthTokens::token(std::string_view connection_arn,
                                                            Timestamp version,
                                                            const json::object& parameters,
                                                            const std::stop_token& stop) {
  {
    const std::scoped_lock lock(mutex_);
    const auto found = tokens_.find(connection_arn);
    const bool holds = found != tokens_.end() && found->second.version == version &&
                       clock_.now() < found->second.expires_at;
    if (holds) return found->second.text;
  }
  const auto outcome = client_.send(token_request(parameters), stop);
  if (const auto* fault = std::get_if<http::ClientFault>(&outcome)) return endpoint_fault(*fault);
  const auto& response = std::get<http::Response>(outcome);
  auto answer = response.status / 100 == 2 ? read_answer(response.body) : std::nullopt;
  if (!answer) {
    // Whatever it is, a client's secret that is no good any more or an endpoint in trouble: it may
    // be mended while the event waits.
    return DeliveryFault{
        .code =
            response.status / 100 == 4 ? ErrorCode::kNoPermissions : ErrorCode::kErrorFromTarget,
        .message =
            fmt::format("the authorization endpoint answered {} and no token", response.status)};
  }
  const std::scoped_lock lock(mutex_);
  if (tokens_.size() >= kTokensMax) tokens_.clear();
  tokens_.insert_or_assign(
      std::string{connection_arn},
      Token{.text = answer->token, .version = version, .expires_at = clock_.now() + answer->lasts});
  return answer->token;
}

void OauthTokens::forget(std::string_view connection_arn) {
  const std::scoped_lock lock(mutex_);
  const auto found = tokens_.find(connection_arn);
  if (found != tokens_.end()) tokens_.erase(found);
}

}  // namespace epitaph::events
