#include "base/base64.h"

#include <gtest/gtest.h>

namespace epitaph {
namespace {

TEST(Base64, GoesThereAndBack) {
  struct Row {
    std::string_view bytes, text;
  };
  constexpr Row kRows[] = {{"", ""},        {"f", "Zg=="},        {"fo", "Zm8="},
                           {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"\xff\xfe", "//4="}};
  for (const auto& row : kRows) {
    EXPECT_EQ(base64_encode(row.bytes), row.text);
    EXPECT_EQ(base64_decode(row.text), row.bytes);
  }
  const std::string zeros(3, '\0');
  EXPECT_EQ(base64_decode(base64_encode(zeros)), zeros);
}

TEST(Base64, RefusesWhatIsNone) {
  for (const std::string_view text :
       {"Zg", "Zg=", "Zg==\n", " Zg==", "Z===", "====", "Zh==", "Z*==", "Zm9v=", "Zg==Zg=="}) {
    EXPECT_EQ(base64_decode(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace epitaph
