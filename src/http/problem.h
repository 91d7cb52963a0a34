#pragma once
#include <string>
#include <string_view>

#include "base/result.h"
#include "http/message.h"

namespace epitaph::http {

/// A refusal in the JSON of our own, as RFC 9457 lays it out:
///   {"type": "urn:epitaph:problem:invalid-parameter", "title", "status", "detail", "parameter"}
/// `type` and `title` are the kind's, for programs and for lists; `detail` says what is wrong with
/// this very request.
struct Problem {
  std::string_view type;  ///< `invalid-parameter`; the names never change
  std::string_view title;
  int status = 500;
  std::string detail{};
  std::string parameter{};  ///< the one at fault; empty: none is, and the member is left out
};

/// As application/problem+json; with Retry-After where the same request may do better later.
Response problem_response(const Problem& problem);

/// What the domain refused: 400 kInvalid, 404 kNotFound, 409 kConflict, 503 kUnavailable, else a
/// 500 whose cause is logged and not told. `parameter` is the query's or path's at fault.
Response problem_response(const Error& error, std::string parameter = {});

}  // namespace epitaph::http
