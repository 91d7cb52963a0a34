#include "aws/credential.h"

#include <algorithm>
#include <vector>

#include "base/ascii.h"

namespace epitaph::aws {
namespace {

ApiError incomplete_signature(std::string message) {
  return {.type = "IncompleteSignatureException", .message = std::move(message)};
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const auto end = text.find(separator);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

bool may_be_region(std::string_view text) {
  constexpr std::size_t kRegionBytesMax = 32;
  const auto is_fitting = [](char c) { return is_lower(c) || is_digit(c) || c == '-'; };
  return text.size() <= kRegionBytesMax && std::ranges::all_of(text, is_fitting);
}

/// Access keys are echoed in answers, so they must be what a key is made of.
bool may_be_access_key(std::string_view text) {
  constexpr std::size_t kAccessKeyBytesMax = 128;
  const auto is_graphic = [](char c) { return c > ' ' && c < '\x7f'; };
  return !text.empty() && text.size() <= kAccessKeyBytesMax &&
         std::ranges::all_of(text, is_graphic);
}

/// `X` of `AWS4-HMAC-SHA256 Credential=X, SignedHeaders=…, Signature=…`.
std::optional<std::string_view> credential_parameter(std::string_view authorization) {
  constexpr std::string_view kName = "Credential=";
  const auto start = authorization.find(kName);
  if (start == std::string_view::npos) return std::nullopt;
  const std::string_view rest = authorization.substr(start + kName.size());
  return rest.substr(0, rest.find_first_of(", \t"));
}

}  // namespace

Outcome<Credential> parse_credential(std::string_view scope) {
  const auto parts = split(scope, '/');
  const bool regional = parts.size() == 5;
  if ((!regional && parts.size() != 4) || parts.back() != "aws4_request" ||
      !may_be_access_key(parts[0])) {
    return incomplete_signature(
        "Credential must have exactly 5 slash-delimited elements, e.g. "
        "keyid/date/region/service/term.");
  }
  const std::string_view region = regional ? parts[2] : std::string_view{};
  if (!may_be_region(region)) {
    return ApiError{.type = "InvalidSignatureException",
                    .message = "Credential should be scoped to a valid region."};
  }
  return Credential{.access_key = std::string{parts[0]},
                    .date = std::string{parts[1]},
                    .region = std::string{region},
                    .service = std::string{parts[parts.size() - 2]}};
}

Outcome<std::optional<Credential>> credential_of(const http::Request& request) {
  std::optional<std::string_view> scope;
  const auto authorization = request.headers.find("Authorization");
  if (authorization && authorization->starts_with("AWS4-")) {
    scope = credential_parameter(*authorization);
    if (!scope) {
      return incomplete_signature("Authorization header requires 'Credential' parameter.");
    }
  } else {
    scope = request.parameter("X-Amz-Credential");
  }
  if (!scope) return std::optional<Credential>{};
  EPITAPH_TRY(credential, parse_credential(*scope));
  return std::optional{std::move(credential)};
}

}  // namespace epitaph::aws
