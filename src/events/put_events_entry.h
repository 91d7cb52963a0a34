#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include <boost/json.hpp>

#include "base/clock.h"
#include "model/arn.h"
#include "model/event.h"

namespace epitaph::events {

/// The entries of one PutEvents may come to this many bytes together, as entry_bytes() counts.
constexpr std::size_t kPutEventsBytesMax = 1'048'576;

/// What AWS counts of an entry: 14 for a Time, and the UTF-8 bytes of Source, DetailType, Detail
/// and each of Resources. Source: reference eventbridge.md, 4.2.
std::size_t entry_bytes(const boost::json::object& entry);

/// Why one entry is no event; the others of the call are not touched by it.
struct EntryError {
  std::string_view code;  ///< a literal, `MalformedDetail`
  std::string message;
};

/// Makes the event of an entry: a new id, the caller's account and region, `now` unless it has a
/// Time, whose fraction of a second is cut off.
/// Errors, the first that holds: InvalidArgument when Source, DetailType or Detail is missing or
/// empty; NotAuthorizedForSourceException for a Source beginning `aws.`, but for `aws.ecs`, which
/// only `strict_sources` refuses; MalformedDetail when Detail is no JSON object.
std::variant<Event, EntryError> read_entry(const boost::json::object& entry, const Scope& caller,
                                           Timestamp now, bool strict_sources);

}  // namespace epitaph::events
