#include "ledger/latest_row.h"

#include <utility>

#include "ledger/subject.h"
#include "ledger/task_row.h"

namespace epitaph::ledger {

Result<std::optional<storage::TaskRow>> make_latest_row(storage::Storage& store,
                                                        std::string_view arn,
                                                        KnownDefinitions& known,
                                                        const diagnosis::Catalogue& catalogue) {
  EPITAPH_TRY(texts, store.read_subject(arn));
  std::optional<std::pair<Event, Task>> last;
  storage::TaskEventPlace place;
  for (const auto& text : texts) {
    auto event = parse_event(text);
    auto task = event ? task_of(*event) : std::nullopt;
    if (!task) continue;
    const auto stands = place_of(*event, *task);
    if (last && stands < place) continue;
    place = stands;
    last = {*std::move(event), *std::move(task)};
  }
  if (!last) return std::optional<storage::TaskRow>{};
  EPITAPH_TRY(context, known.context_of(last->second));
  return std::optional{make_task_row(last->first, last->second, *context, catalogue)};
}

}  // namespace epitaph::ledger
