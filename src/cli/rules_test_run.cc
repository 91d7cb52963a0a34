#include "cli/rules_test_run.h"

#include <algorithm>
#include <chrono>

#include "pattern/json_reader.h"
#include "pattern/matcher.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;
using pattern::JsonReader;
using pattern::Matcher;
using pattern::RuleId;
using pattern::Token;

Matcher matcher_of(const std::vector<NamedPattern>& rules) {
  Matcher::Builder builder;
  RuleId id = 0;
  for (const NamedPattern& rule : rules) builder.add(id++, rule.pattern);
  return std::move(builder).build();
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + std::ssize(values) / 2;
  std::ranges::nth_element(values, middle);
  return *middle;
}

bool is_json_object(std::string_view text) {
  JsonReader reader{text};
  if (reader.next() != Token::kStartObject) return false;
  reader.skip_value();
  return !reader.broken() && reader.next() == Token::kEnd;
}

std::vector<RulesTestResult::Refusal> refusals_of(const pattern::EventPattern& pattern,
                                                  const std::vector<std::string_view>& events) {
  std::vector<RulesTestResult::Refusal> refusals;
  for (const std::string_view event : events) {
    if (refusals.size() == kRefusalsMax) break;
    if (auto field = refusing_field(pattern, event)) {
      refusals.push_back({event, *std::move(field)});
    }
  }
  return refusals;
}

json::object refusal_json(const RulesTestResult::Refusal& refusal) {
  json::array values;
  for (const std::string& value : refusal.field.values) {
    values.push_back(json::value(std::string_view{value}));
  }
  return {
      {"id", id_of(refusal.event)}, {"field", refusal.field.path}, {"values", std::move(values)}};
}

}  // namespace

RulesTestResult run_rules_test(const std::vector<NamedPattern>& rules,
                               const std::vector<std::string_view>& events, std::size_t passes) {
  using Clock = std::chrono::steady_clock;
  const Matcher matcher = matcher_of(rules);
  Matcher::Scratch scratch;
  std::vector<RuleId> matched;
  RulesTestResult result{.events = events.size()};
  std::vector<double> seconds;
  for (std::size_t pass = 0; pass < std::max<std::size_t>(passes, 1); ++pass) {
    result.matched.assign(rules.size(), 0);
    const auto begin = Clock::now();
    for (const std::string_view event : events) {
      matcher.match(event, scratch, matched);
      for (const RuleId rule : matched) ++result.matched[rule];
    }
    seconds.push_back(std::chrono::duration<double>(Clock::now() - begin).count());
  }
  result.seconds = median(std::move(seconds));
  if (rules.size() == 1 && result.matched[0] == 0) {
    result.refusals = refusals_of(rules[0].pattern, events);
  }
  return result;
}

std::vector<std::string_view> event_lines(std::string_view text,
                                          const std::function<void(std::size_t line)>& on_fault) {
  std::vector<std::string_view> events;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    if (is_json_object(line)) {
      events.push_back(line);
    } else {
      on_fault(number);
    }
  }
  return events;
}

boost::json::object to_json(const RulesTestResult& result, const std::vector<NamedPattern>& rules) {
  json::object matches;
  matches.reserve(rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) matches[rules[i].name] = result.matched[i];
  const double rate =
      result.seconds > 0 ? static_cast<double>(result.events) / result.seconds : 0.0;
  json::object output{{"events", result.events},
                      {"seconds", result.seconds},
                      {"eventsPerSecond", rate},
                      {"matches", std::move(matches)}};
  if (!result.refusals.empty()) {
    json::array refusals;
    for (const auto& refusal : result.refusals) refusals.push_back(refusal_json(refusal));
    output["refusals"] = std::move(refusals);
  }
  return output;
}

std::string id_of(std::string_view event) {
  JsonReader reader{event};
  if (reader.next() != Token::kStartObject) return {};
  while (reader.next() == Token::kName) {
    const bool is_id = reader.text() == "id";
    const Token value = reader.next();
    if (is_id) return value == Token::kString ? reader.text() : std::string{};
    reader.skip_value();
  }
  return {};
}

}  // namespace epitaph::cli
