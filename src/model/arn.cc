#include "model/arn.h"

#include <algorithm>

namespace epitaph {
namespace {

constexpr std::size_t kArnBytesMax = 2048;

/// Takes what stands before the next `:`.
std::optional<std::string_view> take_part(std::string_view& text) {
  const auto end = text.find(':');
  if (end == std::string_view::npos) return std::nullopt;
  const auto part = text.substr(0, end);
  text.remove_prefix(end + 1);
  return part;
}

bool is_printable(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

/// `task/ID` or `task/CLUSTER/ID`, without the leading `task/`.
std::optional<std::string_view> task_path(std::string_view arn) {
  const auto parts = parse_arn(arn);
  if (!parts || parts->service != "ecs" || !parts->resource.starts_with("task/"))
    return std::nullopt;
  return parts->resource.substr(5);
}

}  // namespace

std::optional<ArnParts> parse_arn(std::string_view text) {
  if (!text.starts_with("arn:")) return std::nullopt;
  text.remove_prefix(4);
  const auto partition = take_part(text);
  if (!partition || partition->empty()) return std::nullopt;
  const auto service = take_part(text);
  if (!service || service->empty()) return std::nullopt;
  const auto region = take_part(text);
  if (!region) return std::nullopt;
  const auto account = take_part(text);
  if (!account || text.empty()) return std::nullopt;
  return ArnParts{*partition, *service, *region, *account, text};
}

std::optional<TaskArn> TaskArn::parse(std::string_view text) {
  if (text.size() > kArnBytesMax || !is_printable(text)) return std::nullopt;
  const auto path = task_path(text);
  if (!path || path->empty() || path->front() == '/' || path->back() == '/') return std::nullopt;
  if (std::ranges::count(*path, '/') > 1) return std::nullopt;
  return TaskArn{std::string{text}};
}

std::string_view TaskArn::id() const { return last_segment(text_); }

std::string_view TaskArn::cluster() const {
  const auto path = *task_path(text_);
  const auto slash = path.find('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

Scope TaskArn::scope() const {
  const auto parts = *parse_arn(text_);
  return {std::string{parts.account}, std::string{parts.region}};
}

std::string_view last_segment(std::string_view arn) {
  return arn.substr(arn.rfind('/') + 1);  // npos + 1 is 0: the whole text
}

std::string_view partition_of(std::string_view region) {
  if (region.starts_with("cn-")) return "aws-cn";
  if (region.starts_with("us-gov-")) return "aws-us-gov";
  return "aws";
}

}  // namespace epitaph
