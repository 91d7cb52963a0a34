#include "cli/stored_events.h"

#include <algorithm>

#include "pattern/json_reader.h"

namespace epitaph::cli {
namespace {

using pattern::JsonReader;
using pattern::Token;

constexpr std::size_t kPageEvents = 1000;

struct Page {
  std::string lines;
  std::size_t events = 0;
  std::string next;  ///< the cursor; empty on the last page
};

void read_items(JsonReader& reader, std::string_view body, Page& page) {
  while (reader.next() == Token::kStartObject) {
    const std::size_t begin = reader.offset() - 1;
    reader.skip_value();
    page.lines.append(body.substr(begin, reader.offset() - begin)).push_back('\n');
    ++page.events;
  }
}

Result<Page> read_page(std::string_view body) {
  Page page;
  JsonReader reader{body};
  (void)reader.next();
  while (reader.next() == Token::kName) {
    const std::string member = reader.text();
    const Token value = reader.next();
    if (member == "items" && value == Token::kStartArray) {
      read_items(reader, body, page);
    } else if (member == "nextCursor" && value == Token::kString) {
      page.next = reader.text();
    } else {
      reader.skip_value();
    }
  }
  if (reader.current() != Token::kEndObject) {
    return Error{ErrorKind::kIo, "the server's answer is no list of events"};
  }
  return page;
}

}  // namespace

Result<std::string> read_stored_events(const Client& client, std::size_t limit) {
  std::string lines;
  std::string cursor;
  for (std::size_t left = limit; left > 0;) {
    EPITAPH_TRY(answer, client.get_raw("/api/v1/events",
                                       {{"limit", std::to_string(std::min(left, kPageEvents))},
                                        {"cursor", cursor}}));
    EPITAPH_TRY(page, read_page(answer.body));
    lines += page.lines;
    left -= std::min(left, page.events);
    if (page.next.empty()) break;
    cursor = std::move(page.next);
  }
  return lines;
}

}  // namespace epitaph::cli
