#include "aws/event_stream.h"

#include <cstdint>
#include <stdexcept>

#include <boost/json.hpp>
#include <zlib.h>

namespace epitaph::aws {
namespace {

constexpr std::size_t kPreludeBytes = 12;
constexpr std::size_t kCheckBytes = 4;
constexpr char kStringType = 7;
constexpr std::string_view kJson = "application/x-amz-json-1.1";

void append_number(std::string& out, std::uint64_t number, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
    out += static_cast<char>(static_cast<unsigned char>(number >> shift));
  }
}

void append_check(std::string& out) {
  const auto check = crc32_z(0, reinterpret_cast<const unsigned char*>(out.data()), out.size());
  append_number(out, check, kCheckBytes);
}

void append_header(std::string& out, const EventStreamHeader& header) {
  if (header.name.empty() || header.name.size() > 255 || header.value.size() > 65'535) {
    throw std::logic_error("a header of an event stream is too long");
  }
  append_number(out, header.name.size(), 1);
  out += header.name;
  out += kStringType;
  append_number(out, header.value.size(), 2);
  out += header.value;
}

std::size_t bytes_of(const std::vector<EventStreamHeader>& headers) {
  std::size_t bytes = 0;
  for (const auto& header : headers) bytes += 4 + header.name.size() + header.value.size();
  return bytes;
}

}  // namespace

std::string event_stream_message(const std::vector<EventStreamHeader>& headers,
                                 std::string_view payload) {
  const std::size_t header_bytes = bytes_of(headers);
  const std::size_t total = kPreludeBytes + header_bytes + payload.size() + kCheckBytes;
  std::string message;
  message.reserve(total);
  append_number(message, total, 4);
  append_number(message, header_bytes, 4);
  append_check(message);
  for (const auto& header : headers) append_header(message, header);
  message += payload;
  append_check(message);
  return message;
}

std::string event_stream_event(std::string_view type, std::string_view json) {
  return event_stream_message(
      {{":event-type", type}, {":content-type", kJson}, {":message-type", "event"}}, json);
}

std::string event_stream_start() { return event_stream_event("initial-response", "{}"); }

std::string event_stream_exception(std::string_view type, std::string_view text) {
  return event_stream_message(
      {{":exception-type", type}, {":content-type", kJson}, {":message-type", "exception"}},
      boost::json::serialize(boost::json::object{{"message", text}}));
}

}  // namespace epitaph::aws
