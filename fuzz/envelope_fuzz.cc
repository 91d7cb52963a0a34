#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include "model/event.h"
#include "model/task.h"

namespace {

void require(bool holds, std::string_view claim) {
  if (holds) return;
  std::cerr << "broken: " << claim << '\n';
  std::abort();
}

}  // namespace

// Any text is an event or is refused. The canonical form of an event is its own canonical form, so
// what is stored reads back as what it was; and no detail, of a task or not, upsets parse_task.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  (void)epitaph::parse_task(text);
  const auto event = epitaph::parse_event(text);
  if (!event) return 0;

  (void)epitaph::parse_task(event->detail());
  const auto again = epitaph::parse_event(event->json);
  require(bool{again}, "a canonical event is an event");
  require(again->json == event->json, "a canonical event is its own canonical form");
  require(again->detail() == event->detail(), "detail stays where it is");
  require(again->id == event->id && again->time == event->time, "the fields stay what they are");
  return 0;
}
