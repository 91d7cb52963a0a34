#include "logs/insights/query_error.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/utf16.h"

namespace epitaph::logs::insights {

QueryError query_error(std::string_view query, Span span, std::string message) {
  return {.message = std::move(message),
          .start_char_offset = utf16_length(query.substr(0, span.begin)),
          .end_char_offset = utf16_length(query.substr(0, span.end))};
}

QueryError unexpected_symbol(std::string_view query, Span span) {
  const std::string_view before = query.substr(0, span.begin);
  const auto line = 1 + std::ranges::count(before, '\n');
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0: the first line
  const std::string_view symbol = span.begin >= query.size()
                                      ? std::string_view("<EOF>")
                                      : query.substr(span.begin, span.end - span.begin);
  return query_error(query, span,
                     fmt::format("unexpected symbol found {} at line {} and position {}", symbol,
                                 line, utf16_length(before.substr(line_begin))));
}

QueryError unexpected_symbol(std::string_view query, Span span, std::string_view reason) {
  QueryError error = unexpected_symbol(query, span);
  error.message += fmt::format(": {}", reason);
  return error;
}

}  // namespace epitaph::logs::insights
