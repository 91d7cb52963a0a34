#pragma once
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "base/result.h"
#include "http/message.h"

namespace epitaph::api {

/// Reads the body of a PUT: a JSON object with no members but `members`. Errors: kInvalid, led by
/// the member at fault, if one is.
Result<boost::json::object> read_body(const http::Request& request,
                                      std::initializer_list<std::string_view> members);

/// A text of it; empty where it is absent. Errors: kInvalid for another type, and for one that is
/// longer than 1,024 bytes.
Result<std::string> text_member(const boost::json::object& body, std::string_view member);

}  // namespace epitaph::api
