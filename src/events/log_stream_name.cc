#include "events/log_stream_name.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.h"

namespace epitaph::events {
namespace {

bool can_name_stream(std::string_view name) {
  constexpr std::size_t kNameBytesMax = 512;
  return !name.empty() && name.size() <= kNameBytesMax && std::ranges::none_of(name, [](char c) {
    return c == ':' || c == '*' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

}  // namespace

std::string log_stream_name(const Event& event, const std::optional<TaskArn>& task) {
  if (task && can_name_stream(task->id())) return std::string{task->id()};
  if (!event.resources.empty()) {
    const std::string_view resource = event.resources.front();
    const auto slash = resource.rfind('/');
    const auto name = slash == std::string_view::npos ? "" : resource.substr(slash + 1);
    if (can_name_stream(name)) return std::string{name};
  }
  if (can_name_stream(event.id)) return event.id;
  return fmt::format("{:016x}", hash64(event.id));
}

}  // namespace epitaph::events
