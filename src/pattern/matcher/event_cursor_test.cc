#include "pattern/matcher/event_cursor.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace epitaph::pattern {
namespace {

// A heap block of just the text's size, so that a sanitizer sees every byte too many.
std::vector<char> alone(const std::string& text) { return {text.begin(), text.end()}; }

EventCursor cursor_over(const std::vector<char>& text) {
  return EventCursor({text.data(), text.size()});
}

TEST(EventCursor, TakesStringsUpToTheQuoteThatNoBackslashStandsBefore) {
  struct Case {
    std::string_view text;
    bool escaped;
  };
  for (std::size_t before = 0; before < 140; ++before) {
    for (const Case& c : {Case{R"()", false}, Case{R"(a)", false}, Case{R"(\")", true},
                          Case{R"(\\)", true}, Case{R"(\\\")", true}, Case{R"(a\u0022)", true}}) {
      for (const std::string& after :
           {std::string(), std::string(R"(:"x","y":"\"")"), std::string(150, ' ')}) {
        const std::string inside = std::string(before, 'x') + std::string(c.text);
        SCOPED_TRACE(inside + after);
        const auto text = alone("\"\"\"" + inside + "\"" + after);
        EventCursor at = cursor_over(text);
        std::string_view taken;
        ASSERT_TRUE(at.take_string(taken));
        EXPECT_EQ(taken, "");
        ASSERT_TRUE(at.take_string(taken));
        EXPECT_EQ(taken, inside);
        EXPECT_EQ(at.has_escapes(taken), c.escaped);
        EXPECT_EQ(at.here(), after[0] == ':' ? ':' : '\0');
      }
    }
  }
}

TEST(EventCursor, TakesNoStringThatDoesNotEnd) {
  for (std::size_t size = 0; size < 200; ++size) {
    for (const char* const last : {"", "\\", "\\\""}) {
      const auto text = alone("\"" + std::string(size, 'x') + last);
      EventCursor at = cursor_over(text);
      std::string_view taken;
      EXPECT_FALSE(at.take_string(taken));
    }
  }
}

TEST(EventCursor, KnowsWhatComesBehindAMark) {
  struct Case {
    std::string_view text;
    char here;
  };
  for (const Case& c : {Case{",x", 'x'}, Case{" , x", 'x'}, Case{",\n\tx", 'x'}, Case{"x,", 'x'},
                        Case{"\r x", 'x'}, Case{",", '\0'}, Case{"", '\0'}, Case{" ,, ", ','}}) {
    SCOPED_TRACE(c.text);
    const auto text = alone(std::string(c.text));
    EventCursor at = cursor_over(text);
    EXPECT_EQ(at.here_behind(','), c.here);
    EXPECT_EQ(at.here(), c.here);
  }
}

TEST(EventCursor, TakesScalars) {
  for (std::size_t size = 1; size < 80; ++size) {
    const std::string digits(size, '7');
    for (const char end : {',', '}', ']', ' ', '\n', '\r', '\t'}) {
      const auto text = alone(digits + end);
      EventCursor at = cursor_over(text);
      std::string_view taken;
      EXPECT_TRUE(at.take_scalar(taken));
      EXPECT_EQ(taken, digits);
    }
    const auto text = alone(digits);
    EventCursor at = cursor_over(text);
    std::string_view taken;
    EXPECT_FALSE(at.take_scalar(taken));
  }
}

TEST(EventCursor, GoesOnBehindBrackets) {
  for (std::size_t size = 0; size < 200; ++size) {
    const std::string skipped = R"({"\"}":[)" + std::string(size, ' ') + R"("]"]})";
    const auto text = alone(skipped + R"( ,"after\\":1})");
    EventCursor at = cursor_over(text);
    at.step();
    ASSERT_TRUE(at.leave_brackets(find_closing(), 1));
    EXPECT_EQ(at.here(), ',');
    at.step();
    std::string_view key;
    ASSERT_TRUE(at.take_string(key));
    EXPECT_EQ(key, R"(after\\)");
    EXPECT_TRUE(at.has_escapes(key));
    EXPECT_EQ(at.here(), ':');
    EXPECT_FALSE(at.leave_brackets(find_closing(), 2));
  }
}

}  // namespace
}  // namespace epitaph::pattern
