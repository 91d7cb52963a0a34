#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "events/schedules/schedule_expression.h"

// Any text is a schedule or is refused; a schedule's next time comes after the one before it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace epitaph;
  const auto schedule =
      events::ScheduleExpression::parse({reinterpret_cast<const char*>(data), size});
  if (!schedule) return 0;
  const Timestamp since{std::chrono::milliseconds{1'725'979'307'410}};
  Timestamp after = since;
  for (int count = 0; count < 3; ++count) {
    const auto next = schedule->next(since, after);
    if (!next) break;
    if (*next <= after) std::abort();
    after = *next;
  }
  return 0;
}
