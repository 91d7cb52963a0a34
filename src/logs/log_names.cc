#include "logs/log_names.h"

#include <fmt/format.h>

#include "base/utf16.h"

namespace epitaph::logs {
namespace {

constexpr std::string_view kGroupResource = "log-group:";
constexpr std::string_view kEverything = ":*";

}  // namespace

bool is_log_stream_name(std::string_view text) {
  return !text.empty() && utf16_length(text) <= kNameLengthMax &&
         text.find_first_of(":*") == std::string_view::npos;
}

std::optional<LogGroupAddress> parse_log_group_arn(std::string_view arn) {
  const auto parts = parse_arn(arn);
  if (!parts || parts->service != "logs" || parts->region.empty() || parts->account.empty()) {
    return std::nullopt;
  }
  std::string_view name = parts->resource;
  if (!name.starts_with(kGroupResource)) return std::nullopt;
  name.remove_prefix(kGroupResource.size());
  if (name.ends_with(kEverything)) name.remove_suffix(kEverything.size());
  if (name.empty() || name.find(':') != std::string_view::npos) return std::nullopt;
  return LogGroupAddress{{std::string{parts->account}, std::string{parts->region}},
                         std::string{name}};
}

std::string log_group_arn(const Scope& scope, std::string_view group) {
  return fmt::format("arn:{}:logs:{}:{}:log-group:{}", partition_of(scope.region), scope.region,
                     scope.account, group);
}

std::string log_stream_arn(const Scope& scope, std::string_view group, std::string_view stream) {
  return fmt::format("{}:log-stream:{}", log_group_arn(scope, group), stream);
}

}  // namespace epitaph::logs
