#include "events/event_buses.h"

#include <algorithm>

#include <fmt/format.h>

#include "events/conflict.h"
#include "events/errors.h"

namespace epitaph::events {
namespace {

aws::ApiError already_exists(const BusAddress& bus) {
  return aws::resource_already_exists(fmt::format("Event bus {} already exists.", bus.name));
}

std::string_view bus_name_of(const EventBus& bus) { return bus.address.name; }

}  // namespace

aws::Outcome<EventBus> EventBuses::find(const BusAddress& bus) const {
  EPITAPH_TRY(document, storage_.read_document(event_bus_key(bus)));
  if (!document) {
    if (bus.name == kDefaultBus) return EventBus{.address = bus};
    return bus_not_found(bus);
  }
  EPITAPH_TRY(parsed, parse_event_bus(*document));
  return std::move(parsed);
}

aws::Outcome<std::vector<EventBus>> EventBuses::list(const Scope& scope) const {
  EPITAPH_TRY(documents, storage_.list_documents(kEventBusKind, scope));
  std::vector<EventBus> buses;
  for (const auto& document : documents) {
    EPITAPH_TRY(bus, parse_event_bus(document));
    buses.push_back(std::move(bus));
  }
  const auto at = std::ranges::lower_bound(buses, kDefaultBus, {}, bus_name_of);
  if (at == buses.end() || at->address.name != kDefaultBus) {
    buses.insert(at, EventBus{.address = {.scope = scope}});
  }
  return buses;
}

aws::Verdict EventBuses::create(const EventBus& bus, std::size_t quota) {
  if (bus.address.name == kDefaultBus) return already_exists(bus.address);
  EPITAPH_TRY(there, list(bus.address.scope));
  if (std::ranges::binary_search(there, std::string_view{bus.address.name}, {}, bus_name_of)) {
    return already_exists(bus.address);
  }
  if (there.size() >= quota) return quota_exceeded();

  storage::Commit commit;
  commit.documents.push_back(
      {.key = event_bus_key(bus.address), .text = to_document(bus), .expected = 0});
  // A PutRule that was under way while a bus of this name was deleted may have left its rule.
  EPITAPH_TRY(left, rules_.stored_rules(bus.address));
  for (const auto& rule : left) {
    commit.documents.push_back({.key = rule.key, .text = {}, .expected = {}});
  }
  const auto committed = storage_.commit(std::move(commit));
  if (is_conflict(committed)) return already_exists(bus.address);
  EPITAPH_CHECK(committed);
  EPITAPH_CHECK(rules_.refresh_bus(bus.address));
  return Done{};
}

aws::Verdict EventBuses::change(const BusAddress& bus, const Change& change) {
  const auto key = event_bus_key(bus);
  for (int attempt = 0; attempt < RuleBook::kAttemptsMax; ++attempt) {
    EPITAPH_TRY(document, storage_.read_document(key));
    if (!document && bus.name != kDefaultBus) return bus_not_found(bus);
    EventBus changed{.address = bus};
    if (document) {
      EPITAPH_TRY(parsed, parse_event_bus(*document));
      changed = std::move(parsed);
    }
    EPITAPH_CHECK(change(changed));
    storage::Commit commit;
    commit.documents.push_back(
        {.key = key, .text = to_document(changed), .expected = document ? document->revision : 0});
    const auto committed = storage_.commit(std::move(commit));
    if (is_conflict(committed)) continue;
    EPITAPH_CHECK(committed);
    return Done{};
  }
  return aws::ApiError{.type = "ConcurrentModificationException",
                       .message = fmt::format(
                           "Event bus {} is being changed by others at the same time.", bus.name)};
}

aws::Verdict EventBuses::remove(const BusAddress& bus) {
  if (bus.name == kDefaultBus) {
    return aws::validation_exception("Cannot delete event bus default.");
  }
  storage::Commit commit;
  commit.documents.push_back({.key = event_bus_key(bus), .text = {}, .expected = {}});
  EPITAPH_TRY(rules, rules_.stored_rules(bus));
  for (const auto& rule : rules) {
    commit.documents.push_back({.key = rule.key, .text = {}, .expected = {}});
  }
  EPITAPH_CHECK(storage_.commit(std::move(commit)));
  EPITAPH_CHECK(rules_.refresh_bus(bus));
  return Done{};
}

}  // namespace epitaph::events
