#include "cli/attention_view.h"

#include "cli/time_display.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

Column plain(TableColumn table, std::string path, ShownIn shown = ShownIn::kAll) {
  return {std::move(table),
          [path = std::move(path)](const json::object& row) { return Cell{text_at(row, path)}; },
          shown};
}

Cell severity(const json::object& row) {
  const auto text = text_at(row, "severity");
  return {text, text == "critical" ? Colour::kRed : Colour::kYellow};
}

}  // namespace

std::vector<Column> attention_columns(Timestamp now, bool utc) {
  return {{{.title = "SEVERITY"}, severity},
          {{.title = "FOR"},
           [now](const json::object& row) {
             return Cell{age_of(text_at(row, "since"), now), Colour::kDim};
           },
           ShownIn::kTables},
          {{.title = "SINCE"},
           [utc](const json::object& row) { return Cell{local_time(text_at(row, "since"), utc)}; },
           ShownIn::kDetailed},
          plain({.title = "KIND"}, "kind"),
          plain({.title = "CLUSTER", .least = 8, .rank = 1}, "cluster"),
          plain({.title = "SERVICE", .least = 10}, "service"),
          plain({.title = "COUNT", .rank = 3}, "count"),
          plain({.title = "ACCOUNT"}, "account", ShownIn::kDetailed),
          plain({.title = "REGION"}, "region", ShownIn::kDetailed),
          plain({.title = "TASK"}, "task", ShownIn::kDetailed),
          plain({.title = "WHAT", .least = 24, .rank = 2}, "headline")};
}

}  // namespace epitaph::cli
