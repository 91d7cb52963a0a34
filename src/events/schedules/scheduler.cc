#include "events/schedules/scheduler.h"

#include <algorithm>

#include <boost/json.hpp>
#include <spdlog/spdlog.h>

#include "base/random_id.h"
#include "storage/document_json.h"

namespace epitaph::events {
namespace {

constexpr std::string_view kScheduleKind = "schedule";

storage::DocumentKey key_of(const Rule& rule) {
  return {.kind = std::string{kScheduleKind}, .scope = rule.scope, .name = rule.name};
}

std::string text_of(Timestamp fired_at) {
  return boost::json::serialize(
      boost::json::object{{"firedAt", fired_at.time_since_epoch().count()}});
}

Result<Timestamp> read_fired_at(const storage::Document& document) {
  return storage::read_json(document, "schedule", [](const boost::json::object& state) {
    return Timestamp{std::chrono::milliseconds{state.at("firedAt").to_number<std::int64_t>()}};
  });
}

Result<Event> scheduled_event(const CompiledRule& rule, Timestamp time) {
  const auto id = random_uuid();
  const std::vector<std::string> resources{rule.arn};
  return make_event({.id = id,
                     .detail_type = "Scheduled Event",
                     .source = "aws.events",
                     .account = rule.rule.scope.account,
                     .region = rule.rule.scope.region,
                     .time = time,
                     .resources = resources,
                     .detail = "{}"});
}

}  // namespace

Result<std::size_t> Scheduler::fire_due() {
  EPITAPH_CHECK(plan());
  std::size_t fired = 0;
  for (auto& entry : entries_) {
    while (entry.due && *entry.due <= clock_.now()) {
      if (fired == kEventsPerCallMax) return fired;
      EPITAPH_TRY(has_fired, fire(entry));
      fired += has_fired ? 1 : 0;
    }
  }
  return fired;
}

/// Takes in which schedules there are, when the rules are not those of the last time.
Status Scheduler::plan() {
  const auto rules = rules_.snapshot();
  if (rules == planned_) return Done{};
  std::vector<Entry> entries;
  for (const auto& rule : rules->scheduled_rules()) {
    if (!rule->rule.enabled() || !rule->rule.schedule_since) continue;
    const auto schedule = ScheduleExpression::parse(rule->rule.schedule_expression);
    if (!schedule) continue;  // PutRule takes none such
    entries.push_back({rule, *schedule, *rule->rule.schedule_since, std::nullopt});
    EPITAPH_CHECK(plan_next(entries.back()));
  }
  entries_ = std::move(entries);
  planned_ = rules;
  return forget_deleted_rules();
}

Status Scheduler::forget_deleted_rules() const {
  EPITAPH_TRY(documents, storage_.list_documents(kScheduleKind, std::nullopt));
  storage::Commit commit;
  for (const auto& document : documents) {
    const auto rule = planned_->find({.scope = document.key.scope}, document.key.name);
    if (rule && !rule->rule.schedule_expression.empty()) continue;
    commit.documents.push_back({.key = document.key, .text = {}, .expected = document.revision});
  }
  if (commit.empty()) return Done{};
  const auto committed = storage_.commit(std::move(commit));
  // In conflict another node has just fired one of them; it is forgotten another time.
  if (!committed && committed.error().kind != ErrorKind::kConflict) return committed.error();
  return Done{};
}

Result<std::optional<storage::Document>> Scheduler::last_fired(const Rule& rule) const {
  return storage_.read_document(key_of(rule));
}

Status Scheduler::plan_next(Entry& entry) const {
  EPITAPH_TRY(document, last_fired(entry.rule->rule));
  Timestamp after = std::max<Timestamp>(entry.since, clock_.now() - kCatchUpMax);
  if (document) {
    EPITAPH_TRY(fired_at, read_fired_at(*document));
    after = std::max(after, fired_at);
  }
  entry.due = entry.schedule.next(entry.since, after);
  return Done{};
}

/// Fires what is due, unless another node has, and plans what comes next.
Result<bool> Scheduler::fire(Entry& entry) {
  const Rule& rule = entry.rule->rule;
  EPITAPH_TRY(before, last_fired(rule));
  if (before) {
    EPITAPH_TRY(fired_at, read_fired_at(*before));
    if (fired_at >= *entry.due) {
      EPITAPH_CHECK(plan_next(entry));
      return false;
    }
  }
  EPITAPH_TRY(event, scheduled_event(*entry.rule, *entry.due));
  storage::DocumentRow fired{
      .key = key_of(rule), .text = text_of(*entry.due), .expected = before ? before->revision : 0};
  std::vector<storage::DocumentRow> documents;
  documents.push_back(std::move(fired));
  const auto sent = publisher_.fire(*entry.rule, event, std::move(documents));
  // In conflict another node was quicker, and what comes next is to be seen in its document.
  if (!sent && sent.error().kind != ErrorKind::kConflict) return sent.error();
  EPITAPH_CHECK(plan_next(entry));
  return sent.has_value();
}

}  // namespace epitaph::events
