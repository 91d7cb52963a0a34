#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "pattern/event_pattern.h"
#include "pattern/flat_event.h"
#include "pattern/matcher.h"

namespace {

using epitaph::pattern::EventPattern;
using epitaph::pattern::FlatEvent;
using epitaph::pattern::Matcher;
using epitaph::pattern::Reading;
using epitaph::pattern::RuleId;

constexpr std::string_view kPatterns[] = {
    R"({"source": ["aws.ecs"]})",
    R"({"a": {"b": [1], "c": [{"exists": false}]}})",
    R"({"a": [{"prefix": "x"}], "a.b": [{"anything-but": 2}]})",
    R"({"": [{"wildcard": "*x*"}], "d": {"": {"e": [null, true]}}})",
    R"({"detail": {"containers": {"name": ["app"], "exitCode": [{"numeric": [">", 0]}]}}})",
    R"({"z": [{"exists": false}]})",
};

struct Rules {
  Matcher matcher;
  std::vector<EventPattern> plain;

  Rules() {
    Matcher::Builder builder;
    for (const std::string_view text : kPatterns) {
      auto pattern = EventPattern::compile(text);
      if (!pattern) std::abort();
      builder.add(static_cast<RuleId>(plain.size()), *pattern);
      plain.push_back(*std::move(pattern));
    }
    matcher = std::move(builder).build();
  }
};

}  // namespace

// The input is an event, not trusted: whatever it is, the matcher reads nothing outside of it, and
// if it is JSON, what it says of the rules above is what the plain patterns say.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Rules rules;
  static Matcher::Scratch scratch;
  const std::string_view event{reinterpret_cast<const char*>(data), size};
  std::vector<RuleId> got;
  rules.matcher.match(event, scratch, got, Reading::kUntilAllMet);
  rules.matcher.match(event, scratch, got, Reading::kWhole);
  const auto flat = FlatEvent::parse(event);
  if (!flat) return 0;
  std::vector<RuleId> want;
  for (RuleId id = 0; id < rules.plain.size(); ++id) {
    if (rules.plain[id].matches(*flat)) want.push_back(id);
  }
  if (got != want) {
    std::cerr << "broken: the matcher says what the plain patterns say\n";
    std::abort();
  }
  return 0;
}
