#include "cli/server_sent_events.h"

#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

using testing::ElementsAre;

/// `name=data` of each event, with the text cut into pieces of `size`.
std::vector<std::string> events_of(std::string_view text, std::size_t size) {
  std::vector<std::string> seen;
  ServerSentEvents events;
  for (std::size_t at = 0; at < text.size(); at += size) {
    EXPECT_TRUE(events.read(text.substr(at, size), [&](const ServerSentEvent& event) {
      seen.push_back(event.name + "=" + event.data);
      return true;
    }));
  }
  return seen;
}

TEST(ServerSentEvents, AreReadHoweverTheyAreCut) {
  constexpr std::string_view kText =
      "event: session\ndata: {\"a\":1}\n\n:\n\nid: 7\nevent: update\r\ndata:one\r\ndata:  "
      "two\r\n\r\n"
      "data\n\nevent: nothing\n\ndata: unfinished";
  for (const std::size_t size : {1U, 2U, 7U, 1000U}) {
    SCOPED_TRACE(size);
    EXPECT_THAT(events_of(kText, size),
                ElementsAre("session={\"a\":1}", "update=one\n two", "message="));
  }
}

TEST(ServerSentEvents, EndWhenTheReaderHasEnough) {
  ServerSentEvents events;
  int seen = 0;
  EXPECT_FALSE(events.read("data: a\n\ndata: b\n\n", [&](const ServerSentEvent&) {
    ++seen;
    return false;
  }));
  EXPECT_EQ(seen, 1);
}

TEST(ServerSentEvents, EndWhenOneHasNoEnd) {
  ServerSentEvents events;
  const auto never = [](const ServerSentEvent&) { return true; };
  const std::string piece(std::size_t{1} << 20, 'x');
  int pieces = 0;
  while (events.read(piece, never) && pieces < 1000) ++pieces;
  EXPECT_EQ(pieces, 64);
}

}  // namespace
}  // namespace epitaph::cli
