#include "logs/insights/json_text.h"

#include <fmt/format.h>

namespace epitaph::logs::insights {
namespace {

void append_json(const boost::json::value& json, std::string& out);

void append_array(const boost::json::array& array, std::string& out) {
  out += '[';
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i > 0) out += ',';
    append_json(array[i], out);
  }
  out += ']';
}

void append_object(const boost::json::object& object, std::string& out) {
  out += '{';
  bool first = true;
  for (const auto& member : object) {
    if (!first) out += ',';
    first = false;
    out += boost::json::serialize(boost::json::string(member.key()));
    out += ':';
    append_json(member.value(), out);
  }
  out += '}';
}

// Recursion is bounded, for jsonParse takes no deeper nesting than kDocumentDepthMax.
void append_json(const boost::json::value& json, std::string& out) {
  if (const auto* array = json.if_array()) return append_array(*array, out);
  if (const auto* object = json.if_object()) return append_object(*object, out);
  if (const auto* number = json.if_double()) {
    out += fmt::format("{}", *number);
    return;
  }
  out += boost::json::serialize(json);
}

}  // namespace

std::string to_json_text(const boost::json::value& json) {
  std::string out;
  append_json(json, out);
  return out;
}

}  // namespace epitaph::logs::insights
