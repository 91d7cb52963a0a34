#include "cli/output.h"

#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

std::string printed(const std::vector<boost::json::object>& items, OutputFormat format) {
  const std::vector<Column> columns = {
      {{"A"}, [](const boost::json::object& item) { return Cell{text_at(item, "a")}; }},
      {{"B"},
       [](const boost::json::object& item) { return Cell{text_at(item, "b.0.c")}; },
       ShownIn::kDetailed}};
  testing::internal::CaptureStdout();
  print_list(items, columns, format);
  std::fflush(stdout);
  return testing::internal::GetCapturedStdout();
}

const std::vector<boost::json::object> kItems = {
    boost::json::parse(R"({"a":"x,\"y","b":[{"c":137}]})").as_object(),
    boost::json::parse(R"({"a":"=1+1\u001b"})").as_object(),
};

TEST(Output, PrintsAListInEveryForm) {
  EXPECT_EQ(printed(kItems, OutputFormat::kTable), "A\nx,\"y\n=1+1\\u001b\n");
  EXPECT_EQ(printed(kItems, OutputFormat::kWide), "A           B\nx,\"y        137\n=1+1\\u001b\n");
  EXPECT_EQ(printed(kItems, OutputFormat::kNdjson),
            "{\"a\":\"x,\\\"y\",\"b\":[{\"c\":137}]}\n{\"a\":\"=1+1\\u001b\"}\n");
  EXPECT_EQ(printed(kItems, OutputFormat::kJson),
            "[{\"a\":\"x,\\\"y\",\"b\":[{\"c\":137}]},{\"a\":\"=1+1\\u001b\"}]\n");
}

TEST(Output, KeepsSpreadsheetsFromRunningText) {
  EXPECT_EQ(printed(kItems, OutputFormat::kCsv), "A,B\n\"x,\"\"y\",137\n'=1+1\x1b,\n");
}

TEST(Output, OfAnEmptyListIsEmptyAndValid) {
  EXPECT_EQ(printed({}, OutputFormat::kJson), "[]\n");
  EXPECT_EQ(printed({}, OutputFormat::kNdjson), "");
  EXPECT_EQ(printed({}, OutputFormat::kYaml), "[]\n");
  EXPECT_EQ(printed({}, OutputFormat::kCsv), "A,B\n");
}

TEST(Output, FindsTextByPath) {
  EXPECT_EQ(text_at(kItems[0], "b.0.c"), "137");
  EXPECT_EQ(text_at(kItems[0], "b.1.c"), "");
  EXPECT_EQ(text_at(kItems[0], "a.b"), "");
  EXPECT_EQ(text_at(kItems[0], "z"), "");
}

}  // namespace
}  // namespace epitaph::cli
