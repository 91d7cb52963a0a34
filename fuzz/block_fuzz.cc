// Any bytes are a block of bodies or corrupt; what is a block gives all its bodies, and packs again
// into one that holds the same.
#include <cstdlib>

#include "storage/rocksdb/block.h"

using epitaph::storage::rocks::Block;
using epitaph::storage::rocks::BlockEncoder;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto block = Block::decode({reinterpret_cast<const char*>(data), size});
  if (!block) return 0;
  std::vector<std::string_view> bodies;
  for (std::size_t i = 0; i < block->size(); ++i) bodies.push_back(block->body(i));
  const auto again = Block::decode(
      BlockEncoder{epitaph::storage::rocks::Packing::kQuick}.encode(block->header(), bodies));
  if (!again || again->size() != bodies.size()) std::abort();
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    if (again->body(i) != bodies[i]) std::abort();
  }
  return 0;
}
