#include "cli/terminal.h"

#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

TEST(Terminal, DisarmsWhatATerminalWouldObey) {
  struct Case {
    std::string_view text, shown;
  };
  constexpr Case kCases[] = {
      {"plain → text, 日本", "plain → text, 日本"},
      {"red \x1b[31m", "red \\u001b[31m"},
      {"two\nlines\r\t", "two\\nlines\\r\\t"},
      {"c1 \xc2\x9b", "c1 \\u009b"},
      {"turned \xe2\x80\xae around", "turned \\u202e around"},
      {"bad \xff\xc0\xaf bytes", "bad \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD bytes"},
      {"half \xe2\x82", "half \xEF\xBF\xBD\xEF\xBF\xBD"},
      {"\x7f", "\\u007f"},
  };
  for (const auto& c : kCases) EXPECT_EQ(printable(c.text), c.shown);
}

TEST(Terminal, CutsByCharacters) {
  EXPECT_EQ(display_width("a→b"), 3U);
  EXPECT_EQ(shortened("a→b", 3), "a→b");
  EXPECT_EQ(shortened("a→bc", 3), "a→…");
}

}  // namespace
}  // namespace epitaph::cli
