#pragma once
#include <string>
#include <string_view>

#include <boost/json.hpp>

#include "aws/shape.h"

namespace epitaph::aws {

/// A value as the Java behind AWS's APIs prints it, which is how messages quote it:
///   a b · 5 · [a, b] · {k=v} · InputLogEvent(timestamp=1, message=null)
/// At most `bytes_max` bytes, then `…`.
/// Source: reference eventbridge.md 4.2 (a structure with all members of its class, absent ones as
/// null); a timestamp is java.util.Date's text.
std::string java_text(const Shape& shape, const boost::json::value& value, std::size_t bytes_max);

/// `text`, or as many whole characters of it as fit into `bytes_max`, and `…`.
std::string shortened(std::string_view text, std::size_t bytes_max);

/// `Targets` → `targets`, as members are called in messages.
std::string java_member(std::string_view name);

}  // namespace epitaph::aws
