#include "diagnosis/diagnose.h"

#include "diagnosis/evidence.h"
#include "diagnosis/log_location.h"
#include "diagnosis/match.h"
#include "diagnosis/suspect.h"
#include "diagnosis/words.h"

namespace epitaph::diagnosis {
namespace {

/// Anything that only a stop leaves behind: the statuses may be ones that nobody knows yet.
bool stop_begun(const Task& task) {
  return task.stop_requested() || task.stopped() || task.last_status == "DELETED" ||
         !task.stop_code.empty();
}

/// An exit code alone is the weakest sign: it needs ECS to say that a container's end was the
/// cause.
Confidence confidence_of(const Match& match, const Task& task) {
  const bool said_so = !task.stop_code.empty() || !task.stopped_reason.empty();
  if (match.by.rule->step == Step::kExitCode && !said_so) return Confidence::kPossible;
  return match.by.rule->confidence;
}

/// The entry's own words and kind, with those of the variants that hold over them.
struct Telling {
  StopKind kind;
  const Sentence* headline;
  std::vector<const Sentence*> checks;
  Facts facts;
};

Telling telling_of(const Entry& entry, const Subject& subject) {
  Telling telling{.kind = entry.kind, .headline = &entry.headline};
  bool kind_given = false;
  bool headline_given = false;
  for (const auto& variant : entry.variants) {
    if (!all_hold(variant.facts, subject.task, subject.context)) continue;
    telling.facts.insert(telling.facts.end(), variant.facts.begin(), variant.facts.end());
    if (variant.kind && !std::exchange(kind_given, true)) telling.kind = *variant.kind;
    if (!variant.headline.empty() && !std::exchange(headline_given, true)) {
      telling.headline = &variant.headline;
    }
    for (const auto& check : variant.checks) telling.checks.push_back(&check);
  }
  for (const auto& check : entry.checks) telling.checks.push_back(&check);
  return telling;
}

/// Where no container is at fault the application's log still tells how it took the stop.
std::optional<LogLocation> logs_of(const Match& match, const Subject& subject) {
  auto index = blamed_index(match, subject);
  if (!index) index = only_application(subject.task);
  if (!index) return std::nullopt;
  return log_location(subject.task, subject.task.containers[*index], subject.context);
}

Diagnosis tell(const Match& match, const Subject& subject, const Catalogue& catalogue) {
  const auto& entry = *match.by.entry;
  const auto telling = telling_of(entry, subject);
  const auto words = words_for(match, subject);
  Diagnosis diagnosis{.cause = entry.cause,
                      .kind = telling.kind,
                      .confidence = confidence_of(match, subject.task),
                      .container = blamed_container(match, subject),
                      .headline = telling.headline->fill(words),
                      .evidence = evidence_for(match, subject, telling.facts),
                      .link = entry.link,
                      .logs = logs_of(match, subject),
                      .catalogue_version = catalogue.version()};
  for (const auto* check : telling.checks) diagnosis.checks.push_back(check->fill(words));
  return diagnosis;
}

Attempt attempt_of(const Catalogue::OrderedRule& by) {
  return {by.entry->cause, std::string{to_string(by.rule->step)}, by.rule->describe(), {}};
}

/// The first rule that holds; the catalogue's last one always does. `missed` is called with every
/// rule before it, and why it does not hold.
template <class Missed>
Match find_match(const Subject& subject, const Catalogue& catalogue, Missed missed) {
  for (const auto& by : catalogue.rules()) {
    auto found = match(by, subject);
    if (auto* matched = std::get_if<Match>(&found)) return std::move(*matched);
    missed(by, std::get<Mismatch>(found));
  }
  return {catalogue.rules().back(), {}, std::nullopt};
}

boost::json::object to_json(const Attempt& attempt) {
  boost::json::object json{
      {"cause", attempt.cause}, {"step", attempt.step}, {"rule", attempt.rule}};
  if (!attempt.unmet.empty()) json["unmet"] = attempt.unmet;
  return json;
}

}  // namespace

std::optional<Diagnosis> diagnose(const Task& task, const Context& context,
                                  const Catalogue& catalogue) {
  if (!stop_begun(task)) return std::nullopt;
  const Subject subject{task, context};
  return tell(find_match(subject, catalogue, [](const auto&, const auto&) {}), subject, catalogue);
}

std::optional<Explanation> explain(const Task& task, const Context& context,
                                   const Catalogue& catalogue) {
  if (!stop_begun(task)) return std::nullopt;
  const Subject subject{task, context};
  std::vector<Attempt> tried;
  const auto found = find_match(subject, catalogue, [&](const auto& by, const Mismatch& mismatch) {
    tried.push_back(attempt_of(by));
    tried.back().unmet = describe(mismatch, *by.rule, subject);
  });
  return Explanation{tell(found, subject, catalogue), attempt_of(found.by), std::move(tried)};
}

boost::json::object to_json(const Explanation& explanation) {
  boost::json::array tried;
  for (const auto& attempt : explanation.tried) tried.push_back(to_json(attempt));
  return {{"entry", to_json(explanation.matched)}, {"tried", std::move(tried)}};
}

}  // namespace epitaph::diagnosis
