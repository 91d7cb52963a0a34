// How fast events are matched by many rules: one thread, from the bytes of the event to the numbers
// of the rules. Every row first holds the matcher to the plain patterns, or to the counts that come
// with the events, and fails when they differ. `of_walk` is its speed set against simdjson's
// On-Demand walking over every value of the same bytes, and `json` the share of the time that goes
// into reading the event.
//
// EPITAPH_BENCH_EVENTS says how many generated events there are (20,000). Where the shared data
// lies beside the checkout, its events are made once, by its own generators, in build/bench-data
// (EPITAPH_BENCH_DATA), and matched too.
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <vector>

#include <benchmark/benchmark.h>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <malloc.h>
#include <simdjson.h>

#include "matcher_workload.h"
#include "pattern/event_pattern.h"
#include "pattern/flat_event.h"
#include "pattern/matcher.h"

namespace {

using namespace epitaph;
using bench::HardRules;
using bench::MatcherWorkload;
using bench::RuleMix;
using pattern::EventPattern;
using pattern::Matcher;
using pattern::Reading;
using pattern::RuleId;

// So many times a plain pattern is asked when a row is held to them.
constexpr std::size_t kPlainAnswersMax = 2'000'000;

/// Of the processor, so that whatever else runs here counts as little as may be.
double now_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double seconds_of(const std::function<void()>& work) {
  const double begin = now_seconds();
  work();
  return now_seconds() - begin;
}

double median_seconds(const std::function<void()>& work) {
  work();
  std::vector<double> all;
  for (int i = 0; i < 3; ++i) all.push_back(seconds_of(work));
  std::ranges::sort(all);
  return all[1];
}

EventPattern compiled(std::string_view text) {
  auto made = EventPattern::compile(text);
  if (!made) throw std::runtime_error(made.error().message);
  return *std::move(made);
}

Matcher matcher_of(const std::vector<std::string>& patterns) {
  Matcher::Builder builder;
  for (RuleId id = 0; id < patterns.size(); ++id) builder.add(id, compiled(patterns[id]));
  return std::move(builder).build();
}

/// Events one behind the other in one piece of memory, with what simdjson wants behind the last.
class Events {
 public:
  void add(std::string_view json) {
    ends_.push_back((ends_.empty() ? 0 : ends_.back()) + json.size());
    bytes_ += json;
  }
  void close() { bytes_.append(simdjson::SIMDJSON_PADDING, ' '); }

  std::size_t size() const { return ends_.size(); }
  std::size_t bytes() const { return bytes_.size(); }
  std::string_view operator[](std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
    return std::string_view(bytes_).substr(begin, ends_[i] - begin);
  }

