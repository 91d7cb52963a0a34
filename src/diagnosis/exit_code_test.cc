#include "diagnosis/exit_code.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace epitaph::diagnosis {
namespace {

struct CodeCase {
  std::int64_t code;
  std::string_view signal, meaning;
  bool from_a_stop;
};

constexpr CodeCase kCodeCases[] = {
    {0, "", "success", true},
    {1, "", "", false},
    {127, "", "command not found", false},
    {137, "SIGKILL", "killed", true},
    {139, "SIGSEGV", "segmentation fault", false},
    {143, "SIGTERM", "terminated", true},
    {145, "signal 17", "", false},
    {255, "", "entry point failed, or exit(-1)", false},
    {3221225786, "0xC000013A", "stopped by a control event", true},
    {-1073741510, "0xC000013A", "stopped by a control event", true},
    {-1073741819, "0xC0000005", "access violation", false},
    {3221225500, "0xC000001C", "", false},
};

TEST(ExitCode, MeansWhatTheReferenceSays) {
  for (const auto& c : kCodeCases) {
    SCOPED_TRACE(c.code);
    EXPECT_EQ(exit_signal(c.code), c.signal);
    EXPECT_EQ(exit_meaning(c.code), c.meaning);
    EXPECT_EQ(may_come_from_a_stop(c.code), c.from_a_stop);
  }
}

TEST(ExitCodes, HoldTheirRanges) {
  const ExitCodes codes{{"0", "126-127", "160-"}};
  for (const auto code : {0, 126, 127, 160, 4000}) EXPECT_TRUE(codes.contains(code)) << code;
  for (const auto code : {1, 125, 128, 159}) EXPECT_FALSE(codes.contains(code)) << code;
  EXPECT_TRUE(codes.contains(-1)) << "255 of 32 bits, read as a signed number";
  EXPECT_EQ(codes.describe(), "0, 126-127, 160-");
  for (const std::string text : {"", "x", "1-x", "1 "}) {
    EXPECT_THROW(ExitCodes{{text}}, std::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace epitaph::diagnosis
