#include "events/archives/replayer.h"

#include <algorithm>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "events/archives/archive.h"
#include "model/event.h"

namespace epitaph::events {

/// The next events of a replay.
struct Replayer::Batch {
  std::vector<Event> events;
  std::optional<storage::LogEventId> last;  ///< that was read, whether or not it could be sent
  bool is_last = false;
  std::string failure;  ///< why there are none; empty: there may be
};

namespace {

/// `json` with `replay-name` at AWS's place.
Result<Event> replayed(std::string_view json, std::string_view replay) {
  return parse_event(fmt::format(R"({{"replay-name":{},{})", quote_json(replay), json.substr(1)));
}

void end(Replay& replay, std::string_view state, std::string reason, Timestamp now) {
  replay.state = state;
  replay.state_reason = std::move(reason);
  replay.ended_at = now;
}

}  // namespace

Result<std::size_t> Replayer::run() {
  std::size_t sent = 0;
  std::size_t batches = 0;
  for (bool is_busy = true; is_busy;) {
    is_busy = false;
    EPITAPH_TRY(documents, storage_.list_documents(kReplayKind, std::nullopt));
    for (const auto& document : documents) {
      EPITAPH_TRY(replay, parse_replay(document));
      if (!replay.is_active()) {
        if (*replay.ended_at + kKeptFor < clock_.now()) EPITAPH_CHECK(forget(document));
        continue;
      }
      if (batches++ == kBatchesPerCallMax) return sent;
      EPITAPH_TRY(step_sent, step(document));
      sent += step_sent;
      is_busy = true;
    }
  }
  return sent;
}

Result<std::size_t> Replayer::step(const storage::Document& document) {
  EPITAPH_TRY(replay, parse_replay(document));
  Batch batch;
  if (replay.state == "CANCELLING") {
    end(replay, "CANCELLED", {}, clock_.now());
  } else {
    EPITAPH_TRY(read, read_batch(replay));
    batch = std::move(read);
    if (batch.last) replay.last_event = batch.last;
    replay.state = "RUNNING";
    if (!batch.failure.empty()) {
      end(replay, "FAILED", batch.failure, clock_.now());
    } else if (batch.is_last) {
      end(replay, "COMPLETED", {}, clock_.now());
    }
  }
  storage::DocumentRow row{
      .key = document.key, .text = to_document(replay), .expected = document.revision};
  const auto done =
      batch.events.empty() ? save(std::move(row)) : send(replay, batch, std::move(row));
  // In conflict it was cancelled just now, or another node was quicker: look again.
  if (!done && done.error().kind == ErrorKind::kConflict) return std::size_t{0};
  if (!done) return done.error();
  if (!replay.is_active()) {
    spdlog::info("replay ended replay={} state={} reason={:?}", replay.arn(), replay.state,
                 replay.state_reason);
  }
  return batch.events.size();
}

Result<Replayer::Batch> Replayer::read_batch(const Replay& replay) const {
  Batch batch;
  EPITAPH_TRY(document, storage_.read_document(archive_key(replay.scope, replay.archive)));
  if (!document) {
    batch.failure = fmt::format("Archive {} does not exist.", replay.archive);
    return batch;
  }
  if (!rules_.snapshot()->has_bus(replay.bus_address())) {
    batch.failure = fmt::format("Event bus {} does not exist.", replay.bus);
    return batch;
  }
  EPITAPH_TRY(archive, parse_archive(*document));
  const auto cursor =
      storage_.scan_log_events({.group = archive.events_id,
                                .stream = {},
                                .from = std::max(replay.from, retained_from(archive, clock_.now())),
                                .until = replay.until,
                                .after = replay.last_event});
  for (std::size_t bytes = 0; batch.events.size() < kBatchEventsMax && bytes < kBatchBytesMax;) {
    EPITAPH_TRY(next, cursor->next());
    if (next == nullptr) {
      batch.is_last = true;
      break;
    }
    batch.last = next->id;
    bytes += next->message.size();
    auto event = replayed(next->message, replay.name);
    if (event) {
      batch.events.push_back(*std::move(event));
    } else {
      // With the name of the replay it has become longer than an event may be.
      spdlog::warn("event is not replayed replay={} reason={:?}", replay.arn(),
                   event.error().message);
    }
  }
  return batch;
}

Status Replayer::send(const Replay& replay, const Batch& batch, storage::DocumentRow row) {
  const std::set<std::string, std::less<>> only{replay.filter_arns.begin(),
                                                replay.filter_arns.end()};
  PublishOptions options{.only_rules = only.empty() ? nullptr : &only};
  options.documents.push_back(std::move(row));
  return publisher_.publish(replay.bus_address(), batch.events, std::move(options));
}

Status Replayer::save(storage::DocumentRow row) {
  storage::Commit commit;
  commit.documents.push_back(std::move(row));
  EPITAPH_CHECK(storage_.commit(std::move(commit)));
  return Done{};
}

Status Replayer::forget(const storage::Document& document) {
  const auto forgotten = save({.key = document.key, .text = {}, .expected = document.revision});
  if (!forgotten && forgotten.error().kind != ErrorKind::kConflict) return forgotten;
  return Done{};
}

}  // namespace epitaph::events
