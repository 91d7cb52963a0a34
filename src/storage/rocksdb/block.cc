#include "storage/rocksdb/block.h"

#include <memory>
#include <new>
#include <numeric>
#include <stdexcept>

#include <fmt/format.h>
#include <zstd.h>

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/rocksdb_storage.h"

namespace epitaph::storage::rocks {

namespace {

constexpr std::uint8_t kLayout = 1;
// Level 1 packs a block of events seven to one; level 3 takes half as long again for 3 percent.
constexpr int kCompressionLevel = 1;
// A body is taken while the block is below kBlockRawBytes, whatever its own length.
constexpr std::uint64_t kRawBytesMax = kBlockRawBytes + kBodyBytesMax;

Error damaged(std::string_view what) {
  return {ErrorKind::kCorrupt, fmt::format("block of bodies: {}", what)};
}

/// Leaves `reader` at the frame.
Result<BlockHeader> read_header(ByteReader& reader) {
  if (reader.u8() != kLayout) return damaged("unknown layout");
  const std::uint64_t count = reader.varint();
  if (count == 0 || count > kBlockBodiesMax) return damaged("impossible number of bodies");
  const std::uint64_t holders = reader.varint();

  BlockHeader header;
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
  return header;
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

Status unpack(std::string_view frame, std::string& raw) {
  // The size that the frame itself claims is compared first: zstd would else work for nothing.
  if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != raw.size()) {
    return damaged("frame and header differ in size");
  }
  const std::size_t got =
      ZSTD_decompressDCtx(decompressor(), raw.data(), raw.size(), frame.data(), frame.size());
  if (ZSTD_isError(got)) return damaged(ZSTD_getErrorName(got));
  if (got != raw.size()) return damaged("frame is short");
  return Done{};
}

}  // namespace

BlockEncoder::BlockEncoder() : context_(ZSTD_createCCtx()) {
  if (context_ == nullptr) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, kCompressionLevel);
  ZSTD_CCtx_setParameter(context_, ZSTD_c_checksumFlag, 1);
}

BlockEncoder::~BlockEncoder() { ZSTD_freeCCtx(context_); }

std::string BlockEncoder::encode(BlockHeader header, std::span<const std::string_view> bodies) {
  ByteWriter out;
  out.u8(kLayout).varint(bodies.size()).varint(header.holders.size());
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
  return stored;
}

Result<Block> Block::decode(std::string_view stored) {
  ByteReader reader(stored);
  EPITAPH_TRY(header, read_header(reader));
  Block block;
  block.header_ = std::move(header);
  std::size_t total = 0;
  for (const std::uint32_t length : block.header_.lengths) {
    block.offsets_.push_back(total);
    total += length;
  }
  block.raw_.resize(total);
  EPITAPH_CHECK(unpack(reader.rest(), block.raw_));
  return block;
}

std::string_view Block::body(std::size_t index) const {
  return std::string_view{raw_}.substr(offsets_.at(index), header_.lengths.at(index));
}

}  // namespace epitaph::storage::rocks
