#include "cli/yaml.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

bool is_block(const json::value& value) {
  return (value.is_object() && !value.get_object().empty()) ||
         (value.is_array() && !value.get_array().empty());
}

void write(std::string& out, const json::value& value, std::size_t indent);

/// What follows `key:` or `-`: a scalar on the same line, a block on the next ones.
void write_after(std::string& out, const json::value& value, std::size_t indent) {
  if (is_block(value)) {
    out += '\n';
    write(out, value, indent);
  } else {
    out += ' ' + json::serialize(value) + '\n';
  }
}

void write(std::string& out, const json::value& value, std::size_t indent) {
  if (!is_block(value)) {
    out += json::serialize(value) + '\n';
  } else if (value.is_object()) {
    for (const auto& [key, member] : value.get_object()) {
      out.append(indent, ' ').append(json::serialize(key)).append(":");
      write_after(out, member, indent + 2);
    }
  } else {
    for (const auto& item : value.get_array()) {
      out.append(indent, ' ').append("-");
      write_after(out, item, indent + 2);
    }
  }
}

}  // namespace

std::string to_yaml(const json::value& value) {
  std::string out;
  write(out, value, 0);
  return out;
}

}  // namespace epitaph::cli
