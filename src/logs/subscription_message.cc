#include "logs/subscription_message.h"

#include <memory>
#include <stdexcept>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <zlib.h>

#include "base/base64.h"

namespace epitaph::logs {
namespace {

namespace json = boost::json;

/// What stands around an event's message: its id, its time, the names of both.
constexpr std::size_t kAroundEventBytes = 120;

/// zlib's state, kept for each thread: it has a quarter of a megabyte, and every message needs one.
class Deflater {
 public:
  Deflater() {
    constexpr int kGzip = 16 + MAX_WBITS;
    constexpr int kMemoryLevel = 8;  // zlib's default
    if (deflateInit2(&stream_, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, kMemoryLevel,
                     Z_DEFAULT_STRATEGY) != Z_OK) {
      throw std::bad_alloc{};
    }
  }
  Deflater(const Deflater&) = delete;
  Deflater& operator=(const Deflater&) = delete;
  ~Deflater() { deflateEnd(&stream_); }

  std::string gzip(std::string_view text) {
    deflateReset(&stream_);
    std::string packed(deflateBound(&stream_, text.size()), '\0');
    // zlib's interface predates const; it only reads here.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream_.avail_in = static_cast<uInt>(text.size());
    stream_.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream_.avail_out = static_cast<uInt>(packed.size());
    if (deflate(&stream_, Z_FINISH) != Z_STREAM_END) throw std::logic_error("gzip has no room");
    packed.resize(packed.size() - stream_.avail_out);
    return packed;
  }

 private:
  z_stream stream_{};
};

std::string wrapped(const json::object& message) {
  static thread_local Deflater deflater;
  return fmt::format(R"({{"awslogs":{{"data":"{}"}}}})",
                     base64_encode(deflater.gzip(json::serialize(message))));
}

json::object message_json(std::string_view type, const SubscriptionSource& source,
                          json::array filters, json::array events) {
  return {{"messageType", type},
          {"owner", source.owner},
          {"logGroup", source.group},
          {"logStream", source.stream},
          {"subscriptionFilters", std::move(filters)},
          {"logEvents", std::move(events)}};
}

json::object event_json(std::string_view id, Timestamp time, std::string_view message) {
  return {{"id", id}, {"timestamp", time.time_since_epoch().count()}, {"message", message}};
}

}  // namespace

std::size_t fitting_events(std::span<const SubscribedEvent> events) {
  std::size_t bytes = 0;
  std::size_t count = 0;
  for (const auto& event : events) {
    bytes += event.message.size() + kAroundEventBytes;
    if (count > 0 && bytes > kSubscribedBytesMax) break;
    ++count;
  }
  return count;
}

std::string data_message(const SubscriptionSource& source,
                         std::span<const SubscribedEvent> events) {
  json::array listed;
  for (const auto& event : events) {
    listed.push_back(event_json(event.id, event.time, event.message));
  }
  return wrapped(
      message_json("DATA_MESSAGE", source, json::array{source.filter}, std::move(listed)));
}

std::string control_message(std::string_view vendor, Timestamp now) {
  const auto text = fmt::format("CWL CONTROL MESSAGE: Checking health of destination {}.", vendor);
  return wrapped(message_json("CONTROL_MESSAGE", {.owner = "CloudwatchLogs"}, json::array{},
                              json::array{event_json("", now, text)}));
}

}  // namespace epitaph::logs
