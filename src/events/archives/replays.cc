#include "events/archives/replays.h"

#include <algorithm>

#include <fmt/format.h>

#include "events/conflict.h"
#include "events/errors.h"
#include "events/rule_book.h"

namespace epitaph::events {
namespace {

aws::ApiError not_found(std::string_view name) {
  return aws::resource_not_found(fmt::format("Replay {} does not exist.", name));
}

aws::ApiError already_exists(std::string_view name) {
  return aws::resource_already_exists(fmt::format("Replay {} already exists.", name));
}

}  // namespace

aws::Outcome<Replay> Replays::find(const Scope& scope, std::string_view name) const {
  EPITAPH_TRY(document, storage_.read_document(replay_key(scope, name)));
  if (!document) return not_found(name);
  EPITAPH_TRY(replay, parse_replay(*document));
  return std::move(replay);
}

aws::Outcome<std::vector<Replay>> Replays::list(const Scope& scope) const {
  EPITAPH_TRY(documents, storage_.list_documents(kReplayKind, scope));
  std::vector<Replay> replays;
  for (const auto& document : documents) {
    EPITAPH_TRY(replay, parse_replay(document));
    replays.push_back(std::move(replay));
  }
  return replays;
}

aws::Verdict Replays::start(const Replay& replay, std::size_t active_max) {
  EPITAPH_TRY(there, list(replay.scope));
  if (std::ranges::find(there, replay.name, &Replay::name) != there.end()) {
    return already_exists(replay.name);
  }
  const auto active = std::ranges::count_if(there, &Replay::is_active);
  if (static_cast<std::size_t>(active) >= active_max) return quota_exceeded();
  storage::Commit commit;
  commit.documents.push_back(
      {.key = replay_key(replay.scope, replay.name), .text = to_document(replay), .expected = 0});
  const auto committed = storage_.commit(std::move(commit));
  if (is_conflict(committed)) return already_exists(replay.name);
  EPITAPH_CHECK(committed);
  return Done{};
}

aws::Outcome<Replay> Replays::cancel(const Scope& scope, std::string_view name) {
  const auto key = replay_key(scope, name);
  for (int attempt = 0; attempt < RuleBook::kAttemptsMax; ++attempt) {
    EPITAPH_TRY(document, storage_.read_document(key));
    if (!document) return not_found(name);
    EPITAPH_TRY(replay, parse_replay(*document));
    if (replay.state != "STARTING" && replay.state != "RUNNING") {
      return aws::ApiError{
          .type = "IllegalStatusException",
          .message = fmt::format("Replay {} is not in a valid state for this operation.", name)};
    }
    replay.state = "CANCELLING";
    storage::Commit commit;
    commit.documents.push_back(
        {.key = key, .text = to_document(replay), .expected = document->revision});
    const auto committed = storage_.commit(std::move(commit));
    if (is_conflict(committed)) continue;
    EPITAPH_CHECK(committed);
    return std::move(replay);
  }
  return aws::ApiError{
      .type = "ConcurrentModificationException",
      .message = fmt::format("Replay {} is being changed by others at the same time.", name)};
}

}  // namespace epitaph::events
