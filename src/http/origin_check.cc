#include "http/origin_check.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/ascii.h"

namespace epitaph::http {

namespace {

/// The host of `name:80`, `192.0.2.7`, `[::1]:80`, in lower case and without brackets and the dot
/// that may end a full name; nullopt when the text is nothing of the kind.
std::optional<std::string> host_of(std::string_view text) {
  const bool bracketed = text.starts_with('[');
  const auto end = bracketed ? text.find(']') : text.find(':');
  if (bracketed && end == std::string_view::npos) return std::nullopt;
  auto host = text.substr(bracketed ? 1 : 0, bracketed ? end - 1 : end);
  const auto rest = end == std::string_view::npos ? "" : text.substr(end + (bracketed ? 1 : 0));
  const auto port = rest.empty() ? "" : rest.substr(1);
  if (!rest.empty() && rest.front() != ':') return std::nullopt;
  if (port.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  if (!bracketed && host.ends_with('.')) host.remove_suffix(1);
  if (host.empty()) return std::nullopt;
  return to_lower(host);
}

bool is_below(std::string_view name, std::string_view domain_with_dot) {
  return name.size() > domain_with_dot.size() && name.ends_with(domain_with_dot);
}

bool name_matches(std::string_view own, std::string_view name) {
  return own.starts_with("*.") ? is_below(name, own.substr(1)) : own == name;
}

/// What came from outside is quoted back, so that the operator sees which name to allow; cut, since
/// a header may be 64 KB long.
std::string quoted(std::string_view text) { return fmt::format("{:?}", text.substr(0, 100)); }

}  // namespace

OriginCheck::OriginCheck(std::vector<std::string> own_names,
                         std::vector<std::string> allowed_origins)
    : names_{"localhost", "*.localhost"}, allowed_origins_(std::move(allowed_origins)) {
  for (const auto& name : own_names) {
    if (const auto address = parse_ip_address(name)) {
      addresses_.push_back(*address);
    } else if (!name.empty()) {
      names_.push_back(to_lower(name));
    }
  }
}

std::optional<Response> OriginCheck::refusal(const Request& request, unsigned http_version,
                                             std::string_view local_address) const {
  const Headers& headers = request.headers;
  const auto host = headers.find("Host");
  if (!host && http_version >= 11) return error_response(400, "the Host header is missing");
  if (headers.count("Host") > 1) return error_response(400, "there is more than one Host header");
  if (host && !is_own_host(request, local_address)) {
    return error_response(
        403, fmt::format("Host {} is not a name or address of this server; to be reached by that "
                         "name, the server must be started with it among its allowed hosts",
                         quoted(*host)));
  }
  for (const auto& field : headers) {
    if (!equal_ignoring_case(field.name, "Origin")) continue;
    if (is_own_origin(field.value, local_address)) continue;
    return error_response(403, fmt::format("Origin {} is foreign to this server, and browsers send "
                                           "requests of other sites here against its users' will",
                                           quoted(field.value)));
  }
  return std::nullopt;
}

bool OriginCheck::is_own(std::string_view host_and_port, std::string_view local_address) const {
  const auto host = host_of(host_and_port);
  if (!host) return false;
  if (const auto address = parse_ip_address(*host)) {
    return is_loopback(*address) || address == parse_ip_address(local_address) ||
           std::ranges::find(addresses_, *address) != addresses_.end();
  }
  return std::ranges::any_of(names_, [&](const auto& own) { return name_matches(own, *host); });
}

bool OriginCheck::is_own_host(const Request& request, std::string_view local_address) const {
  const auto host = *request.headers.find("Host");
  if (is_own(host, local_address)) return true;
  if (request.method != "POST" || request.headers.find("Origin")) return false;
  for (const std::string_view prefix : {"stream-", "streaming-"}) {
    if (host.size() > prefix.size() && equal_ignoring_case(host.substr(0, prefix.size()), prefix)) {
      return is_own(host.substr(prefix.size()), local_address);
    }
  }
  return false;
}

bool OriginCheck::is_own_origin(std::string_view origin, std::string_view local_address) const {
  if (std::ranges::find(allowed_origins_, origin) != allowed_origins_.end()) return true;
  for (std::string_view scheme : {"http://", "https://"}) {
    if (origin.starts_with(scheme)) {
      return is_own(origin.substr(scheme.size()), local_address);
    }
  }
  return false;
}

}  // namespace epitaph::http
