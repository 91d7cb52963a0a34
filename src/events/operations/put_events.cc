#include <vector>

#include "aws/input.h"
#include "events/errors.h"
#include "events/operations/operations.h"
#include "events/operations/shapes.h"
#include "events/put_events_entry.h"

namespace epitaph::events {
namespace {

/// All members of AWS's class, for its text is part of the complaint about an eleventh entry.
const aws::Shape& put_events_input() {
  static const aws::Shape kEntry =
      aws::structure({{"Time", aws::timestamp()},
                      {"Source", aws::string()},
                      {"Resources", aws::list(aws::string().length(0, 2048))},
                      {"DetailType", aws::string()},
                      {"Detail", aws::string()},
                      {"EventBusName", event_bus_shape()},
                      {"TraceHeader", aws::string().length(1, 500)},
                      {"KmsKeyIdentifier", aws::string()},
                      {"InternalMetadata", aws::document()}})
          .named("PutEventsRequestEntry");
  static const aws::Shape kShape = aws::structure(
      {{"Entries", aws::list(kEntry).length(1, 10), aws::kRequired},
       {"EndpointId",
        aws::string().length(1, 50).pattern(R"(^[A-Za-z0-9\-]+[\.][A-Za-z0-9\-]+$)")}});
  return kShape;
}

/// The entries of a call as events, in batches of those that go to one bus and stand together.
struct Entries {
  std::vector<Event> events;
  std::vector<BusBatch> batches;  ///< points into `events`
  boost::json::array results;
  int failed = 0;
};

void add(Entries& entries, Event event, BusAddress bus) {
  entries.results.push_back(boost::json::object{{"EventId", event.id}});
  entries.events.push_back(std::move(event));
  const Event* last = &entries.events.back();
  if (!entries.batches.empty() && entries.batches.back().bus == bus) {
    auto& events = entries.batches.back().events;
    events = {events.data(), events.size() + 1};
  } else {
    entries.batches.push_back({.bus = std::move(bus), .events = {last, 1}});
  }
}

Entries read_entries(const EventServiceParts& parts, const aws::Call& call) {
  const auto& items = aws::items(call.input, "Entries");
  Entries entries;
  entries.events.reserve(items.size());  // the batches point into it, so it must not move
  const auto now = parts.clock.now();
  for (const auto& item : items) {
    const auto& entry = item.as_object();
    auto read = read_entry(entry, call.scope, now, parts.strict_sources);
    if (auto* event = std::get_if<Event>(&read)) {
      add(entries, std::move(*event),
          read_receiving_bus(aws::optional_text(entry, "EventBusName"), call.scope));
    } else {
      const auto& error = std::get<EntryError>(read);
      entries.results.push_back(
          boost::json::object{{"ErrorCode", error.code}, {"ErrorMessage", error.message}});
      ++entries.failed;
    }
  }
  return entries;
}

aws::Answer handle_put_events(const EventServiceParts& parts, const aws::Call& call) {
  if (aws::has(call.input, "EndpointId")) return not_available("EndpointId");
  std::size_t bytes = 0;
  for (const auto& item : aws::items(call.input, "Entries")) bytes += entry_bytes(item.as_object());
  if (bytes > kPutEventsBytesMax) {
    return aws::validation_exception("Total size of the entries in the request is over the limit.");
  }
  auto entries = read_entries(parts, call);
  EPITAPH_CHECK(parts.publisher.publish(entries.batches));
  return boost::json::object{{"FailedEntryCount", entries.failed},
                             {"Entries", std::move(entries.results)}};
}

}  // namespace

aws::Operation put_events(const EventServiceParts& parts) {
  return {.name = "PutEvents",
          .input = put_events_input(),
          .handle = [parts](const aws::Call& call) { return handle_put_events(parts, call); },
          .body_bytes_max = aws::kBatchBodyBytesMax};
}

}  // namespace epitaph::events
