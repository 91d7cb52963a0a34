#pragma once
#include <cstddef>
#include <functional>
#include <vector>

#include "aws/error.h"
#include "events/event_bus.h"
#include "events/rule_book.h"
#include "storage/storage.h"

namespace epitaph::events {

/// The event buses of all accounts and Regions: documents of the store, each change of which is
/// told to the book of rules, so that publishing knows the bus at once. The default bus is always
/// there. All calls are safe from any thread and block on the store.
class EventBuses {
 public:
  /// Both must outlive this.
  EventBuses(storage::Storage& storage, RuleBook& rules) : storage_(storage), rules_(rules) {}

  /// Errors: `Event bus X does not exist.`
  aws::Outcome<EventBus> find(const BusAddress& bus) const;
  /// By name, the default bus among them.
  aws::Outcome<std::vector<EventBus>> list(const Scope& scope) const;

  /// Errors: `Event bus X already exists.`; LimitExceededException when there are `quota` of them.
  aws::Verdict create(const EventBus& bus, std::size_t quota);

  using Change = std::function<aws::Verdict(EventBus&)>;
  /// Changes a bus; `change` is called again when another change came first.
  /// Errors: those of find() and `change`; ConcurrentModificationException.
  aws::Verdict change(const BusAddress& bus, const Change& change);

  /// Deletes a bus with its rules; one that is not there is as good as deleted.
  /// Errors: `Cannot delete event bus default.`
  aws::Verdict remove(const BusAddress& bus);

 private:
  storage::Storage& storage_;
  RuleBook& rules_;
};

}  // namespace epitaph::events
