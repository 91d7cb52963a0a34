#include "ledger/deletions.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <span>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/time_text.h"
#include "ledger/json_members.h"

namespace epitaph::ledger {
namespace {

namespace json = boost::json;

constexpr std::string_view kDeletionKind = "ledger-deletion";
constexpr std::string_view kUnderWayKind = "ledger-deletion-under-way";
/// Another node may have written in between; more often than so it does not.
constexpr int kAttemptsMax = 5;

std::uint64_t count_member(const json::object& object, std::string_view key) {
  return static_cast<std::uint64_t>(
      std::max<std::int64_t>(integer_member(object, key).value_or(0), 0));
}

Result<Deletion> parse_deletion(const storage::Document& document) {
  const auto slash = document.key.name.rfind('/');
  if (slash == std::string::npos) {
    return Error{ErrorKind::kCorrupt, "ledger-deletion: no month in its name"};
  }
  const auto text = parse_object(document.text);
  const auto time = [&text](std::string_view key) {
    return time_member(text, key).value_or(Timestamp{});
  };
  return Deletion{.cluster = {document.key.scope, document.key.name.substr(0, slash)},
                  .month = document.key.name.substr(slash + 1),
                  .tasks = count_member(text, "tasks"),
                  .events = count_member(text, "events"),
                  .retention_days = static_cast<int>(count_member(text, "retentionDays")),
                  .first_at = time("firstAt"),
                  .last_at = time("lastAt"),
                  .stopped_before = time("stoppedBefore")};
}

json::object object_of(const Deletion& deletion) {
  return {{"tasks", deletion.tasks},
          {"events", deletion.events},
          {"retentionDays", deletion.retention_days},
          {"firstAt", format_rfc3339(deletion.first_at)},
          {"lastAt", format_rfc3339(deletion.last_at)},
          {"stoppedBefore", format_rfc3339(deletion.stopped_before)}};
}

/// `VERSION/MILLISECONDS/HASH`.
std::string text_of(const storage::TaskEventPlace& place) {
  return fmt::format("{}/{}/{}", place.version, place.time.time_since_epoch().count(), place.hash);
}

template <class Number>
bool read_number(std::string_view& text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.starts_with('/')) text.remove_prefix(1);
  return true;
}

Result<storage::TaskEventPlace> parse_place(std::string_view text) {
  storage::TaskEventPlace place;
  std::int64_t time = 0;
  if (!read_number(text, place.version) || !read_number(text, time) ||
      !read_number(text, place.hash) || !text.empty()) {
    return Error{ErrorKind::kCorrupt, "ledger-deletion-under-way: an event without a place"};
  }
  place.time = Timestamp{std::chrono::milliseconds{time}};
  return place;
}

json::object object_of(const Doomed& doomed) {
  json::array events;
  for (const auto& place : doomed.events) events.emplace_back(text_of(place));
  return {{"subject", doomed.subject}, {"whole", doomed.whole}, {"events", std::move(events)}};
}

Result<Doomed> parse_doomed(const json::value& value) {
  const auto object = value.is_object() ? value.get_object() : json::object{};
  const auto* whole = object.if_contains("whole");
  Doomed doomed{.subject = text_member(object, "subject"),
                .whole = whole && whole->is_bool() && whole->get_bool(),
                .events = {}};
  for (const auto& text : texts_member(object, "events")) {
    EPITAPH_TRY(place, parse_place(text));
    doomed.events.push_back(place);
  }
  return doomed;
}

/// The deletion under way in a cluster; there is one sweeper, so there is at most one. The name has
/// the form of a deletion's own, so that one reader serves both.
storage::DocumentKey under_way_key(const Deletion& terms) {
  return {.kind = std::string{kUnderWayKind},
          .scope = terms.cluster.scope,
          .name = terms.cluster.cluster + "/" + format_rfc3339(terms.last_at).substr(0, 7)};
}

Status write_down(storage::Storage& store, const Deletion& terms, std::span<const Doomed> doomed) {
  auto document = object_of(terms);
  auto& items = document["doomed"].emplace_array();
  for (const auto& item : doomed) items.push_back(object_of(item));
  storage::Commit commit;
  commit.documents.push_back(
      {.key = under_way_key(terms), .text = json::serialize(document), .expected = {}});
  EPITAPH_CHECK(store.commit(std::move(commit)));
  return Done{};
}

/// Adds `deletion` to its month's record, and in the same commit takes away what was written down.
Status add_deletion(storage::Storage& store, const Deletion& deletion) {
  const auto under_way = under_way_key(deletion);
  const storage::DocumentKey key{
      .kind = std::string{kDeletionKind}, .scope = under_way.scope, .name = under_way.name};
  for (int attempt = 1;; ++attempt) {
    EPITAPH_TRY(document, store.read_document(key));
    auto sum = deletion;
    if (document) {
      EPITAPH_TRY(before, parse_deletion(*document));
      sum.tasks += before.tasks;
      sum.events += before.events;
      sum.first_at = before.first_at;
    }
    storage::Commit commit;
    commit.documents.push_back({.key = under_way, .text = {}, .expected = {}});
    if (sum.tasks > 0 || sum.events > 0) {
      commit.documents.push_back({.key = key,
                                  .text = json::serialize(object_of(sum)),
                                  .expected = document ? document->revision : 0});
    }
    auto written = store.commit(std::move(commit));
    if (written) return Done{};
    if (written.error().kind != ErrorKind::kConflict || attempt == kAttemptsMax) {
      return std::move(written).error();
    }
  }
}

/// How many of these events are no longer there.
Result<std::uint64_t> count_gone(storage::Storage& store, const Doomed& doomed) {
  std::uint64_t gone = 0;
  for (const auto& place : doomed.events) {
    EPITAPH_TRY(there, store.has_subject_event({.subject = doomed.subject,
                                                .version = place.version,
                                                .time = place.time,
                                                .hash = place.hash,
                                                .body = {},
                                                .detail_type = {}}));
    if (!there) ++gone;
  }
  return gone;
}

}  // namespace

