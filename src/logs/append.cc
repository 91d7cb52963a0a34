#include "logs/append.h"

#include <fmt/format.h>

#include "logs/filter_runner.h"
#include "logs/log_groups.h"
#include "logs/log_names.h"

namespace epitaph::logs {

Status append(storage::Storage& store, const LogAppend& event, storage::Commit& commit,
              FilterRunner* filters) {
  if (!is_log_stream_name(event.stream)) {
    return Error{ErrorKind::kInvalid,
                 fmt::format("log stream {}: cannot be a stream's name", event.stream)};
  }
  EPITAPH_TRY(group, LogGroups{store}.find(event.scope, event.group));
  if (filters != nullptr) EPITAPH_CHECK(filters->note(group));
  commit.log_events.push_back({.group = group.id,
                               .stream = std::string{event.stream},
                               .time = event.time,
                               .ingested_at = event.ingested_at,
                               .body = event.body,
                               .identity = event.identity});
  return Done{};
}

}  // namespace epitaph::logs
