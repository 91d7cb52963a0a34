#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/request_parser.h"

namespace {

using epitaph::http::ReadState;
using epitaph::http::RequestParser;

constexpr std::size_t kHeaderBytesMax = 512;
constexpr std::size_t kBodyBytesMax = 256;

void require(bool holds) {
  if (!holds) std::abort();
}

/// Hands the bytes over as a connection would, `piece` more at a time, and gives what came of it.
std::string read(std::string_view bytes, std::size_t piece) {
  RequestParser parser{kHeaderBytesMax, kBodyBytesMax};
  std::size_t begin = 0;
  std::size_t end = 0;
  while (!parser.header_done() || parser.has_body()) {
    const auto [state, used] = parser.parse(bytes.substr(begin, end - begin));
    require(used <= end - begin);
    begin += used;
    if (state == ReadState::kDone) continue;  // the header; its body follows
    if (state != ReadState::kMore) return "refused";
    require(parser.request().body.size() <= kBodyBytesMax);
    if (end == bytes.size()) return "unfinished";
    end = std::min(bytes.size(), end + piece);
  }
  const auto& request = parser.request();
  return request.method + ' ' + request.path + ' ' + request.body + ' ' + std::to_string(begin) +
         (parser.keeps_alive() ? " stays" : " goes");
}

}  // namespace

// The first byte is the length of the pieces. However a request is cut into reads, the same comes
// of it, within the limits; but what is refused for its length may be seen sooner in one piece.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes{reinterpret_cast<const char*>(data + 1), size - 1};
  const auto whole = read(bytes, bytes.size() + 1);
  const auto cut = read(bytes, 1 + data[0]);
  if (whole != "refused" && cut != "refused") require(whole == cut);
  return 0;
}