Result<Doomed> doomed_task(storage::Storage& store, std::string_view arn) {
  EPITAPH_TRY(events, store.read_subject_events(arn, storage::kLatest, std::nullopt,
                                                std::numeric_limits<std::size_t>::max()));
  Doomed doomed{.subject = std::string{arn}, .whole = true, .events = {}};
  for (const auto& event : events) doomed.events.push_back(event.place);
  return doomed;
}

Result<Deletion> delete_doomed(storage::Storage& store, const Deletion& terms,
                               const std::vector<Doomed>& doomed) {
  if (doomed.empty()) return terms;
  EPITAPH_CHECK(write_down(store, terms, doomed));
  auto deletion = terms;
  for (const auto& item : doomed) {
    EPITAPH_TRY(events, item.whole ? store.delete_subject(item.subject)
                                   : store.delete_subject_events(item.subject, item.events));
    if (item.whole) ++deletion.tasks;
    deletion.events += events;
  }
  EPITAPH_CHECK(add_deletion(store, deletion));
  return deletion;
}

Status finish_deletions(storage::Storage& store) {
  EPITAPH_TRY(documents, store.list_documents(kUnderWayKind, std::nullopt));
  for (const auto& document : documents) {
    EPITAPH_TRY(deletion, parse_deletion(document));
    const auto text = parse_object(document.text);
    const auto* doomed = text.if_contains("doomed");
    if (!doomed || !doomed->is_array()) {
      return Error{ErrorKind::kCorrupt, "ledger-deletion-under-way: nothing doomed in it"};
    }
    for (const auto& value : doomed->get_array()) {
      EPITAPH_TRY(item, parse_doomed(value));
      EPITAPH_TRY(gone, count_gone(store, item));
      if (item.whole && gone == item.events.size()) ++deletion.tasks;
      deletion.events += gone;
    }
    EPITAPH_CHECK(add_deletion(store, deletion));
  }
  return Done{};
}

Result<std::vector<Deletion>> list_deletions(storage::Storage& store) {
  EPITAPH_TRY(documents, store.list_documents(kDeletionKind, std::nullopt));
  std::vector<Deletion> deletions;
  for (const auto& document : documents) {
    EPITAPH_TRY(deletion, parse_deletion(document));
    deletions.push_back(std::move(deletion));
  }
  return deletions;
}

}  // namespace epitaph::ledger
