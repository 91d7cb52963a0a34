#include "events/json_path.h"

#include <gtest/gtest.h>

namespace epitaph::events {
namespace {

constexpr std::string_view kJson =
    R"({"id":"1","detail-type":"Order","detail":{"a_b":{"c/d":1.0},"n":9007199254740993,)"
    R"("list":[{"x":1,"in":[1,2]},{"in":[3]},{"x":"]}"}],"empty":[],"\u006bey":null,"dup":1,"dup":2}})";

struct PathCase {
  std::string_view path;
  std::optional<std::string_view> found;
};

constexpr PathCase kPaths[] = {
    {"$", kJson},
    {"$.id", R"("1")"},
    {"$.detail-type", R"("Order")"},
    {"$.detail.a_b.c/d", "1.0"},
    {"$.detail.n", "9007199254740993"},
    {"$.detail.list[0]", R"({"x":1,"in":[1,2]})"},
    {"$.detail.list[2].x", R"("]}")"},
    {"$.detail.list[0].in[1]", "2"},
    {"$.detail.list[3]", std::nullopt},
    {"$.detail.list[*].x", R"([1,"]}"])"},
    {"$.detail.list[*].in", "[[1,2],[3]]"},
    {"$.detail.list[*].in[*]", "[1,2,3]"},
    {"$.detail.list[*].in[0]", "[1,3]"},
    {"$.detail.list[*].none", "[]"},
    {"$.detail.empty[*]", "[]"},
    {"$.detail.empty", "[]"},
    {"$.detail.none[*]", std::nullopt},
    {"$.detail.n[*]", std::nullopt},
    {"$.detail.key", "null"},
    {"$.detail.dup", "2"},
    {"$.detail.none", std::nullopt},
    {"$.id.none", std::nullopt},
    {"$.id[0]", std::nullopt},
    {"$.detail[0]", std::nullopt},
};

TEST(JsonPath, FindsWhatStandsThere) {
  for (const auto& c : kPaths) {
    SCOPED_TRACE(c.path);
    const auto path = JsonPath::parse(c.path);
    ASSERT_TRUE(path);
    EXPECT_EQ(path->find(kJson), c.found);
  }
}

TEST(JsonPath, RefusesWhatIsNone) {
  for (const auto* text :
       {"", "a", "detail.a", "$a", "$.", "$..a", "$.a..b", "$.a['b']", "$['a']", "$.a[]", "$.a[-1]",
        "$.a[0", "$.a[?(@.b)]", "$.a b", "$.a.b()", "$.a[99999999999999999999999]", " $.a"}) {
    EXPECT_FALSE(JsonPath::parse(text)) << text;
  }
}

}  // namespace
}  // namespace epitaph::events
