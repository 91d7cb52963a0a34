#include "intake/json_splitter.h"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace epitaph::intake {
namespace {

using testing::ElementsAreArray;

/// Each item as `LINE:TEXT`, a fault as `LINE!FAULT`.
std::vector<std::string> split(std::string_view text, std::size_t chunk, std::size_t max = 1000) {
  std::vector<std::string> items;
  JsonSplitter splitter{max, [&](const Item& item) {
                          const auto line = std::to_string(item.line);
                          items.push_back(item.fault.empty()
                                              ? line + ":" + std::string{item.text}
                                              : line + "!" + std::string{item.fault});
                        }};
  for (std::size_t at = 0; at < text.size(); at += chunk) splitter.feed(text.substr(at, chunk));
  splitter.finish();
  return items;
}

struct SplitCase {
  std::string_view name, text;
  std::vector<std::string> items;
};

const SplitCase kSplitCases[] = {
    {"nothing", " \n ", {}},
    {"one compact value", R"({"a":1})", {R"(1:{"a":1})"}},
    {"one value over lines",
     "{\n  \"a\": {\n    \"b\": 1\n  }\n}\n",
     {"1:{\n  \"a\": {\n    \"b\": 1\n  }\n}"}},
    {"a value a line",
     "{\"a\":1}\n{\"a\":2}\r\n\n{\"a\":3}",
     {"1:{\"a\":1}", "2:{\"a\":2}", "4:{\"a\":3}"}},
    {"values on one line", "{}{} {}", {"1:{}", "1:{}", "1:{}"}},
    {"an array", "[{\"a\":[1]},\n {\"b\":\"]\"}]", {"1:{\"a\":[1]}", "2:{\"b\":\"]\"}"}},
    {"what is no object in an array",
     "[1, \"a,b\", [2], null,{}]",
     {"1:1", "1:\"a,b\"", "1:[2]", "1:null", "1:{}"}},
    {"an empty array, then more", "[]\n{}", {"2:{}"}},
    {"brackets and quotes in strings", R"({"a":"}{\"[\\"} {})", {R"(1:{"a":"}{\"[\\"})", "1:{}"}},
    {"an answer of CloudWatch Logs",
     "{\"searched\": [],\n\"events\": [{\"m\":1},\n{\"m\":2}], \"t\": {\"x\": \"]}\"}}\n{\"z\":0}",
     {"2:{\"m\":1}", "3:{\"m\":2}", "4:{\"z\":0}"}},
    {"an answer without events", R"({"events": []} {})", {"1:{}"}},
    {"an answer of ECS, whose items have lists of their own",
     R"({"failures":[],"services":[{"serviceName":"a","events":[{"id":1}]}]} {})",
     {R"(1:{"serviceName":"a","events":[{"id":1}]})", "1:{}"}},
    {"events deeper down are a member as any",
     R"({"a":{"events":[1]}})",
     {R"(1:{"a":{"events":[1]}})"}},
    {"events that are no array", R"({"events":{"a":1}})", {R"(1:{"events":{"a":1}})"}},
    {"the text events", R"({"a":"events","b":[1]})", {R"(1:{"a":"events","b":[1]})"}},
    {"a line of words", "hello world\n{}", {"1:hello world", "2:{}"}},
    {"a stray bracket", "}\n{}", {"1:}", "2:{}"}},
    {"a value that never ends", "{\"a\":\n{\"b\":1}\n", {"1!it never ends", "2:{\"b\":1}"}},
    {"a string that never ends", "{\"a\":\"x\n{\"b\":1}\n", {"1!it never ends", "2:{\"b\":1}"}},
    {"the end comes first", "{}\n{\"a\":", {"1:{}", "2!it never ends"}},
};

TEST(JsonSplitter, CutsEveryArrangement) {
  for (const auto& c : kSplitCases) {
    for (const std::size_t chunk : {std::size_t{1}, std::size_t{3}, std::size_t{10'000}}) {
      SCOPED_TRACE(std::string{c.name} + " in chunks of " + std::to_string(chunk));
      EXPECT_THAT(split(c.text, chunk), ElementsAreArray(c.items));
    }
  }
}

TEST(JsonSplitter, SaysWhichListAnItemCameOutOf) {
  std::vector<std::string> lists;
  JsonSplitter splitter{1000, [&](const Item& item) { lists.emplace_back(item.list); }};
  splitter.feed(R"({} {"tasks":[{}]} {"services":[{}]} {"events":[{}]} [{}])");
  splitter.finish();
  EXPECT_THAT(lists, testing::ElementsAre("", "tasks", "services", "events", ""));
}

TEST(JsonSplitter, GivesUpAnItemThatIsTooLong) {
  EXPECT_THAT(split("{\"a\":\"" + std::string(100, 'x') + "\"}\n{}", 7, 50),
              ElementsAreArray({"1!it is too long", "2:{}"}));
}

}  // namespace
}  // namespace epitaph::intake
