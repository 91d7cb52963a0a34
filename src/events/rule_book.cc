#include "events/rule_book.h"

#include <boost/json.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace epitaph::events {
namespace {

constexpr std::string_view kKind = "rule";

storage::DocumentKey key_of(const BusAddress& bus, std::string_view name) {
  return {
      .kind = std::string{kKind}, .scope = bus.scope, .name = fmt::format("{}/{}", bus.name, name)};
}

std::shared_ptr<const CompiledRule> compile(Rule rule) {
  auto compiled = std::make_shared<CompiledRule>();
  compiled->arn = rule.arn();
  if (!rule.event_pattern.empty()) {
    auto pattern = pattern::EventPattern::compile(rule.event_pattern);
    if (pattern) {
      compiled->pattern = *std::move(pattern);
    } else {
      spdlog::error("rule matches nothing, its event pattern does not compile rule={} error={:?}",
                    compiled->arn, pattern.error().message);
    }
  }
  compiled->rule = std::move(rule);
  return compiled;
}

std::string text_of(const Rule& rule) { return boost::json::serialize(to_json(rule)); }

aws::ApiError lost_races(std::string_view name) {
  return {.type = "ConcurrentModificationException",
          .message = fmt::format("Rule {} is being changed by others at the same time.", name)};
}

}  // namespace

Status RuleBook::load() {
  EPITAPH_TRY(documents, storage_.list_documents(kKind, std::nullopt));
  RuleSet rules;
  for (const auto& document : documents) {
    auto rule = parse_rule(document.text);
    if (rule) {
      rules.push_back(compile(*std::move(rule)));
    } else {
      spdlog::error("rule cannot be read and is left out account={} region={} name={} error={:?}",
                    document.key.scope.account, document.key.scope.region, document.key.name,
                    rule.error().message);
    }
  }
  auto loaded = RuleSnapshot::of(std::move(rules));
  EPITAPH_TRY(buses, storage_.list_documents(kEventBusKind, std::nullopt));
  for (const auto& bus : buses) loaded = loaded.with_bus({bus.key.scope, bus.key.name});
  const std::scoped_lock lock(mutex_);
  snapshot_ = std::make_shared<const RuleSnapshot>(std::move(loaded));
  return Done{};
}

std::shared_ptr<const RuleSnapshot> RuleBook::snapshot() const {
  const std::scoped_lock lock(mutex_);
  return snapshot_;
}

aws::Verdict RuleBook::change(const BusAddress& bus, std::string_view name, const Change& change) {
  const auto key = key_of(bus, name);
  for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
    EPITAPH_TRY(document, storage_.read_document(key));
    std::optional<Rule> rule;
    if (document) {
      EPITAPH_TRY(parsed, parse_rule(document->text));
      rule = std::move(parsed);
    }
    EPITAPH_CHECK(change(rule));

    storage::DocumentRow row{.key = key, .text = {}, .expected = 0};
    if (document) row.expected = document->revision;
    if (rule) row.text = text_of(*rule);
    const bool as_it_was = document ? row.text == document->text : !row.text;
    if (!as_it_was) {
      storage::Commit commit;
      commit.documents.push_back(std::move(row));
      const auto committed = storage_.commit(std::move(commit));
      if (!committed && committed.error().kind == ErrorKind::kConflict) continue;
      EPITAPH_CHECK(committed);
    }
    EPITAPH_CHECK(refresh(bus, name));
    return Done{};
  }
  return lost_races(name);
}

storage::DocumentRow RuleBook::new_rule_row(const Rule& rule) {
  return {.key = key_of({rule.scope, rule.bus}, rule.name), .text = text_of(rule), .expected = 0};
}

storage::DocumentRow RuleBook::rule_row(const BusAddress& bus, std::string_view name,
                                        const std::optional<Rule>& rule) {
  storage::DocumentRow row{.key = key_of(bus, name), .text = {}, .expected = {}};
  if (rule) row.text = text_of(*rule);
  return row;
}

Status RuleBook::refresh(const BusAddress& bus, std::string_view name) {
  for (;;) {
    // The document is read after the snapshot that it goes into: if that one still stands when the
    // new one is ready, nobody can have put in something newer meanwhile.
    const auto before = snapshot();
    EPITAPH_TRY(document, storage_.read_document(key_of(bus, name)));
    std::shared_ptr<const CompiledRule> compiled;
    if (document) {
      EPITAPH_TRY(rule, parse_rule(document->text));
      compiled = compile(std::move(rule));
    }
    auto after = std::make_shared<const RuleSnapshot>(before->with(bus, name, std::move(compiled)));
    const bool wants_merge = after->rules(bus).matcher().wants_merge();
    if (!replace(before, std::move(after))) continue;
    if (wants_merge) {
      const std::scoped_lock lock(merge_mutex_);
      wanted_.insert(bus);
      merge_is_wanted_.notify_one();
    }
    return Done{};
  }
}

/// Unless another was quicker; whether it was not.
bool RuleBook::replace(const std::shared_ptr<const RuleSnapshot>& before,
                       std::shared_ptr<const RuleSnapshot> after) {
  const std::scoped_lock lock(mutex_);
  if (snapshot_ != before) return false;
  snapshot_ = std::move(after);
  return true;
}

void RuleBook::merge_when_wanted(const std::stop_token& stop) {
  std::unique_lock lock(merge_mutex_);
  while (merge_is_wanted_.wait(lock, stop, [this] { return !wanted_.empty(); })) {
    const BusAddress bus = *wanted_.begin();
    wanted_.erase(wanted_.begin());
    lock.unlock();
    merge(bus);
    lock.lock();
  }
}

void RuleBook::merge(const BusAddress& bus) {
  const auto of = snapshot();
  if (!of->rules(bus).matcher().wants_merge()) return;
  const auto merge = of->rules(bus).matcher().merge();
  for (;;) {
    const auto before = snapshot();
    auto merged = before->with(bus, merge);
    if (!merged) return;  // the bus is another one by now, or has merged by itself
    if (replace(before, std::make_shared<const RuleSnapshot>(*std::move(merged)))) return;
  }
}

Status RuleBook::refresh_bus(const BusAddress& bus) {
  for (;;) {
    const auto before = snapshot();
    EPITAPH_TRY(document, storage_.read_document(event_bus_key(bus)));
    auto after = std::make_shared<const RuleSnapshot>(document ? before->with_bus(bus)
                                                               : before->without_bus(bus));
    if (replace(before, std::move(after))) return Done{};
  }
}

Result<std::vector<storage::Document>> RuleBook::stored_rules(const BusAddress& bus) const {
  EPITAPH_TRY(documents, storage_.list_documents(kKind, bus.scope));
  std::erase_if(documents, [&](const storage::Document& document) {
    return !document.key.name.starts_with(bus.name + "/");
  });
  return std::move(documents);
}

}  // namespace epitaph::events
