#include "http/target.h"

#include <optional>
#include <utility>

#include "base/ascii.h"

namespace epitaph::http {

namespace {

Result<std::string> decode(std::string_view text, bool plus_is_blank) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_blank) {
      decoded += ' ';
    } else if (text[i] != '%') {
      decoded += text[i];
    } else {
      if (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2])) {
        return Error{ErrorKind::kInvalid, "a % must be followed by two hexadecimal digits"};
      }
      decoded += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    }
  }
  return decoded;
}

/// Takes what comes before the first `separator` off the front of `text`, and the separator too.
std::string_view take_until(std::string_view& text, char separator) {
  const auto end = text.find(separator);
  const auto taken = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return taken;
}

/// Of `http://host/path` the host, which is taken off `text`; nullopt for any other form.
std::optional<std::string> take_authority(std::string_view& text) {
  const auto scheme_end = text.find("://");
  const auto scheme = to_lower(text.substr(0, scheme_end));
  if (scheme_end == std::string_view::npos || (scheme != "http" && scheme != "https")) {
    return std::nullopt;
  }
  text.remove_prefix(scheme_end + 3);
  std::string authority(text.substr(0, text.find_first_of("/?")));
  text.remove_prefix(authority.size());
  return authority;
}

}  // namespace

Result<std::string> percent_decode(std::string_view text) { return decode(text, false); }

Result<std::vector<Parameter>> parse_form(std::string_view text) {
  std::vector<Parameter> parameters;
  while (!text.empty()) {
    auto value = take_until(text, '&');
    if (value.empty()) continue;
    if (parameters.size() == kParametersMax) {
      return Error{ErrorKind::kLimit, "there are more than 10000 parameters"};
    }
    EPITAPH_TRY(name, decode(take_until(value, '='), true));
    EPITAPH_TRY(decoded, decode(value, true));
    parameters.push_back({std::move(name), std::move(decoded)});
  }
  return parameters;
}

Result<Target> parse_target(std::string_view text) {
  if (text == "*") return Target{.origin_form = "*", .path = "*"};
  Target target;
  if (auto authority = take_authority(text)) {
    if (authority->empty()) return Error{ErrorKind::kInvalid, "the request target names no host"};
    target.authority = std::move(*authority);
    // `http://host` and `http://host?query` mean the root.
    if (!text.starts_with('/')) target.origin_form = "/";
  }
  target.origin_form += text;
  if (!target.origin_form.starts_with('/')) {
    return Error{ErrorKind::kInvalid, "the request target must begin with /"};
  }
  std::string_view query = target.origin_form;
  EPITAPH_TRY(path, percent_decode(take_until(query, '?')));
  if (path.find('\0') != std::string::npos) {
    return Error{ErrorKind::kInvalid, "the request target must not hold a NUL"};
  }
  EPITAPH_TRY(parameters, parse_form(query));
  target.path = std::move(path);
  target.query = std::move(parameters);
  return target;
}

}  // namespace epitaph::http
