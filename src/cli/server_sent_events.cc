#include "cli/server_sent_events.h"

#include <utility>

namespace epitaph::cli {

bool ServerSentEvents::read(std::string_view bytes, const Take& take) {
  while (true) {
    const auto end = bytes.find('\n');
    line_ += bytes.substr(0, end);
    if (line_.size() + event_.data.size() > kEventBytesMax) return false;
    if (end == std::string_view::npos) return true;
    bytes.remove_prefix(end + 1);
    std::string line = std::exchange(line_, {});
    if (line.ends_with('\r')) line.pop_back();
    if (!read_line(line, take)) return false;
  }
}

bool ServerSentEvents::read_line(std::string_view line, const Take& take) {
  if (line.empty()) {
    const auto event = std::exchange(event_, {});
    return !std::exchange(has_data_, false) || take(event);
  }
  const auto colon = line.find(':');
  const auto field = line.substr(0, colon);
  auto value = colon == std::string_view::npos ? std::string_view{} : line.substr(colon + 1);
  if (value.starts_with(' ')) value.remove_prefix(1);
  if (field == "event") event_.name = value;
  if (field == "data") {
    if (has_data_) event_.data += '\n';
    event_.data += value;
    has_data_ = true;
  }
  return true;
}

}  // namespace epitaph::cli
