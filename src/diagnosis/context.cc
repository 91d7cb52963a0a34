#include "diagnosis/context.h"

#include <algorithm>

namespace epitaph::diagnosis {

const ContainerSettings* Context::find(std::string_view container) const {
  const auto found = std::ranges::find(containers, container, &ContainerSettings::name);
  return found == containers.end() ? nullptr : &*found;
}

bool Context::may_be_essential(std::string_view container) const {
  const auto* settings = find(container);
  return settings == nullptr || settings->essential;
}

std::chrono::seconds Context::stop_timeout(std::string_view container) const {
  const auto* settings = find(container);
  return settings ? settings->stop_timeout.value_or(kStopTimeoutDefault) : kStopTimeoutDefault;
}

}  // namespace epitaph::diagnosis
