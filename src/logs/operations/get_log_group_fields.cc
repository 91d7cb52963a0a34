#include <algorithm>
#include <set>
#include <unordered_map>

#include <boost/json.hpp>

#include "aws/input.h"
#include "logs/insights/field_reader.h"
#include "logs/operations/called_log_group.h"
#include "logs/operations/milliseconds.h"
#include "logs/operations/operations.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

/// How far around `time` events are looked at, and how far back without one.
/// Source: reference cloudwatch-logs.md, 3.3.
constexpr std::chrono::minutes kAroundTime{8};
constexpr std::chrono::minutes kLately{15};
/// Of a busy group the newest so many stand for all.
constexpr std::size_t kSampledEventsMax = 10'000;
/// Names beyond are not counted: messages whose keys are data would fill the memory.
constexpr std::size_t kFieldNamesMax = 10'000;

const aws::Shape& get_log_group_fields_input() {
  static const aws::Shape kShape =
      aws::structure({{"logGroupName", log_group_name_shape()},
                      {"time", time_shape()},
                      {"logGroupIdentifier", log_group_identifier_shape()}});
  return kShape;
}

storage::LogScan fields_scan(const json::object& input, const LogGroup& group, Timestamp now) {
  Timestamp from = now - kLately;
  Timestamp until = now;
  if (const auto time = aws::optional_number(input, "time")) {
    // Of what no clock shows there is nothing, and adding to it would overflow.
    const auto middle =
        std::min(from_seconds_or_milliseconds(*time), storage::kLatest - 2 * kAroundTime);
    from = middle - kAroundTime;
    until = middle + kAroundTime;
  }
  return {.group = group.id,
          .from = std::max(from, retained_from(group, now)),
          .until = until + std::chrono::milliseconds{1},
          .newest_first = true};
}

/// In how many of the events each field is there.
class FieldCounts {
 public:
  void add(std::string_view message) {
    ++events_;
    std::set<std::string> names;
    for (auto& [name, value] : insights::all_fields(message)) {
      if (!value.absent()) names.insert(std::move(name));
    }
    for (const std::string& name : names) {
      if (counts_.size() < kFieldNamesMax || counts_.contains(name)) ++counts_[name];
    }
  }
  std::size_t events() const { return events_; }

  /// The most frequent first, those of one percentage by name.
  json::array to_json() const {
    std::vector<std::pair<std::size_t, std::string_view>> fields;
    for (const std::string_view own :
         {"@ingestionTime", "@log", "@logStream", "@message", "@timestamp"}) {
      if (events_ > 0) fields.emplace_back(100, own);
    }
    for (const auto& [name, count] : counts_) {
      fields.emplace_back((count * 100 + events_ / 2) / events_, name);
    }
    std::ranges::sort(fields, [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    json::array listed;
    for (const auto& [percent, name] : fields) {
      listed.push_back(json::object{{"name", name}, {"percent", percent}});
    }
    return listed;
  }

 private:
  std::size_t events_ = 0;
  std::unordered_map<std::string, std::size_t> counts_;
};

aws::Answer handle_get_log_group_fields(const LogServiceParts& parts, const aws::Call& call) {
  EPITAPH_TRY(group, called_log_group(parts, call));
  const auto cursor =
      parts.store.scan_log_events(fields_scan(call.input, group, parts.clock.now()));
  FieldCounts counts;
  while (counts.events() < kSampledEventsMax) {
    EPITAPH_TRY(event, cursor->next());
    if (event == nullptr) break;
    counts.add(event->message);
  }
  return json::object{{"logGroupFields", counts.to_json()}};
}

}  // namespace

aws::Operation get_log_group_fields(const LogServiceParts& parts) {
  return {.name = "GetLogGroupFields",
          .input = get_log_group_fields_input(),
          .handle = [parts](const aws::Call& call) {
            return handle_get_log_group_fields(parts, call);
          }};
}

}  // namespace epitaph::logs
