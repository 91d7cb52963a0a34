// Every file testdata/*.txt is a query, a line ----, and the rows that it must give over the events
// of testdata: a line for each field, a blank line between rows. EPITAPH_UPDATE_GOLDEN=1 rewrites
// them, and then they want reading as code does.
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <boost/json.hpp>

#include "base/time_text.h"
#include "logs/insights/query_world.h"

namespace epitaph::logs::insights {
namespace {

namespace fs = std::filesystem;

std::string read_whole_file(const fs::path& path) {
  std::ifstream file{path};
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The events of stopped tasks in `/g`, as the default rule's log group has them: a stream for each
/// task (and each service). The owners of services in `/apps/owners`.
void fill_golden_world(QueryWorld& world) {
  std::istringstream events{read_whole_file(fs::path{EPITAPH_INSIGHTS_DATA_DIR} / "events.ndjson")};
  for (std::string line; std::getline(events, line);) {
    const auto event = boost::json::parse(line).as_object();
    const auto time = parse_rfc3339(std::string{event.at("time").as_string()});
    const std::string resource{event.at("resources").as_array().at(0).as_string()};
    const auto* version = event.at("detail").as_object().if_contains("version");
    world.add(QueryWorld::kGroup, resource.substr(resource.rfind('/') + 1),
              time.value().time_since_epoch().count(), line,
              version != nullptr ? static_cast<std::uint64_t>(version->as_int64()) : 0);
  }
  std::istringstream owners{read_whole_file(fs::path{EPITAPH_INSIGHTS_DATA_DIR} / "owners.ndjson")};
  std::int64_t ms = QueryWorld::kStart;
  for (std::string line; std::getline(owners, line); ms += 1000) {
    world.add("/apps/owners", "owners", ms, line);
  }
}

std::string golden_text(const std::vector<ResultRow>& rows) {
  if (rows.empty()) return "(no rows)\n";
  std::string text;
  for (const ResultRow& row : rows) {
    if (!text.empty()) text += '\n';
    for (const ResultField& field : row) {
      text += field.field + ": " + (field.field == "@ptr" ? "(pointer)" : field.value) + '\n';
    }
  }
  return text;
}

TEST(Golden, QueriesAnswerWhatIsKnown) {
  constexpr std::string_view kRule = "\n----\n";
  QueryWorld world;
  fill_golden_world(world);
  std::size_t cases = 0;
  for (const auto& file : fs::directory_iterator{EPITAPH_INSIGHTS_DATA_DIR}) {
    if (file.path().extension() != ".txt") continue;
    SCOPED_TRACE(file.path().filename().string());
    const std::string text = read_whole_file(file.path());
    const std::size_t rule = text.find(kRule);
    ASSERT_NE(rule, std::string::npos);
    ++cases;
    std::string found;
    try {
      found = golden_text(world.rows(text.substr(0, rule)));
    } catch (const std::exception& fault) {
      found = std::string{"error: "} + fault.what() + '\n';
    }
    if (std::getenv("EPITAPH_UPDATE_GOLDEN") != nullptr) {
      std::ofstream{file.path()} << text.substr(0, rule) << kRule << found;
      continue;
    }
    EXPECT_EQ(found, text.substr(rule + kRule.size()));
  }
  EXPECT_GE(cases, 25U);
}

/// A query as people write it, with the words filled in that stand for something of theirs.
std::string filled_in(std::string text) {
  const std::pair<std::string, std::string> kWords[] = {
      {"TASK_ARN", "arn:aws:ecs:eu-west-1:111122223333:task/prod/01c0ffee000000000000000000001eef"},
      {"TASK_ID", "c0ffee"},
      {"CLUSTER", "prod"},
      {"SERVICE", "checkout"}};
  for (const auto& [word, value] : kWords) {
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += value.size()) {
      const bool whole = at + word.size() == text.size() ||
                         (std::isalnum(static_cast<unsigned char>(text[at + word.size()])) == 0 &&
                          text[at + word.size()] != '_');
      if (whole && (at == 0 || std::isalnum(static_cast<unsigned char>(text[at - 1])) == 0)) {
        text.replace(at, word.size(), value);
      }
    }
  }
  return text;
}

TEST(Golden, QueriesOfOthersParseAndRun) {
  const fs::path folder = fs::path{EPITAPH_SHARED_DIR} / "data" / "insights-queries";
  if (!fs::exists(folder)) GTEST_SKIP() << "the collection of queries is not there: " << folder;
  QueryWorld world;
  fill_golden_world(world);
  std::size_t queries = 0;
  for (const auto& file : fs::directory_iterator{folder}) {
    if (file.path().extension() != ".txt") continue;
    SCOPED_TRACE(file.path().filename().string());
    ++queries;
    const std::string text = filled_in(read_whole_file(file.path()));
    EXPECT_NO_THROW(EXPECT_FALSE(world.rows(text).empty())) << text;
  }
  EXPECT_EQ(queries, 25U);
}

}  // namespace
}  // namespace epitaph::logs::insights
