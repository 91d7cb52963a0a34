#include "diagnosis/log_location.h"

#include <utility>

#include <fmt/format.h>

#include "base/percent_encode.h"
#include "model/arn.h"

namespace epitaph::diagnosis {
namespace {

/// The console's fragment wants a name encoded twice, with `$` for the outer `%`.
std::string console_encode(std::string_view name) {
  std::string encoded;
  for (const char c : percent_encode(percent_encode(name))) encoded += c == '%' ? '$' : c;
  return encoded;
}

std::string_view console_domain(std::string_view region) {
  const auto partition = partition_of(region);
  if (partition == "aws-cn") return "console.amazonaws.cn";
  if (partition == "aws-us-gov") return "console.amazonaws-us-gov.com";
  return "console.aws.amazon.com";
}

std::string console_url(const LogLocation& logs) {
  auto url = fmt::format(
      "https://{0}.{1}/cloudwatch/home?region={0}#logsV2:log-groups/log-group/{2}",
      percent_encode(logs.region), console_domain(logs.region), console_encode(logs.group));
  if (!logs.stream.empty()) url += "/log-events/" + console_encode(logs.stream);
  return url;
}

Scope scope_of(const Task& task) {
  const auto arn = TaskArn::parse(task.arn);
  return arn ? arn->scope() : Scope{};
}

LogLocation of_awslogs(const Task& task, const Container& container, const AwsLogs& logs) {
  LogLocation location{.container = container.name, .group = logs.group, .region = logs.region};
  if (location.region.empty()) location.region = scope_of(task).region;
  location.stream =
      logs.stream_prefix.empty()
          ? container.runtime_id
          : fmt::format("{}/{}/{}", logs.stream_prefix, container.name, last_segment(task.arn));
  location.url = console_url(location);
  return location;
}

std::string fill(std::string text, const Task& task, const Container& container) {
  const auto scope = scope_of(task);
  const std::pair<std::string_view, std::string_view> words[] = {
      {"{container}", container.name}, {"{taskId}", last_segment(task.arn)},
      {"{taskArn}", task.arn},         {"{cluster}", last_segment(task.cluster_arn)},
      {"{service}", task.service()},   {"{family}", task.family()},
      {"{account}", scope.account},    {"{region}", scope.region}};
  for (const auto& [hole, word] : words) {
    const auto encoded = percent_encode(word);
    for (auto at = text.find(hole); at != std::string::npos; at = text.find(hole, at)) {
      text.replace(at, hole.size(), encoded);
      at += encoded.size();
    }
  }
  return text;
}

}  // namespace

std::optional<LogLocation> log_location(const Task& task, const Container& container,
                                        const Context& context) {
  const auto* settings = context.find(container.name);
  if (settings && settings->logs) return of_awslogs(task, container, *settings->logs);
  if (context.log_url_template.empty()) return std::nullopt;
  return LogLocation{.container = container.name,
                     .url = fill(context.log_url_template, task, container)};
}

}  // namespace epitaph::diagnosis
