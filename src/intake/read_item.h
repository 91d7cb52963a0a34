#pragma once
#include <string>
#include <variant>

#include "base/result.h"
#include "intake/json_splitter.h"
#include "model/event.h"

namespace epitaph::intake {

/// What AWS describes and no event tells: JSON text of the object, as the API answers it.
struct Description {
  enum class Of { kTaskDefinition, kService };
  Of of = Of::kTaskDefinition;
  std::string json;
};

/// One item read.
using Reading = std::variant<Event, Description>;

/// Reads one item of a JsonSplitter, told apart by its members at the top:
///   an event, or a log event that holds one           read_event()
///   a task: `taskArn`                                 event_of_described_task()
///   a task definition: `taskDefinition` that holds one, as describe-task-definition answers, or
///   `containerDefinitions`                            Description
///   a service: `serviceArn`                           Description
/// Errors: kInvalid, as those word them.
Result<Reading> read_item(const Item& item);

}  // namespace epitaph::intake
