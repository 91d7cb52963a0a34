#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "intake/json_splitter.h"

namespace {

using epitaph::intake::Item;
using epitaph::intake::JsonSplitter;

constexpr std::size_t kItemBytesMax = 64;

void require(bool holds) {
  if (!holds) std::abort();
}

/// What the stream gives when it comes in pieces of this length.
std::vector<std::string> split(std::string_view stream, std::size_t piece) {
  std::vector<std::string> found;
  std::uint64_t last_line = 0;
  JsonSplitter splitter{kItemBytesMax, [&](const Item& item) {
                          require(item.text.size() <= kItemBytesMax);
                          require(item.line >= last_line);
                          last_line = item.line;
                          found.push_back(std::to_string(item.line) + ' ' +
                                          std::string{item.fault} + ' ' + std::string{item.text});
                        }};
  for (std::size_t at = 0; at < stream.size(); at += piece) splitter.feed(stream.substr(at, piece));
  splitter.finish();
  return found;
}

}  // namespace

// The first byte is the length of the pieces. However a stream is cut, the same items come of it,
// in the order of their lines and none over the bound.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view stream{reinterpret_cast<const char*>(data + 1), size - 1};
  require(split(stream, 1 + data[0]) == split(stream, 1));
  return 0;
}
