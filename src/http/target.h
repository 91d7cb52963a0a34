#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "http/message.h"

namespace epitaph::http {

/// `%41` becomes `A`; a `+` stays. Errors: kInvalid for a `%` without two hexadecimal digits.
Result<std::string> percent_decode(std::string_view text);

/// `a=1&b=x+y` as browsers and the AWS Query protocol write it: `+` is a blank, a name may lack its
/// `=`, empty parts are skipped. Errors: kInvalid as above; kLimit past kParametersMax.
Result<std::vector<Parameter>> parse_form(std::string_view text);

/// Far above what any client sends, and low enough that a body full of `&a` costs little.
constexpr std::size_t kParametersMax = 10'000;

/// What a request line asks for (RFC 9112, section 3.2).
struct Target {
  /// Host and port out of the absolute form `http://host:port/path`; else empty.
  std::string authority{};
  /// `/path?query`, as sent; or `*`.
  std::string origin_form{};
  std::string path{};
  std::vector<Parameter> query{};
};

/// Errors: kInvalid for any other form, a bad escape or a NUL; kLimit from parse_form().
Result<Target> parse_target(std::string_view text);

}  // namespace epitaph::http
