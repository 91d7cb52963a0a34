#include "storage/rocksdb/tasks/task_reasons.h"

#include <stdexcept>

#include <zstd.h>

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

namespace {
// More than bodies get: reasons are written once and read for years.
constexpr int kReasonsLevel = 3;
// A segment is sealed long before it has so much text.
constexpr std::uint64_t kReasonsBytesMax = std::uint64_t{256} << 20;
}  // namespace

std::string compress_reasons(std::string_view raw) {
  std::string stored = ByteWriter{}.varint(raw.size()).take();
  const std::size_t header_bytes = stored.size();
  stored.resize(header_bytes + ZSTD_compressBound(raw.size()));
  const std::size_t bytes =
      ZSTD_compress(stored.data() + header_bytes, stored.size() - header_bytes, raw.data(),
                    raw.size(), kReasonsLevel);
  if (ZSTD_isError(bytes)) throw std::runtime_error(ZSTD_getErrorName(bytes));
  stored.resize(header_bytes + bytes);
  return stored;
}

std::optional<std::string> decompress_reasons(std::string_view stored) {
  ByteReader in(stored);
  const std::uint64_t size = in.varint();
  const std::string_view frame = in.rest();
  if (!in.ok() || size > kReasonsBytesMax) return std::nullopt;
  if (ZSTD_getFrameContentSize(frame.data(), frame.size()) != size) return std::nullopt;
  std::string raw(size, '\0');
  const std::size_t got = ZSTD_decompress(raw.data(), raw.size(), frame.data(), frame.size());
  if (ZSTD_isError(got) || got != size) return std::nullopt;
  return raw;
}

}  // namespace epitaph::storage::rocks
