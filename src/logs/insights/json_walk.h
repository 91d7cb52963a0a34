#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include <simdjson.h>

#include "logs/insights/value.h"

namespace epitaph::logs::insights {

/// How deep a leaf may lie to be found: walking a message recurses, and On-Demand counts no levels.
constexpr std::size_t kLeafDepthMax = 256;

/// A message opened as a JSON object, by simdjson On-Demand. For one thread; what it hands out
/// holds until the next open().
class JsonMessage {
 public:
  /// The object; an error of simdjson's where the message is none. Text that does not begin with {
  /// and end with } is refused before it costs anything.
  simdjson::simdjson_result<simdjson::ondemand::object> open(std::string_view message);
  /// Nothing but blanks is left behind the object; to be asked once it has been walked through.
  bool at_end() { return document_.current_location().error() == simdjson::OUT_OF_BOUNDS; }

 private:
  std::string buffer_;  // the message, with the room behind it that simdjson reads into
  simdjson::ondemand::parser parser_;
  simdjson::ondemand::document document_;
};

/// A key as it stands between its quotes.
struct RawKey {
  std::string_view text;
  bool escaped = false;  ///< a backslash is in it, not resolved
  bool dotted = false;
};
RawKey raw_key(simdjson::ondemand::raw_json_string key);

/// What a leaf is in the language: true and false are 1 and 0, null is absent. Borrowed of the
/// message. Not for objects and arrays.
simdjson::error_code read_leaf(simdjson::ondemand::value& leaf, simdjson::ondemand::json_type type,
                               Value& into);

}  // namespace epitaph::logs::insights
