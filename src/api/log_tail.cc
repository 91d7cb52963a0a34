#include "api/log_tail.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/query.h"
#include "base/time_text.h"
#include "logs/filter/filter_pattern.h"
#include "logs/log_groups.h"
#include "logs/log_names.h"
#include "model/masking.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

/// As many as StartLiveTail takes.
constexpr std::size_t kTailedGroupsMax = 10;

std::string server_sent(std::string_view event, const json::object& data) {
  // One line: JSON text has no line ends of its own.
  return fmt::format("event: {}\ndata: {}\n\n", event, json::serialize(data));
}

class ServerSentEncoder final : public logs::TailEncoder {
 public:
  explicit ServerSentEncoder(std::vector<logs::TailGroup> groups) : groups_(std::move(groups)) {}

  std::string start() const override {
    json::array names;
    for (const auto& group : groups_) names.emplace_back(group.name);
    return server_sent("session", {{"logGroups", std::move(names)}});
  }

  std::string update(const logs::TailUpdate& update) const override {
    if (update.events.empty() && update.dropped == 0) return ":\n\n";
    json::array events;
    for (const auto& event : update.events) {
      const auto group = std::ranges::find(groups_, event.group, &logs::TailGroup::id);
      events.push_back({{"logGroupName", group->name},
                        {"logStreamName", event.stream},
                        {"timestamp", format_rfc3339(event.time)},
                        {"ingestionTime", format_rfc3339(event.ingested_at)},
                        {"message", mask_message(event.message)}});
    }
    return server_sent("update", {{"events", std::move(events)}, {"dropped", update.dropped}});
  }

  std::string end(logs::TailEnd why) const override {
    return server_sent("end",
                       {{"reason", why == logs::TailEnd::kTimedOut ? "timeout" : "stopped"}});
  }

 private:
  std::vector<logs::TailGroup> groups_;
};

std::vector<std::string_view> split(std::string_view list) {
  std::vector<std::string_view> parts;
  while (!list.empty()) {
    const auto end = std::min(list.find(','), list.size());
    if (end > 0) parts.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return parts;
}

Result<std::vector<logs::TailGroup>> tailed_groups(const http::Request& request,
                                                   storage::Storage& store, const Scope& scope) {
  const auto list = text_parameter(request, "group");
  const auto names = split(list);
  if (names.empty() || names.size() > kTailedGroupsMax) {
    return Error{
        ErrorKind::kInvalid,
        fmt::format("group names 1 to {} log groups, with commas between them", kTailedGroupsMax)};
  }
  std::vector<logs::TailGroup> groups;
  for (const auto name : names) {
    EPITAPH_TRY(group, logs::LogGroups{store}.find(scope, name));
    groups.push_back(
        {.id = group.id, .arn = logs::log_group_arn(scope, group.name), .name = group.name});
  }
  return groups;
}

/// Null for a pattern that matches everything.
Result<std::function<bool(std::string_view)>> masked_matcher(const std::string& text) {
  using Matcher = std::function<bool(std::string_view)>;
  if (text.empty()) return Matcher{};
  auto pattern = logs::FilterPattern::compile(text);
  if (!pattern) {
    return Error{ErrorKind::kInvalid, "pattern cannot be read: " + pattern.error().message};
  }
  // Shared because functions are copied; a pattern is immutable.
  auto shared = std::make_shared<const logs::FilterPattern>(*std::move(pattern));
  return Matcher{[pattern = std::move(shared)](std::string_view message) {
    return pattern->matches(mask_message(message));
  }};
}

Result<http::Response> tail_logs(const http::Request& request, storage::Storage& store,
                                 logs::TailHub& live_tail, const Scope& home) {
  const auto account = text_parameter(request, "account");
  const auto region = text_parameter(request, "region");
  const Scope scope{account.empty() ? home.account : account,
                    region.empty() ? home.region : region};
  EPITAPH_TRY(matches, masked_matcher(text_parameter(request, "pattern")));
  EPITAPH_TRY(groups, tailed_groups(request, store, scope));
  logs::TailRequest wanted{.scope = scope,
                           .groups = groups,
                           .streams = {},
                           .stream_prefixes = {},
                           .matches = std::move(matches),
                           .encoder = std::make_unique<ServerSentEncoder>(groups)};
  if (auto name = text_parameter(request, "stream"); !name.empty()) wanted.streams = {name};
  if (auto prefix = text_parameter(request, "streamPrefix"); !prefix.empty()) {
    wanted.stream_prefixes = {prefix};
  }
  auto events = live_tail.start(std::move(wanted), std::chrono::steady_clock::now());
  if (!events) return Error{ErrorKind::kUnavailable, events.error().message};
  return http::Response{
      .headers = {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}},
      .stream = *std::move(events)};
}

}  // namespace

void add_log_tail_resource(Resources& resources, storage::Storage& store, logs::TailHub& live_tail,
                           const Scope& home) {
  resources.add(
      {.method = "GET",
       .path = "/logs/tail",
       .parameters = {"group", "stream", "streamPrefix", "pattern", "account", "region"},
       .handle = [&store, &live_tail, home](const http::Request& request, const std::string&) {
         return tail_logs(request, store, live_tail, home);
       }});
}

}  // namespace epitaph::api
