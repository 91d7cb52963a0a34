#include "model/json_text.h"

namespace epitaph {

std::string_view take_json_value(std::string_view& rest) {
  std::size_t end = 0;
  int depth = 0;
  for (bool in_string = false; end < rest.size(); ++end) {
    const char c = rest[end];
    if (in_string) {
      if (c == '\\') ++end;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (depth == 0 && (c == ',' || c == ':' || c == '}' || c == ']')) {
      break;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  const auto value = rest.substr(0, end);
  rest.remove_prefix(value.size());
  return value;
}

}  // namespace epitaph
