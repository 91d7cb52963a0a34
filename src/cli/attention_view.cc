#include "cli/attention_view.h"

#include "cli/time_display.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

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
          text_column({.title = "KIND"}, "kind"),
          text_column({.title = "CLUSTER", .least = 8, .rank = 1}, "cluster"),
          text_column({.title = "SERVICE", .least = 10}, "service"),
          text_column({.title = "COUNT", .rank = 3}, "count"),
          text_column({.title = "ACCOUNT"}, "account", ShownIn::kDetailed),
          text_column({.title = "REGION"}, "region", ShownIn::kDetailed),
          text_column({.title = "TASK"}, "task", ShownIn::kDetailed),
          text_column({.title = "WHAT", .least = 24, .rank = 2}, "headline")};
}

}  // namespace epitaph::cli
