#include "aws/xml.h"

#include <gtest/gtest.h>

namespace epitaph::aws {
namespace {

TEST(Xml, EscapesWhatIsMarkupOrCannotBe) {
  EXPECT_EQ(xml_text("plain é"), "plain é");
  EXPECT_EQ(xml_text(R"(<a b="c">&)"), "&lt;a b=&quot;c&quot;&gt;&amp;");
  EXPECT_EQ(xml_text("a\tb\nc\rd"), "a\tb\nc&#13;d");
  EXPECT_EQ(xml_text(std::string_view("\0\x1b", 2)), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(xml_element("A", "<B/>"), "<A><B/></A>");
}

}  // namespace
}  // namespace epitaph::aws
