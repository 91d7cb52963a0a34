#include <boost/json.hpp>

#include "aws/input.h"
#include "base/random_id.h"
#include "logs/filter/filter_pattern.h"
#include "logs/live_tail/event_stream_encoder.h"
#include "logs/live_tail/tail_hub.h"
#include "logs/log_groups.h"
#include "logs/log_names.h"
#include "logs/operations/operations.h"
#include "logs/operations/refusals.h"
#include "logs/operations/shapes.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

const aws::Shape& start_live_tail_input() {
  static const aws::Shape kStreams = aws::list(log_stream_filter_shape()).length(1, 100);
  static const aws::Shape kShape =
      aws::structure({{"logGroupIdentifiers", aws::list(log_group_identifier_shape()).length(1, 10),
                       aws::kRequired},
                      {"logStreamNames", kStreams},
                      {"logStreamNamePrefixes", kStreams},
                      {"logEventFilterPattern", aws::string().length(0, 1024)}});
  return kShape;
}

aws::Verdict check_tailed_streams(const json::object& input) {
  const bool names = aws::has(input, "logStreamNames");
  const bool prefixes = aws::has(input, "logStreamNamePrefixes");
  if (names && prefixes) {
    return aws::invalid_parameter(
        "logStreamNames and logStreamNamePrefixes are mutually exclusive parameters.");
  }
  if ((names || prefixes) && aws::items(input, "logGroupIdentifiers").size() > 1) {
    return aws::invalid_parameter(
        "Log streams can only be specified when a single log group is specified.");
  }
  return Done{};
}

aws::Outcome<std::vector<TailGroup>> read_tailed_groups(const LogServiceParts& parts,
                                                        const json::object& input) {
  std::vector<TailGroup> groups;
  for (const json::value& item : aws::items(input, "logGroupIdentifiers")) {
    const std::string_view arn = item.as_string();
    const auto address = parse_log_group_arn(arn);
    if (!address) {
      return aws::invalid_parameter("Log group identifiers must be the ARNs of log groups.");
    }
    const auto group = LogGroups{parts.store}.find(address->scope, address->name);
    if (!group) return refused_change(group.error());
    groups.push_back({.id = group->id, .arn = std::string{arn}, .name = group->name});
  }
  return groups;
}

std::vector<std::string> tailed_texts(const json::object& input, std::string_view member) {
  std::vector<std::string> texts;
  for (const json::value& item : aws::items(input, member)) texts.emplace_back(item.as_string());
  return texts;
}

/// Null for a pattern that matches everything.
aws::Outcome<std::function<bool(std::string_view)>> tail_matcher(std::string_view text) {
  using Matcher = std::function<bool(std::string_view)>;
  if (text.empty()) return Matcher{};
  auto pattern = FilterPattern::compile(text);
  if (!pattern) {
    return aws::invalid_parameter("Invalid filter pattern: " + pattern.error().message);
  }
  // Shared because functions are copied; a pattern is immutable.
  auto shared = std::make_shared<const FilterPattern>(*std::move(pattern));
  return Matcher{[pattern = std::move(shared)](std::string_view message) {
    return pattern->matches(message);
  }};
}

aws::Answer handle_start_live_tail(const LogServiceParts& parts, const aws::Call& call) {
  if (parts.live_tail == nullptr) {
    return aws::ApiError{.type = "InvalidOperationException",
                         .message = "There is no live tail on this server."};
  }
  EPITAPH_CHECK(check_tailed_streams(call.input));
  EPITAPH_TRY(groups, read_tailed_groups(parts, call.input));
  const auto pattern = aws::optional_text(call.input, "logEventFilterPattern").value_or("");
  EPITAPH_TRY(matches, tail_matcher(pattern));
  TailRequest request{.scope = call.scope,
                      .groups = std::move(groups),
                      .streams = tailed_texts(call.input, "logStreamNames"),
                      .stream_prefixes = tailed_texts(call.input, "logStreamNamePrefixes"),
                      .matches = std::move(matches),
                      .encoder = nullptr};
  request.encoder = event_stream_encoder({.request_id = call.request_id,
                                          .session_id = random_uuid(),
                                          .filter_pattern = std::string{pattern}},
                                         request);
  auto messages = parts.live_tail->start(std::move(request), std::chrono::steady_clock::now());
  if (messages) return aws::EventStream{*std::move(messages)};
  if (messages.error().kind != ErrorKind::kLimit) return messages.error();
  return aws::limit_exceeded("Resource limit exceeded.");
}

}  // namespace

aws::Operation start_live_tail(const LogServiceParts& parts) {
  return {.name = "StartLiveTail",
          .input = start_live_tail_input(),
          .handle = [parts](const aws::Call& call) { return handle_start_live_tail(parts, call); }};
}

}  // namespace epitaph::logs
