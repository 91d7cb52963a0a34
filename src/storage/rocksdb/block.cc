#include "storage/rocksdb/block.h"

#include <memory>
#include <new>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>
#include <xxhash.h>
#include <zstd.h>

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/event_dictionary.h"
#include "storage/rocksdb/rocksdb_storage.h"

namespace epitaph::storage::rocks {

namespace {

constexpr std::uint8_t kPlainLayout = 1;
constexpr std::uint8_t kQuickLayout = 2;
constexpr std::uint8_t kThoroughLayout = 3;
constexpr std::size_t kChecksumBytes = 8;
// A body is taken while the block is below kBlockRawBytes, whatever its own length.
constexpr std::uint64_t kRawBytesMax = kBlockRawBytes + kBodyBytesMax;

Error damaged(std::string_view what) {
  return {ErrorKind::kCorrupt, fmt::format("block of bodies: {}", what)};
}

/// Reads what follows the layout; leaves `reader` at the frame. `header` keeps its memory.
Status read_header(ByteReader& reader, BlockHeader& header) {
  const std::uint64_t count = reader.varint();
  if (count == 0 || count > kBlockBodiesMax) return damaged("impossible number of bodies");
  const std::uint64_t holders = reader.varint();

  header.holders.clear();
  header.lengths.clear();
  for (std::uint64_t i = 0; i < holders && reader.ok(); ++i) header.holders.push_back(reader.u64());
  header.min_time = reader.time();
  header.max_time = wrapping_sum(header.min_time, static_cast<std::int64_t>(reader.varint()));
  std::uint64_t total = 0;
  for (std::uint64_t i = 0; i < count && reader.ok(); ++i) {
    const std::uint64_t length = reader.varint();
    if (length > kRawBytesMax - total) return damaged("impossible length of a body");
    total += length;
    header.lengths.push_back(static_cast<std::uint32_t>(length));
  }
  if (!reader.ok()) return damaged("ends within its header");
  return Done{};
}

/// For bytes that may have been damaged, not for bytes that somebody chose.
std::uint64_t checksum_of(std::string_view stored) {
  return XXH3_64bits(stored.data(), stored.size());
}

/// Takes the checksum off the end of a block, if it is right.
Status check_sum(std::string_view& stored) {
  if (stored.size() < kChecksumBytes) return damaged("ends within its checksum");
  ByteReader end(stored.substr(stored.size() - kChecksumBytes));
  stored.remove_suffix(kChecksumBytes);
  if (end.u64() != checksum_of(stored)) return damaged("its checksum is wrong");
  return Done{};
}

// The thread's own, kept from block to block: making one for each took a third of a scan.
ZSTD_DCtx* decompressor() {
  struct Free {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };
  thread_local const std::unique_ptr<ZSTD_DCtx, Free> context{ZSTD_createDCtx()};
  if (!context) throw std::bad_alloc();
  return context.get();
}

/// The dictionary as zstd reads it, shared by all threads. Never taken down, since threads may read
/// blocks up to the end of the process.
const ZSTD_DDict& dictionary() {
  static const ZSTD_DDict* const made = [] {
    const std::string_view text = event_dictionary();
    return ZSTD_createDDict(text.data(), text.size());
  }();
  if (made == nullptr) throw std::bad_alloc();
  return *made;
}

Status unpack(std::string_view frame, bool with_dictionary, std::span<char> raw) {
  // The size that the frame itself claims is compared first: zstd would else work for nothing.
  if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != raw.size()) {
    return damaged("frame and header differ in size");
  }
  const std::size_t got =
      ZSTD_decompress_usingDDict(decompressor(), raw.data(), raw.size(), frame.data(), frame.size(),
                                 with_dictionary ? &dictionary() : nullptr);
  if (ZSTD_isError(got)) return damaged(ZSTD_getErrorName(got));
  if (got != raw.size()) return damaged("frame is short");
  return Done{};
}

/// Of either search it is long repeats that matter: where they are looked for by 6 or 7 bytes at
/// least, events are packed better, faster, and are unpacked faster. With all the zeal of zstd's
/// level 19 the thorough one would save another twentieth and take thirty times as long.
void choose_search(ZSTD_CCtx* context, Packing packing) {
  if (packing == Packing::kQuick) {
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 1);
    ZSTD_CCtx_setParameter(context, ZSTD_c_minMatch, 7);
    return;
  }
  ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, 3);
  ZSTD_CCtx_setParameter(context, ZSTD_c_strategy, ZSTD_lazy2);
  ZSTD_CCtx_setParameter(context, ZSTD_c_minMatch, 6);
  ZSTD_CCtx_setParameter(context, ZSTD_c_hashLog, 17);
  ZSTD_CCtx_setParameter(context, ZSTD_c_chainLog, 17);
  ZSTD_CCtx_setParameter(context, ZSTD_c_searchLog, 4);
}

}  // namespace

