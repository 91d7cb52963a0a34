#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "http/message.h"

namespace epitaph::api {

/// Readers of a request's query; an empty parameter counts as absent. Their errors are kInvalid and
/// begin with the parameter's name.

std::string text_parameter(const http::Request& request, std::string_view name);
Result<std::optional<std::int64_t>> integer_parameter(const http::Request& request,
                                                      std::string_view name);
Result<bool> flag_parameter(const http::Request& request, std::string_view name);
/// A moment: RFC 3339, or a span before `now` such as `15m` or `2d1h20m`.
Result<std::optional<Timestamp>> time_parameter(const http::Request& request, std::string_view name,
                                                Timestamp now);

}  // namespace epitaph::api
