#include "storage/rocksdb/log_check.h"

#include <array>
#include <bit>
#include <cstring>
#include <fstream>
#include <set>
#include <string>

#include <fmt/format.h>

namespace epitaph::storage::rocks {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kBlockBytes = std::size_t{32} << 10;
constexpr std::size_t kHeaderBytes = 7;
constexpr unsigned kFull = 1, kFirst = 2;

std::uint64_t little_endian(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = bytes.size(); i-- > 0;)
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

/// CRC-32C, eight bytes a step: a start reads every log whole, and with a byte a step this was a
/// third of its time. Table i holds what a byte does that stands i bytes before the end of a step.
constexpr auto kCrcTables = [] {
  std::array<std::array<std::uint32_t, 256>, 8> tables{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t crc = byte;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 1U) != 0 ? crc >> 1 ^ 0x82F63B78U : crc >> 1;
    tables[0][byte] = crc;
  }
  for (std::size_t table = 1; table < tables.size(); ++table) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t before = tables[table - 1][byte];
      tables[table][byte] = before >> 8 ^ tables[0][before & 0xFFU];
    }
  }
  return tables;
}();

std::uint32_t crc32c(std::string_view bytes) {
  std::uint32_t crc = ~std::uint32_t{0};
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    std::uint64_t step = 0;
    std::memcpy(&step, bytes.data(), sizeof step);
    static_assert(std::endian::native == std::endian::little);
    step ^= crc;
    crc = 0;
    for (std::size_t i = 0; i < 8; ++i) crc ^= kCrcTables[7 - i][step >> 8 * i & 0xFFU];
  }
  for (const char byte : bytes) {
    crc = crc >> 8 ^ kCrcTables[0][(crc ^ static_cast<unsigned char>(byte)) & 0xFFU];
  }
  return ~crc;
}

/// RocksDB stores checksums rotated and shifted, so that one over bytes that hold one is no
/// trouble.
std::uint32_t masked_crc(std::string_view bytes) {
  return std::rotr(crc32c(bytes), 15) + 0xa282ead8U;
}

/// Goes through the logs in their order; one object for all of them, as they are one sequence.
class WriteAheadLogScan {
 public:
  /// `block` is one block of the log, or what is there of the last.
  void see_block(std::string_view block, std::uint64_t offset) {
    while (block.size() > kHeaderBytes) {
      const std::uint64_t length = little_endian(block.substr(4, 2));
      const unsigned type = static_cast<unsigned char>(block[6]);
      if (type == 0 && length == 0) return;  // never written
      if (length > block.size() - kHeaderBytes) {
        damage(offset);
        return;
      }
      if (masked_crc(block.substr(6, length + 1)) != little_endian(block.substr(0, 4))) {
        damage(offset);
      } else if ((type == kFull || type == kFirst) && length >= 8) {
        see_record(little_endian(block.substr(kHeaderBytes, 8)));
      }
      block.remove_prefix(kHeaderBytes + length);
      offset += kHeaderBytes + length;
    }
  }
  void begin_log(const fs::path& path) { path_ = path; }

  Status verdict() const {
    if (!lost_) return Done{};
    return Error{ErrorKind::kCorrupt,
                 fmt::format("{}: damaged at byte {}, and later writes lie behind: what had been "
                             "acknowledged is lost; restore a backup of the folder",
                             damaged_.string(), damaged_at_)};
  }

 private:
  void damage(std::uint64_t offset) {
    if (!damaged_.empty()) return;
    damaged_ = path_;
    damaged_at_ = offset;
  }
  void see_record(std::uint64_t sequence) {
    // Not later: left over from a file that lay in this place of the disk before.
    if (!damaged_.empty() && sequence > last_sequence_) lost_ = true;
    last_sequence_ = std::max(last_sequence_, sequence);
  }

  fs::path path_, damaged_;
  std::uint64_t damaged_at_ = 0;
  std::uint64_t last_sequence_ = 0;
  bool lost_ = false;
};

/// By name, and so by number: RocksDB fills them up with zeros.
Result<std::set<fs::path>> list_logs(const fs::path& folder) {
  std::set<fs::path> logs;
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().extension() == ".log") logs.insert(it->path());
  }
  if (failed) {
    return Error{ErrorKind::kIo, fmt::format("{}: list: {}", folder.string(), failed.message())};
  }
  return logs;
}

}  // namespace

Status check_logs(const fs::path& folder) {
  EPITAPH_TRY(logs, list_logs(folder));
  WriteAheadLogScan scan;
  std::string block(kBlockBytes, '\0');
  for (const fs::path& log : logs) {
    scan.begin_log(log);
    std::ifstream file(log, std::ios::binary);
    for (std::uint64_t offset = 0; file; offset += kBlockBytes) {
      file.read(block.data(), static_cast<std::streamsize>(block.size()));
      scan.see_block({block.data(), static_cast<std::size_t>(file.gcount())}, offset);
    }
    if (file.bad()) return Error{ErrorKind::kIo, fmt::format("{}: cannot be read", log.string())};
  }
  return scan.verdict();
}

}  // namespace epitaph::storage::rocks
