// Every file of testdata/ holds the cases of one cause, as
//
//   [[cases]]
//   name = "Fargate, 2024"                what the case is about
//   stop_code = "…", stopped_reason = "…"    and any other member of the task, in snake_case
//   containers = [{name = "app", exit_code = 1, reason = "…", image = "…", last_status = "…"}]
//   essential = ["app"]                   the task definition's, where it is at hand
//   container = "app"                     expected; left out: no container is at fault
//   kind = "failure", confidence = "likely", headline = "a part of it"    expected, each optional
//
// Times are RFC 3339. A task that says nothing else is STOPPED, on Fargate, of the family checkout.
#include <filesystem>

#include <gtest/gtest.h>
#include <toml++/toml.h>

#include "base/time_text.h"
#include "diagnosis/diagnose.h"

namespace epitaph::diagnosis {
namespace {

namespace fs = std::filesystem;

std::string text_of(const toml::table& table, std::string_view key, std::string_view absent = {}) {
  return table[key].value_or(std::string{absent});
}

std::optional<Timestamp> time_of(const toml::table& table, std::string_view key) {
  return parse_rfc3339(text_of(table, key));
}

std::vector<Container> containers_of(const toml::table& row) {
  std::vector<Container> containers;
  if (const auto* list = row["containers"].as_array()) {
    for (const auto& item : *list) {
      const auto& table = *item.as_table();
      containers.push_back({.name = text_of(table, "name"),
                            .last_status = text_of(table, "last_status", "STOPPED"),
                            .reason = text_of(table, "reason"),
                            .image = text_of(table, "image"),
                            .exit_code = table["exit_code"].value<std::int64_t>()});
    }
  }
  return containers;
}

Task task_of(const toml::table& row) {
  return {.arn = "arn:aws:ecs:eu-west-1:111122223333:task/prod/0123456789abcdef0123456789abcdef",
          .cluster_arn = "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
          .task_definition_arn = "arn:aws:ecs:eu-west-1:111122223333:task-definition/checkout:17",
          .last_status = text_of(row, "last_status", "STOPPED"),
          .desired_status = text_of(row, "desired_status", "STOPPED"),
          .stop_code = text_of(row, "stop_code"),
          .stopped_reason = text_of(row, "stopped_reason"),
          .group = text_of(row, "group", "family:checkout"),
          .started_by = text_of(row, "started_by"),
          .launch_type = text_of(row, "launch_type", "FARGATE"),
          .capacity_provider = text_of(row, "capacity_provider"),
          .started_at = time_of(row, "started_at"),
          .stopping_at = time_of(row, "stopping_at"),
          .execution_stopped_at = time_of(row, "execution_stopped_at"),
          .stopped_at = time_of(row, "stopped_at"),
          .containers = containers_of(row)};
}

Context context_of(const toml::table& row) {
  Context context;
  if (const auto* list = row["essential"].as_array()) {
    for (const auto& name : *list) {
      context.containers.push_back({.name = *name.value<std::string>()});
    }
    for (const auto& container : containers_of(row)) {
      if (!context.find(container.name)) {
        context.containers.push_back({.name = container.name, .essential = false});
      }
    }
  }
  return context;
}

void expect_diagnosis(const toml::table& row, const std::string& cause) {
  SCOPED_TRACE(cause + ": " + text_of(row, "name"));
  const auto found = explain(task_of(row), context_of(row));
  ASSERT_TRUE(found);
  const auto& diagnosis = found->diagnosis;
  EXPECT_EQ(diagnosis.cause, cause) << found->matched.rule;
  EXPECT_EQ(diagnosis.container.value_or("-"), text_of(row, "container", "-"));
  EXPECT_EQ(to_string(diagnosis.kind), text_of(row, "kind", to_string(diagnosis.kind)));
  EXPECT_EQ(to_string(diagnosis.confidence),
            text_of(row, "confidence", to_string(diagnosis.confidence)));
  EXPECT_TRUE(diagnosis.headline.contains(text_of(row, "headline"))) << diagnosis.headline;
  EXPECT_FALSE(diagnosis.headline.contains("(unknown)")) << diagnosis.headline;
  EXPECT_FALSE(diagnosis.checks.empty());
}

TEST(Cases, AreDiagnosedAsTheReferenceSays) {
  for (const auto& file : fs::directory_iterator{EPITAPH_CASES_DIR}) {
    const auto table = toml::parse_file(file.path().string());
    const auto* rows = table["cases"].as_array();
    ASSERT_TRUE(rows) << file.path();
    for (const auto& row : *rows) expect_diagnosis(*row.as_table(), file.path().stem());
  }
}

TEST(Cases, ThereAreAtLeastTwoWordingsOfEveryCause) {
  for (const auto& entry : Catalogue::built_in().entries()) {
    const auto file = fs::path{EPITAPH_CASES_DIR} / (entry.cause + ".toml");
    ASSERT_TRUE(fs::exists(file)) << file;
    const auto table = toml::parse_file(file.string());
    EXPECT_GE(table["cases"].as_array()->size(), 2U) << file;
  }
}

}  // namespace
}  // namespace epitaph::diagnosis
