#include "cli/yaml.h"

#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

TEST(Yaml, NestsBlocksAndQuotesEveryText) {
  const auto value =
      boost::json::parse(R"({"a":"no","n":[],"list":[1,{"b":"x\ny","c":{}},[true]],"none":null})");
  EXPECT_EQ(to_yaml(value),
            "\"a\": \"no\"\n"
            "\"n\": []\n"
            "\"list\":\n"
            "  - 1\n"
            "  -\n"
            "    \"b\": \"x\\ny\"\n"
            "    \"c\": {}\n"
            "  -\n"
            "    - true\n"
            "\"none\": null\n");
  EXPECT_EQ(to_yaml(boost::json::array{}), "[]\n");
}

}  // namespace
}  // namespace epitaph::cli
