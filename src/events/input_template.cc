#include "events/input_template.h"

#include <re2/re2.h>

namespace epitaph::events {
namespace {

/// The name in the placeholder that `text` begins with; empty when it begins with none.
std::string_view placeholder_name(std::string_view text) {
  static const re2::RE2 kPlaceholder{R"(<([A-Za-z0-9_.\-]+)>)"};
  re2::StringPiece rest{text.data(), text.size()};
  re2::StringPiece name;
  if (!re2::RE2::Consume(&rest, kPlaceholder, &name)) return {};
  return {name.data(), name.size()};
}

}  // namespace

InputTemplate InputTemplate::parse(std::string_view text) {
  InputTemplate parsed;
  const auto first = text.find_first_not_of(" \t\r\n");
  parsed.is_json = first != std::string_view::npos && text[first] == '{';

  bool in_quotes = false;
  std::size_t begin = 0;
  const auto end_literal = [&](std::size_t end) {
    if (end > begin) parsed.parts.push_back({text.substr(begin, end - begin), false, in_quotes});
  };
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\' && at + 1 < text.size()) {
      if (text[at + 1] == '<' || text[at + 1] == '>') {
        end_literal(at);
        begin = at + 1;
      }
      at += 2;
      continue;
    }
    const auto name = text[at] == '<' ? placeholder_name(text.substr(at)) : std::string_view{};
    if (!name.empty()) {
      end_literal(at);
      parsed.parts.push_back({name, true, in_quotes});
      at += name.size() + 2;
      begin = at;
      continue;
    }
    if (text[at] == '"') in_quotes = !in_quotes;
    ++at;
  }
  end_literal(text.size());
  return parsed;
}

}  // namespace epitaph::events