BlockEncoder::BlockEncoder(Packing packing) : packing_(packing), context_(ZSTD_createCCtx()) {
  if (context_ == nullptr) throw std::bad_alloc();
  choose_search(context_, packing_);
  const std::string_view dictionary_text = event_dictionary();
  ZSTD_CCtx_loadDictionary(context_, dictionary_text.data(), dictionary_text.size());
}

BlockEncoder::~BlockEncoder() { ZSTD_freeCCtx(context_); }

std::string BlockEncoder::encode(BlockHeader header, std::span<const std::string_view> bodies) {
  ByteWriter out;
  out.u8(packing_ == Packing::kThorough ? kThoroughLayout : kQuickLayout);
  out.varint(bodies.size()).varint(header.holders.size());
  for (const HolderId holder : header.holders) out.u64(holder);
  out.time(header.min_time);
  out.varint(static_cast<std::uint64_t>(wrapping_difference(header.max_time, header.min_time)));
  raw_.clear();
  for (const std::string_view body : bodies) {
    out.varint(body.size());
    raw_.append(body);
  }

  std::string stored = out.take();
  const std::size_t header_bytes = stored.size();
  stored.resize(header_bytes + ZSTD_compressBound(raw_.size()));
  const std::size_t frame_bytes =
      ZSTD_compress2(context_, stored.data() + header_bytes, stored.size() - header_bytes,
                     raw_.data(), raw_.size());
  if (ZSTD_isError(frame_bytes)) throw std::runtime_error(ZSTD_getErrorName(frame_bytes));
  stored.resize(header_bytes + frame_bytes);
  return stored + ByteWriter{}.u64(checksum_of(stored)).take();
}

bool is_packed_thoroughly(std::string_view stored) {
  return ByteReader(stored).u8() == kThoroughLayout;
}

Result<Block> Block::decode(std::string_view stored) { return decode(stored, Block{}); }

Result<Block> Block::decode(std::string_view stored, Block spare) {
  const std::uint8_t layout = ByteReader(stored).u8();
  if (layout < kPlainLayout || layout > kThoroughLayout) return damaged("unknown layout");
  if (layout != kPlainLayout) EPITAPH_CHECK(check_sum(stored));
  ByteReader reader(stored.substr(1));
  Block block = std::move(spare);
  EPITAPH_CHECK(read_header(reader, block.header_));
  std::size_t total = 0;
  block.offsets_.clear();
  for (const std::uint32_t length : block.header_.lengths) {
    block.offsets_.push_back(total);
    total += length;
  }
  block.make_room(total);
  EPITAPH_CHECK(unpack(reader.rest(), layout != kPlainLayout, {block.raw_.get(), total}));
  return block;
}

void Block::make_room(std::size_t bytes) {
  if (raw_ != nullptr && bytes <= raw_capacity_) return;
  raw_ = std::make_unique_for_overwrite<char[]>(bytes);
  raw_capacity_ = bytes;
}

}  // namespace epitaph::storage::rocks