 private:
  std::string bytes_;
  std::vector<std::size_t> ends_;
};

void walk(simdjson::ondemand::value value) {
  switch (value.type()) {
    case simdjson::ondemand::json_type::array:
      for (auto element : value.get_array()) walk(element.value());
      break;
    case simdjson::ondemand::json_type::object:
      for (auto field : value.get_object()) {
        benchmark::DoNotOptimize(field.key().value().raw());
        walk(field.value());
      }
      break;
    case simdjson::ondemand::json_type::string:
      benchmark::DoNotOptimize(value.get_raw_json_string().value().raw());
      break;
    default:
      benchmark::DoNotOptimize(value.raw_json_token().data());
  }
}

double simdjson_seconds(const Events& events) {
  simdjson::ondemand::parser parser;
  return median_seconds([&] {
    for (std::size_t i = 0; i < events.size(); ++i) {
      const std::string_view json = events[i];
      auto document =
          parser.iterate(json.data(), json.size(), json.size() + simdjson::SIMDJSON_PADDING);
      for (auto field : document.get_object()) {
        benchmark::DoNotOptimize(field.key().value().raw());
        walk(field.value());
      }
    }
  });
}

double reading_seconds(const Matcher& matcher, const Events& events) {
  Matcher::Scratch scratch;
  return median_seconds([&] {
    for (std::size_t i = 0; i < events.size(); ++i) {
      benchmark::DoNotOptimize(matcher.read(events[i], scratch));
    }
  });
}

void measure(benchmark::State& state, const Matcher& matcher, const Events& events) {
  Matcher::Scratch scratch;
  std::vector<RuleId> matched;
  std::size_t matches = 0;
  double seconds = 0;
  for (auto _ : state) {
    matches = 0;
    seconds += seconds_of([&] {
      for (std::size_t i = 0; i < events.size(); ++i) {
        matcher.match(events[i], scratch, matched);
        matches += matched.size();
      }
    });
  }
  const auto count = static_cast<double>(events.size());
  const double each = seconds / static_cast<double>(state.iterations()) / count;
  state.counters["ns_event"] = each * 1e9;
  state.counters["k_events_s"] = 1e-3 / each;
  state.counters["matches"] = static_cast<double>(matches);
  state.counters["of_walk"] = simdjson_seconds(events) / count / each;
  state.counters["json"] = reading_seconds(matcher, events) / count / each;
}

/// Whether the matcher says of each event what the plain patterns say, as far as there is time.
bool same_as_plain(const Matcher& matcher, const MatcherWorkload& work) {
  std::unordered_map<std::string, std::vector<RuleId>> by_key;
  for (RuleId id = 0; id < work.keys.size(); ++id) by_key[work.keys[id]].push_back(id);
  std::unordered_map<RuleId, EventPattern> plain;
  Matcher::Scratch scratch;
  std::vector<RuleId> got;
  std::size_t answers = 0;
  for (const auto& event : work.events) {
    if (answers > kPlainAnswersMax) break;
    const auto flat = pattern::FlatEvent::parse(event.json);
    std::vector<RuleId> want;
    for (const std::string& key : event.keys) {
      for (const RuleId id : by_key[key]) {
        auto at = plain.find(id);
        if (at == plain.end()) at = plain.emplace(id, compiled(work.patterns[id])).first;
        if (at->second.matches(*flat)) want.push_back(id);
        ++answers;
      }
    }
    std::ranges::sort(want);
    matcher.match(event.json, scratch, got);
    if (got != want) return false;
  }
  return true;
}

const std::vector<MatcherWorkload::Event>& task_events() {
  static const auto all = [] {
    const char* const wanted = std::getenv("EPITAPH_BENCH_EVENTS");
    return bench::make_task_events(wanted != nullptr ? std::stoull(wanted) : 20'000, 1);
  }();
  return all;
}

void run(benchmark::State& state, const MatcherWorkload& work) {
  const Matcher matcher = matcher_of(work.patterns);
  if (!same_as_plain(matcher, work)) {
    state.SkipWithError("the matcher differs from the plain patterns");
    return;
  }
  Events events;
  for (const auto& event : work.events) events.add(event.json);
  events.close();
  measure(state, matcher, events);
}

void BM_Tasks(benchmark::State& state, RuleMix mix) {
  MatcherWorkload work;
  work.events = task_events();
  bench::make_task_rules(static_cast<std::size_t>(state.range(0)), mix, 1, work);
  run(state, work);
}
BENCHMARK_CAPTURE(BM_Tasks, common, RuleMix::kCommon)
    ->Arg(1)
    ->Arg(100)
    ->Arg(10'000)
    ->Arg(100'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Tasks, full, RuleMix::kFull)->Arg(1'000)->Unit(benchmark::kMillisecond);

void BM_Hard(benchmark::State& state, HardRules kind) {
  MatcherWorkload work;
  work.events = task_events();
  bench::make_hard_rules(static_cast<std::size_t>(state.range(0)), kind, work);
  run(state, work);
}
BENCHMARK_CAPTURE(BM_Hard, one_field_differs, HardRules::kOneFieldDiffers)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Hard, value_lists, HardRules::kValueLists)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Hard, wildcards, HardRules::kWildcards)
    ->Arg(10)
    ->Arg(100)
    ->Arg(1'000)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Hard, refusals_only, HardRules::kRefusalsOnly)
    ->Arg(10'000)
    ->Unit(benchmark::kMillisecond);

void BM_Deep(benchmark::State& state) { run(state, bench::make_deep_workload(100)); }
BENCHMARK(BM_Deep)->Unit(benchmark::kMillisecond);

const MatcherWorkload& many_rules() {
  static const auto rules = [] {
    MatcherWorkload work;
    bench::make_task_rules(100'000, RuleMix::kCommon, 1, work);
    return work;
  }();
  return rules;
}

void BM_Load(benchmark::State& state) {
  const auto& rules = many_rules();
  const auto before = mallinfo2();
  std::optional<Matcher> matcher;
  for (auto _ : state) {
    matcher.reset();
    matcher = matcher_of(rules.patterns);
  }
  const auto after = mallinfo2();
  const auto count = static_cast<double>(rules.patterns.size());
  const auto grown = static_cast<double>((after.uordblks + after.hblkhd)) -
                     static_cast<double>(before.uordblks + before.hblkhd);
  state.counters["bytes_rule"] = grown / count;
  state.counters["counted_bytes_rule"] = static_cast<double>(matcher->memory_bytes()) / count;
}
BENCHMARK(BM_Load)->Unit(benchmark::kMillisecond)->Iterations(5);

/// One rule put among 100,000, from its text to where it holds; every 256th takes the others in.
void BM_Change(benchmark::State& state) {
  const auto& rules = many_rules();
  Matcher matcher = matcher_of(rules.patterns);
  double longest = 0;
  std::size_t next = 0;
  for (auto _ : state) {
    const std::size_t rule = next++ * 7919 % rules.patterns.size();
    longest = std::max(longest, seconds_of([&] {
                         matcher = matcher.with(
                             static_cast<RuleId>(rule),
                             compiled(rules.patterns[(rule + 1) % rules.patterns.size()]));
                       }));
  }
  state.counters["longest_us"] = longest * 1e6;
}
BENCHMARK(BM_Change)->Unit(benchmark::kMicrosecond)->Iterations(2'000);

// ---- The shared data ----------------------------------------------------------------------------

const std::filesystem::path kShared = EPITAPH_SHARED_DIR "/data/bench";

std::filesystem::path data_folder() {
  const char* const named = std::getenv("EPITAPH_BENCH_DATA");
  std::filesystem::path out = named != nullptr ? named : EPITAPH_BENCH_DATA_DIR;
  std::filesystem::create_directories(out);
  return out;
}

/// The file in the data folder, made by the shared generator when it is not there.
std::filesystem::path made(const std::string& file, const std::string& generator,
                           const std::string& options) {
  const auto path = data_folder() / file;
  if (std::filesystem::exists(path)) return path;
  std::filesystem::create_directories(path.parent_path());
  const std::string command =
      fmt::format("python3 {} {} >/dev/null", (kShared / generator).string(), options);
  if (std::system(command.c_str()) != 0) throw std::runtime_error(command);
  return path;
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

Events events_of(const std::filesystem::path& path) {
  Events events;
  std::ifstream in(path, std::ios::binary);
  for (std::string line; std::getline(in, line);) events.add(line);
  events.close();
  return events;
}

struct CountedRule {
  std::string pattern;
  std::uint64_t matches;
};

void run_counted(benchmark::State& state, const std::vector<CountedRule>& rules,
                 const Events& events) {
  std::vector<std::string> patterns;
  for (const auto& rule : rules) patterns.push_back(rule.pattern);
  const Matcher matcher = matcher_of(patterns);
  std::vector<std::uint64_t> counts(rules.size());
  Matcher::Scratch scratch;
  std::vector<RuleId> matched;
  for (std::size_t i = 0; i < events.size(); ++i) {
    matcher.match(events[i], scratch, matched);
    for (const RuleId id : matched) ++counts[id];
  }
  for (std::size_t i = 0; i < rules.size(); ++i) {
    if (counts[i] == rules[i].matches) continue;
    state.SkipWithError(
        fmt::format("{} events instead of {}: {}", counts[i], rules[i].matches, rules[i].pattern)
            .c_str());
    return;
  }
  measure(state, matcher, events);
}

// The patterns character for character: a number that is written anew may be another.
std::vector<CountedRule> rules_of(std::string_view group) {
  static const auto text =
      simdjson::padded_string::load((kShared / "citylots2-rules.json").string()).value();
  simdjson::ondemand::parser parser;
  auto document = parser.iterate(text);
  std::vector<CountedRule> out;
  for (auto rule : document["groups"][group]["rules"].get_array()) {
    simdjson::ondemand::object object = rule["pattern"].get_object();
    std::string pattern(object.raw_json().value());
    out.push_back({std::move(pattern), rule["matches"].get_uint64()});
  }
  return out;
}

void register_lots() {
  static const auto document = boost::json::parse(contents(kShared / "citylots2-rules.json"));
  static const auto events = [] {
    return std::make_unique<Events>(
        events_of(made("citylots2.jsonl", "gen_citylots2.py",
                       fmt::format("--out {}", (data_folder() / "citylots2.jsonl").string()))));
  };
  static std::unique_ptr<Events> loaded;
  const auto add = [](const std::string& name, const std::vector<CountedRule>& rules) {
    benchmark::RegisterBenchmark(fmt::format("BM_Lots/{}", name).c_str(),
                                 [rules](benchmark::State& state) {
                                   if (!loaded) loaded = events();
                                   run_counted(state, rules, *loaded);
                                 })
        ->Unit(benchmark::kMillisecond)
        ->MinTime(1);
  };
  for (const auto& group : document.at("groups").as_object()) {
    add(group.key(), rules_of(std::string_view(group.key())));
  }
  for (const auto& combined : document.at("combined").as_object()) {
    std::vector<CountedRule> rules;
    const auto& names = combined.value().is_array() ? combined.value().as_array()
                                                    : combined.value().at("groups").as_array();
    for (const auto& name : names) {
      const auto more = rules_of(std::string_view(name.as_string()));
      rules.insert(rules.end(), more.begin(), more.end());
    }
    add(combined.key(), rules);
  }
}

void register_tasks(const std::string& name, const std::string& options) {
  benchmark::RegisterBenchmark(fmt::format("BM_SharedTasks/{}", name).c_str(), [name, options](
                                                                                   benchmark::State&
                                                                                       state) {
    const auto folder = data_folder() / name;
    const std::string command = fmt::format("--events 20000 --seed 1 --out {} ", folder.string());
    static const Events events =
        events_of(made("ecs/events.jsonl", "gen_ecs.py",
                       fmt::format("--events 20000 --seed 1 --rules 1 --out {}",
                                   (data_folder() / "ecs").string())));
    made(name + "/expected.json", "gen_ecs.py", command + "--only-rules " + options);
    const auto expected = boost::json::parse(contents(folder / "expected.json"));
    std::vector<CountedRule> rules;
    std::ifstream lines(folder / "rules.jsonl");
    for (std::string line; std::getline(lines, line);) {
      const auto rule = boost::json::parse(line);
      const auto* count =
          expected.at("rules").as_object().if_contains(std::string(rule.at("name").as_string()));
      rules.push_back({boost::json::serialize(rule.at("pattern")),
                       count != nullptr ? count->to_number<std::uint64_t>() : 0});
    }
    run_counted(state, rules, events);
  })->Unit(benchmark::kMillisecond);
}

[[maybe_unused]] const bool kRegistered = [] {
  if (!std::filesystem::exists(kShared)) return false;
  for (const char* const rules : {"1", "100", "10000", "100000"}) {
    register_tasks(fmt::format("common-{}", rules), fmt::format("--rules {}", rules));
  }
  register_tasks("full-1000", "--rules 1000 --profile full");
  register_lots();
  return true;
}();

}  // namespace
