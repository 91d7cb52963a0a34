#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include <sys/resource.h>
#include <sys/time.h>

#include "logs/filter/filter_pattern.h"
#include "logs/filter/json_check.h"
#include "logs/filter/metric_value.h"

namespace {

using epitaph::logs::FilterPattern;

constexpr std::string_view kSample =
    R"({"detail": {"exitCode": 137, "stopCode": null, "name": "we\u0062/1", "name": "app",
        "containers": [{"exitCode": 1.5e2, "ok": true}, {"ids": [["x"]]}]}, "a": "b", "a": "c"})";
constexpr std::string_view kLine =
    R"(127.0.0.1 Prod [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534)";

/// What one input may take, whatever it is: a pattern and a message of a few kilobytes need
/// milliseconds, a hundred times as long under the sanitizers.
constexpr double kSecondsMax = 2;
constexpr long kGrowthKilobytesMax = 256 * 1024;

void require(bool holds, std::string_view claim) {
  if (holds) return;
  std::cerr << "broken: " << claim << '\n';
  std::abort();
}

struct Usage {
  double seconds;
  long peak_kilobytes;
};

Usage usage() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return {.seconds = static_cast<double>(used.ru_utime.tv_sec) +
                     static_cast<double>(used.ru_utime.tv_usec) / 1e6,
          .peak_kilobytes = used.ru_maxrss};
}

void check_message(const FilterPattern& pattern, std::string_view message) {
  const bool matches = pattern.matches(message);
  require(matches == pattern.matches(message), "a match is a match the second time");
  if (matches && pattern.is_of_json()) {
    require(epitaph::logs::is_json_object(message), "only JSON matches a JSON pattern");
  }
  const auto values = pattern.extract(message);
  require(!pattern.is_of_terms() || values.empty(), "terms extract nothing");
  for (const auto& [name, value] : values) {
    require(name.starts_with('$'), "what is extracted has a name");
  }
  if (const auto value = epitaph::logs::MetricValue::compile("$.detail.exitCode", pattern)) {
    (void)value->of(pattern, message);
  }
}

void check(std::string_view text, std::string_view message) {
  const auto pattern = FilterPattern::compile(text);
  if (!pattern) {
    const auto& why = pattern.error().message;
    require(why == "Invalid filter pattern" || why.starts_with("Invalid character(s) in term '") ||
                why.starts_with("If a filter pattern starts with "),
            "a refusal is worded as AWS words it");
    return;
  }
  for (const auto each : {message, kSample, kLine}) check_message(*pattern, each);
  // The same with blanks around is the same pattern.
  const auto padded = FilterPattern::compile(" " + std::string{text} + "\n");
  if (text.size() + 2 > FilterPattern::kTextBytesMax) return;
  require(padded && padded->matches(message) == pattern->matches(message),
          "blanks around are none");
}

}  // namespace

// The input is a pattern, and after a NUL a message, neither of them trusted. Any text compiles or
// is refused in AWS's words; what compiled can be held against any message. Time and memory are
// bounded, whatever the input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input{reinterpret_cast<const char*>(data), size};
  const std::size_t end = input.find('\0');
  const Usage before = usage();
  check(input.substr(0, end),
        end == std::string_view::npos ? std::string_view{} : input.substr(end + 1));
  const Usage after = usage();
  require(after.seconds - before.seconds < kSecondsMax, "an input takes no more than its time");
  require(after.peak_kilobytes - before.peak_kilobytes < kGrowthKilobytesMax,
          "an input takes no more than its memory");
  return 0;
}
