#include "storage/rocksdb/log_check.h"

#include <array>
#include <bit>
#include <fstream>
#include <set>
#include <string>

#include <boost/crc.hpp>
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

/// RocksDB stores checksums rotated and shifted, so that one over bytes that hold one is no
/// trouble.
std::uint32_t masked_crc(std::string_view bytes) {
  boost::crc_optimal<32, 0x1EDC6F41, 0xFFFFFFFF, 0xFFFFFFFF, true, true> crc;
  crc.process_bytes(bytes.data(), bytes.size());
  return std::rotr(crc.checksum(), 15) + 0xa282ead8U;
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
