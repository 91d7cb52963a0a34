#include "logs/merged_cursor.h"

#include <algorithm>
#include <utility>

namespace epitaph::logs {

MergedCursor::MergedCursor(std::vector<std::unique_ptr<storage::LogEventCursor>> cursors) {
  for (auto& cursor : cursors) heads_.push_back({.cursor = std::move(cursor)});
}

Result<const storage::LogEventView*> MergedCursor::next() {
  EPITAPH_CHECK(fill());
  const auto least =
      std::ranges::min_element(heads_, {}, [](const Head& head) { return head.event->id; });
  if (least == heads_.end()) return nullptr;
  return std::exchange(least->event, nullptr);
}

Status MergedCursor::fill() {
  for (Head& head : heads_) {
    if (head.event != nullptr) continue;
    EPITAPH_TRY(event, head.cursor->next());
    head.event = event;
  }
  std::erase_if(heads_, [](const Head& head) { return head.event == nullptr; });
  return Done{};
}

}  // namespace epitaph::logs
