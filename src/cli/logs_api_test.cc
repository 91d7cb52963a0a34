#include "cli/logs_api.h"

#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

namespace json = boost::json;

AwsAnswer malformed(std::size_t begin, std::size_t end) {
  return {.refused_as = "MalformedQueryException",
          .body = {{"message", "unexpected symbol"},
                   {"queryCompileError",
                    {{"location", {{"startCharOffset", begin}, {"endCharOffset", end}}}}}}};
}

TEST(LogsApi, TellsRefusalsByTheirClass) {
  const auto kind = [](const char* type) {
    return refusal_of({.refused_as = type, .body = {{"message", "m"}}}).kind;
  };
  EXPECT_EQ(kind("ResourceNotFoundException"), ErrorKind::kNotFound);
  EXPECT_EQ(kind("InvalidParameterException"), ErrorKind::kInvalid);
  EXPECT_EQ(kind("MalformedQueryException"), ErrorKind::kInvalid);
  EXPECT_EQ(kind("LimitExceededException"), ErrorKind::kIo);
  EXPECT_EQ(
      refusal_of({.refused_as = "SerializationException", .body = {{"Message", "M"}}}).message,
      "M");
}

TEST(LogsApi, MarksWhereAQueryIsAtFault) {
  EXPECT_EQ(fault_in_query(malformed(15, 17), "stats count(*) bu x"),
            "    stats count(*) bu x\n"
            "                   ^^\n");
  // Of several lines only the one at fault; a fault at the end of the text has a place too.
  EXPECT_EQ(fault_in_query(malformed(18, 18), "fields a\n| limit 1 "),
            "    | limit 1 \n"
            "             ^\n");
  // Offsets count UTF-16 units: two for the first of these characters, one for the second.
  EXPECT_EQ(fault_in_query(malformed(5, 6), "\U0001F4A5\u00FC  x"),
            "    \U0001F4A5\u00FC  x\n"
            "        ^\n");
  EXPECT_EQ(fault_in_query({.refused_as = "MalformedQueryException", .body = {}}, "x"), "");
  EXPECT_NE(fault_in_query(malformed(900, 1000), "x"), "");
}

}  // namespace
}  // namespace epitaph::cli
