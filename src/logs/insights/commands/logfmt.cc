#include "logs/insights/commands/logfmt.h"

namespace epitaph::logs::insights {
namespace {

bool is_logfmt_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

/// Takes the text behind an opening quote off `rest`, with the closing quote if there is one.
std::string take_logfmt_quoted(std::string_view& rest) {
  std::string value;
  while (!rest.empty()) {
    char c = rest.front();
    rest.remove_prefix(1);
    if (c == '"') break;
    if (c == '\\' && !rest.empty()) {
      c = rest.front();
      rest.remove_prefix(1);
      if (c == 'n') c = '\n';
      if (c == 't') c = '\t';
    }
    value += c;
  }
  return value;
}

std::string take_logfmt_bare(std::string_view& rest) {
  std::size_t end = 0;
  while (end < rest.size() && !is_logfmt_blank(rest[end])) ++end;
  std::string value{rest.substr(0, end)};
  rest.remove_prefix(end);
  return value;
}

std::string take_logfmt_key(std::string_view& rest) {
  std::size_t end = 0;
  while (end < rest.size() && !is_logfmt_blank(rest[end]) && rest[end] != '=') ++end;
  std::string key{rest.substr(0, end)};
  rest.remove_prefix(end);
  return key;
}

}  // namespace

std::vector<std::pair<std::string, std::string>> read_logfmt(std::string_view rest) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (;;) {
    while (!rest.empty() && is_logfmt_blank(rest.front())) rest.remove_prefix(1);
    if (rest.empty()) return pairs;
    std::string key = take_logfmt_key(rest);
    std::string value = "true";
    if (!rest.empty() && rest.front() == '=') {
      rest.remove_prefix(1);
      const bool quoted = !rest.empty() && rest.front() == '"';
      if (quoted) rest.remove_prefix(1);
      value = quoted ? take_logfmt_quoted(rest) : take_logfmt_bare(rest);
    }
    if (!key.empty()) pairs.emplace_back(std::move(key), std::move(value));
  }
}

std::vector<std::string> read_csv_line(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    std::string& field = fields.back();
    if (quoted) {
      if (c != '"') {
        field += c;
      } else if (i + 1 < line.size() && line[i + 1] == '"') {
        field += line[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"' && field.empty()) {
      quoted = true;
    } else if (c == ',') {
      fields.emplace_back();
    } else if (c == '\n' || c == '\r') {
      break;
    } else {
      field += c;
    }
  }
  return fields;
}

}  // namespace epitaph::logs::insights
