#include "base/csv.h"

#include <string_view>

namespace epitaph {
namespace {

std::string csv_field(std::string text) {
  const bool is_number =
      !text.empty() && text.find_first_not_of("-0123456789.") == std::string::npos;
  if (!text.empty() && std::string_view{"=+-@\t\r"}.contains(text.front()) && !is_number)
    text.insert(0, "'");
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

std::string csv_line(std::span<const std::string> fields) {
  std::string line;
  for (const auto& field : fields) {
    if (&field != fields.data()) line += ',';
    line += csv_field(field);
  }
  return line;
}

}  // namespace epitaph
