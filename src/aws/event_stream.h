#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace epitaph::aws {

/// One header of a message, of type string, the only type that our messages need.
struct EventStreamHeader {
  std::string_view name;   ///< 1 to 255 bytes: `:event-type`
  std::string_view value;  ///< up to 65,535 bytes
};

/// A message of `application/vnd.amazon.eventstream`, AWS's framing of answers that go on:
///   u32 total length, u32 length of the headers, u32 CRC-32 of these eight bytes
///   headers, each: u8 length, name, u8 7 (string), u16 length, value
///   payload
///   u32 CRC-32 of all before it
/// Numbers are big-endian; the CRC is that of zlib. Payloads of over 16 MiB are refused by clients.
std::string event_stream_message(const std::vector<EventStreamHeader>& headers,
                                 std::string_view payload);

/// An event of a stream of AWS JSON, `sessionUpdate` say; `json` is its payload.
std::string event_stream_event(std::string_view type, std::string_view json);

/// What every stream of AWS JSON begins with, and clients wait for: the members of the output that
/// are no events, of which there are none.
std::string event_stream_start();

/// An exception of the stream's model: `{"message": text}`. It ends the stream.
std::string event_stream_exception(std::string_view type, std::string_view text);

}  // namespace epitaph::aws
