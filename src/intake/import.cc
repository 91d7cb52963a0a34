#include "intake/import.h"

#include <set>
#include <string>

#include "ledger/record.h"

namespace epitaph::intake {

Result<std::size_t> drop_known(std::vector<Event>& events, const ledger::Ledger& ledger) {
  std::set<std::string> seen;
  std::vector<Event> fresh;
  for (auto& event : events) {
    if (ledger::is_of_ecs(event)) {
      EPITAPH_TRY(held, ledger.holds(event));
      if (held || !seen.insert(event.json).second) continue;
    }
    fresh.push_back(std::move(event));
  }
  const auto dropped = events.size() - fresh.size();
  events = std::move(fresh);
  return dropped;
}

}  // namespace epitaph::intake
