#include "intake/import.h"

#include <gtest/gtest.h>

#include "ledger/record.h"
#include "ledger/test_events.h"
#include "storage/memory/memory_storage.h"

namespace epitaph::intake {
namespace {

TEST(Import, DropsWhatTheLedgerHoldsAndWhatStandsTwice) {
  storage::MemoryStorage store;
  const ledger::Ledger ledger{store};
  const auto held = *parse_event(ledger::task_event("e1", 1, "2026-11-01T10:00:00Z"));
  const auto fresh = *parse_event(ledger::task_event("e2", 2, "2026-11-01T10:00:09Z"));
  auto foreign = held;
  foreign.source = "my.app";
  storage::Commit commit;
  ledger::KnownDefinitions definitions{store};
  ASSERT_TRUE(ledger::record(held, commit.add_body(held.json), commit, definitions));
  ASSERT_TRUE(store.commit(std::move(commit)));

  std::vector<Event> events = {held, fresh, fresh, foreign, foreign};
  const auto dropped = drop_known(events, ledger);
  ASSERT_TRUE(dropped);
  EXPECT_EQ(*dropped, 2U);
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0].id, "e2");
  EXPECT_EQ(events[1].source, "my.app");
}

}  // namespace
}  // namespace epitaph::intake
