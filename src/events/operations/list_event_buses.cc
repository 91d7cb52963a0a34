#include <fmt/format.h>

#include "aws/input.h"
#include "events/operations/event_bus_json.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "events/page.h"

namespace epitaph::events {
namespace {

aws::Answer handle_list_event_buses(const EventServiceParts& parts, const aws::Call& call) {
  const auto prefix = aws::optional_text(call.input, "NamePrefix").value_or("");
  EPITAPH_TRY(page, Page::of(call, fmt::format("buses\n{}\n{}\n{}", call.scope.account,
                                               call.scope.region, prefix)));
  EPITAPH_TRY(there, parts.buses.list(call.scope));
  boost::json::array buses;
  for (const auto& bus : there) {
    const auto& name = bus.address.name;
    if (name.starts_with(prefix) && page.takes(name)) buses.push_back(event_bus_json(bus));
  }
  boost::json::object output{{"EventBuses", std::move(buses)}};
  page.finish(output);
  return output;
}

}  // namespace

aws::Operation list_event_buses(const EventServiceParts& parts) {
  return {
      .name = "ListEventBuses",
      .input = aws::structure({{"NamePrefix", event_bus_name_shape()},
                               {"NextToken", next_token_shape()},
                               {"Limit", limit_shape()}}),
      .handle = [parts](const aws::Call& call) { return handle_list_event_buses(parts, call); }};
}

}  // namespace epitaph::events
