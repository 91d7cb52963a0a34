#pragma once
#include <string>

#include "aws/error.h"
#include "http/message.h"

namespace epitaph::aws {

/// The body of a request without its Content-Encoding: `gzip`, which CloudWatch Logs takes and some
/// agents send, or none. Errors: a RequestEntityTooLargeException (413) for more than `bytes_max`
/// in either form, a SerializationException for broken gzip or another coding.
Outcome<std::string> decoded_body(const http::Request& request, std::size_t bytes_max);

/// The answer to a body, or to the values in it, that would take too much memory.
ApiError body_too_large(std::size_t bytes_max);

}  // namespace epitaph::aws
