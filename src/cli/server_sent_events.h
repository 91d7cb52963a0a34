#pragma once
#include <functional>
#include <string>
#include <string_view>

namespace epitaph::cli {

/// One event of a text/event-stream.
struct ServerSentEvent {
  std::string name = "message";
  std::string data;
};

/// Reads server-sent events out of bytes, however they are cut. Comments, ids and retry times are
/// passed over; an event without data is none. Source: the HTML standard, 9.2.6.
class ServerSentEvents {
 public:
  /// An event whose data is larger than what any server of ours sends ends the reading: false.
  static constexpr std::size_t kEventBytesMax = std::size_t{64} << 20;

  /// `take` gets each event that `bytes` complete, in their order; false ends the reading.
  using Take = std::function<bool(const ServerSentEvent&)>;
  bool read(std::string_view bytes, const Take& take);

 private:
  bool read_line(std::string_view line, const Take& take);

  std::string line_;
  ServerSentEvent event_;
  bool has_data_ = false;
};

}  // namespace epitaph::cli
