#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "pattern/event_pattern.h"
#include "pattern/flat_event.h"
#include "pattern/matcher.h"
#include "pattern/random_patterns.h"

namespace {

using epitaph::pattern::EventPattern;
using epitaph::pattern::FlatEvent;
using epitaph::pattern::Matcher;
using epitaph::pattern::RandomPatterns;
using epitaph::pattern::Reading;
using epitaph::pattern::RuleId;

constexpr RuleId kRules = 12;
constexpr int kEvents = 4;

/// Every choice takes a byte of the input; behind its end the last possibility is chosen, which
/// ends things.
class Choices {
 public:
  Choices(const std::uint8_t* data, std::size_t size) : at_(data), left_(size) {}

  std::uint32_t below(std::uint32_t n) {
    if (left_ == 0) return n - 1;
    --left_;
    return *at_++ % n;
  }
  bool over() const { return left_ == 0; }

 private:
  const std::uint8_t* at_;
  std::size_t left_;
};

struct Rules {
  Matcher matcher;
  std::vector<std::optional<EventPattern>> plain = std::vector<std::optional<EventPattern>>(kRules);
};

void require_same(const Rules& rules, const std::string& event, bool once) {
  static Matcher::Scratch scratch;
  const auto flat = FlatEvent::parse(event);
  if (!flat) std::abort();
  std::vector<RuleId> want;
  for (RuleId id = 0; id < kRules; ++id) {
    if (rules.plain[id] && rules.plain[id]->matches(*flat)) want.push_back(id);
  }
  std::vector<RuleId> got;
  for (const Reading reading : {Reading::kWhole, Reading::kUntilAllMet}) {
    if (reading == Reading::kUntilAllMet && !once) continue;
    rules.matcher.match(event, scratch, got, reading);
    if (got == want) continue;
    std::cerr << "broken: the matcher says what the plain patterns say, of " << event << '\n';
    std::abort();
  }
}

}  // namespace

// The input chooses rules, changes of rules and events (pattern/random_patterns.h). After every
// change the matcher says of each event what the plain patterns say.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Choices choices(data, size);
  RandomPatterns maker([&](std::uint32_t n) { return choices.below(n); });
  Rules rules;
  while (!choices.over()) {
    const RuleId id = choices.below(kRules);
    if (choices.below(8) == 0) {
      rules.matcher = rules.matcher.without(id);
      rules.plain[id].reset();
    } else {
      auto pattern = EventPattern::compile(maker.pattern());
      if (!pattern) continue;
      rules.matcher = rules.matcher.with(id, *pattern);
      rules.plain[id] = *std::move(pattern);
    }
    for (int i = 0; i < kEvents && !choices.over(); ++i) {
      const bool once = choices.below(2) == 0;
      require_same(rules, maker.event(once), once);
    }
  }
  return 0;
}
