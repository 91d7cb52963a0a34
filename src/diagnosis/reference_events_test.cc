// Runs over the reference events, which are no part of the source tree: a README.md with a table of
// file | basis | cause | container, and the events beside it. EPITAPH_REFERENCE_EVENTS names
// another folder than ../shared/data/ecs-events. Prints which entry of the catalogue decided each.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "diagnosis/diagnose.h"
#include "diagnosis/table_rows.h"
#include "model/event.h"

namespace epitaph::diagnosis {
namespace {

namespace fs = std::filesystem;

struct Row {
  std::string file, cause, container;
};

std::string read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream{path}.rdbuf();
  return text.str();
}

std::vector<Row> rows_of(const fs::path& markdown) {
  std::vector<Row> rows;
  for (const auto& cells : table_rows(markdown)) {
    if (cells.size() > 3 && cells[0].ends_with(".json"))
      rows.push_back({cells[0], cells[2], cells[3]});
  }
  return rows;
}

fs::path reference_events() {
  const char* const named = std::getenv("EPITAPH_REFERENCE_EVENTS");
  return named != nullptr ? fs::path{named}
                          : fs::path{EPITAPH_SOURCE_DIR} / "../shared/data/ecs-events";
}

TEST(ReferenceEvents, AreAllDiagnosedAsAnExpertWould) {
  const auto folder = reference_events();
  if (!fs::exists(folder / "README.md"))
    GTEST_SKIP() << "there are no reference events at " << folder;
  const auto rows = rows_of(folder / "README.md");
  EXPECT_FALSE(rows.empty());
  for (const auto& [file, cause, container] : rows) {
    SCOPED_TRACE(file);
    const auto event = parse_event(read(folder / file));
    ASSERT_TRUE(event) << event.error().message;
    const auto task = parse_task(event->detail());
    const auto found = task ? explain(*task) : std::nullopt;
    ASSERT_EQ(found.has_value(), !cause.empty());
    if (!found) continue;
    const auto& diagnosis = found->diagnosis;
    std::cout << fmt::format("{:<66} {:<23} {:<12} {:<16} {}\n", file, diagnosis.cause,
                             diagnosis.container.value_or("-"), found->matched.step,
                             found->matched.rule);
    EXPECT_EQ(diagnosis.cause, cause) << diagnosis.headline;
    EXPECT_EQ(diagnosis.container.value_or("-"), container);
  }
}

}  // namespace
}  // namespace epitaph::diagnosis
