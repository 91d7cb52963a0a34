// Runs over the reference events, which are no part of the source tree: a README.md with a table of
// file | basis | cause | container, and the events beside it. EPITAPH_REFERENCE_EVENTS names
// another folder than ../shared/data/ecs-events.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "diagnosis/diagnose.h"
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

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream rest{line};
  for (std::string cell; std::getline(rest, cell, '|');) {
    const auto begin = cell.find_first_not_of(' ');
    const auto end = cell.find_last_not_of(' ');
    cells.push_back(begin == std::string::npos ? "" : cell.substr(begin, end - begin + 1));
  }
  return cells;
}

std::vector<Row> rows_of(const fs::path& table) {
  std::vector<Row> rows;
  std::ifstream lines{table};
  for (std::string line; std::getline(lines, line);) {
    const auto cells = cells_of(line);
    if (cells.size() > 4 && cells[1].ends_with(".json"))
      rows.push_back({cells[1], cells[3], cells[4]});
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
    const auto diagnosis = task ? diagnose(*task) : std::nullopt;
    ASSERT_EQ(diagnosis.has_value(), !cause.empty());
    if (!diagnosis) continue;
    EXPECT_EQ(diagnosis->cause, cause) << diagnosis->headline;
    EXPECT_EQ(diagnosis->container.value_or("-"), container);
  }
}

}  // namespace
}  // namespace epitaph::diagnosis
