#include "events/operations/list_filter.h"

#include <fmt/format.h>

#include "aws/input.h"

namespace epitaph::events {

aws::Outcome<ListFilter> ListFilter::of(const aws::Call& call, std::string_view operation) {
  int filters = 0;
  const auto given = [&](std::string_view name) {
    const auto text = aws::optional_text(call.input, name);
    filters += text ? 1 : 0;
    return text.value_or("");
  };
  const ListFilter filter{.state = given("State"),
                          .event_source_arn = given("EventSourceArn"),
                          .name_prefix = given("NamePrefix")};
  if (filters > 1) {
    return aws::validation_exception(
        fmt::format("At most one filter is allowed for {}. Use either : State, EventSourceArn, or "
                    "NamePrefix.",
                    operation));
  }
  return filter;
}

std::string ListFilter::text() const {
  return fmt::format("{}\n{}\n{}", state, event_source_arn, name_prefix);
}

}  // namespace epitaph::events
