#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "logs/insights/cursor.h"
#include "logs/insights/field_reader.h"
#include "logs/insights/query.h"

namespace epitaph::logs::insights {

/// An event of the tests.
struct TestEvent {
  std::string message;
  std::int64_t timestamp_ms = 1'725'979'307'410;  // 2024-09-10 14:41:47.410
};

inline EventView view_of(const TestEvent& event) {
  const Timestamp time{std::chrono::milliseconds{event.timestamp_ms}};
  return {.timestamp = time,
          .ingested_at = time + std::chrono::seconds{1},
          .stream = "a-stream",
          .log = "111111111111:a-group",
          .message = event.message,
          .ptr = "a-pointer"};
}

/// 2024-09-10 14:00 to 15:00, asked at 16:00.
inline QueryContext test_context() {
  return {.start_ms = 1'725'976'800'000, .end_ms = 1'725'980'400'000, .now_ms = 1'725'984'000'500};
}

inline std::string shown(const Value& value) { return value.absent() ? "-" : result_text(value); }

/// An expression's value for one event as a result shows it, `-` where it is absent; or the text of
/// the error that refused the expression.
inline std::string value_of(std::string_view text, const TestEvent& event) {
  Query query;
  query.text = text;
  Cursor cursor(query.text, query);
  const auto expression = cursor.parse_expression();
  if (!expression) return expression.error().message;
  if (!cursor.at_end()) return cursor.unexpected().message;
  FieldReader reader(query.fields);
  Row row(query.fields);
  reader.read(view_of(event), row);
  return shown(evaluate(*expression, row, test_context()));
}

/// The same of a column of stats over some events.
inline std::string aggregate_of(std::string_view text, const std::vector<TestEvent>& events) {
  Query query;
  query.text = text;
  Cursor cursor(query.text, query);
  const auto column = cursor.parse_aggregate_expression();
  if (!column) return column.error().message;
  if (!cursor.at_end()) return cursor.unexpected().message;
  FieldReader reader(query.fields);
  Row row(query.fields);
  std::vector<std::unique_ptr<Aggregate>> aggregates;
  for (const AggregateCall& call : column->aggregates) aggregates.push_back(make_aggregate(call));
  for (const TestEvent& event : events) {
    reader.read(view_of(event), row);
    for (const auto& aggregate : aggregates) aggregate->add(row, test_context());
  }
  Row group(query.fields);
  for (std::size_t i = 0; i < aggregates.size(); ++i) {
    group[column->aggregates[i].result] = aggregates[i]->result();
  }
  return shown(evaluate(column->expression, group, test_context()));
}

}  // namespace epitaph::logs::insights
