#include "events/log_group_target.h"

namespace epitaph::events {

std::string_view log_group_of(const ArnParts& target) {
  constexpr std::string_view kResource = "log-group:", kAllStreams = ":*";
  if (target.service != "logs" || !target.resource.starts_with(kResource)) return {};
  auto name = target.resource.substr(kResource.size());
  if (name.ends_with(kAllStreams)) name.remove_suffix(kAllStreams.size());
  return name.find(':') == std::string_view::npos ? name : std::string_view{};
}

}  // namespace epitaph::events
