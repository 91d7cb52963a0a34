#include "storage/rocksdb/checksum.h"

#include <string>

#include <gtest/gtest.h>
#include <zstd.h>

namespace epitaph::storage::rocks {
namespace {

/// What zstd puts behind a frame of `text`: the low half of its XXH64.
std::uint32_t sum_by_zstd(const std::string& text) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  std::string frame(ZSTD_compressBound(text.size()), '\0');
  frame.resize(ZSTD_compress2(context, frame.data(), frame.size(), text.data(), text.size()));
  ZSTD_freeCCtx(context);
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    sum |= std::uint32_t{static_cast<unsigned char>(frame[frame.size() - 4 + i])} << (8 * i);
  }
  return sum;
}

TEST(Checksum, IsXxh64) {
  EXPECT_EQ(checksum64(""), 0xEF46DB3751D8E999);
  EXPECT_EQ(checksum64("abc"), 0x44BC2CF5AD770999);
}

TEST(Checksum, AgreesWithZstdAtEveryLength) {
  std::string text;
  for (int length = 0; length < 200; ++length) {
    EXPECT_EQ(static_cast<std::uint32_t>(checksum64(text)), sum_by_zstd(text)) << length;
    text += static_cast<char>(length * 31 + 7);
  }
}

}  // namespace
}  // namespace epitaph::storage::rocks
