#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "pattern/event_pattern.h"
#include "pattern/flat_event.h"
#include "pattern/pattern_parser.h"

namespace {

using epitaph::pattern::EventPattern;
using epitaph::pattern::FlatEvent;

constexpr std::string_view kSample =
    R"({"source": "aws.ecs", "detail-type": "ECS Task State Change", "resources": ["a", "b"],
        "detail": {"exitCode": 137, "stopCode": null, "ip": "10.0.0.1", "$or": "a",
                   "containers": [{"name": "app", "exitCode": 1.5e2}, {"name": "web", "ids": [["x"]]}]}})";

void require(bool holds, std::string_view claim) {
  if (holds) return;
  std::cerr << "broken: " << claim << '\n';
  std::abort();
}

}  // namespace

// The input is a pattern, and after a NUL an event, neither of them trusted. Any text compiles or
// is refused with a message; what compiled can be matched with a sample and with the event, and a
// text gives the same answer as the event flattened from it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  const std::size_t end = input.find('\0');
  const std::string_view text = input.substr(0, end);
  const std::string_view event =
      end == std::string_view::npos ? std::string_view{} : input.substr(end + 1);

  const auto flat = FlatEvent::parse(event);
  const auto pattern = EventPattern::compile(text);
  if (!pattern) {
    require(pattern.error().message.starts_with("Event pattern is not valid. Reason: "),
            "a refusal is worded as AWS words it");
    return 0;
  }
  (void)pattern->matches(kSample);
  require(pattern->matches(event) == (flat && pattern->matches(*flat)),
          "a flat event is what its text is");
  const auto& parsed = pattern->parsed();
  require(!parsed.alternatives.empty(), "a pattern can be satisfied in some way");
  require(parsed.alternatives.size() <= epitaph::pattern::kAlternativesMax,
          "combinations are limited");
  for (const auto& alternative : parsed.alternatives) {
    require(!alternative.empty(), "every alternative asks for something");
  }
  return 0;
}
