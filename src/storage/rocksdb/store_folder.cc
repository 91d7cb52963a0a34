#include "storage/rocksdb/store_folder.h"

#include <charconv>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "storage/rocksdb/schema.h"

namespace epitaph::storage::rocks {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMark = "epitaph rocksdb ";
constexpr const char* kMarkFile = "FORMAT";

Error io_error(const fs::path& path, std::string_view doing, std::error_code code) {
  return {ErrorKind::kIo, fmt::format("{}: {}: {}", path.string(), doing, code.message())};
}

Error refusal(const fs::path& folder, std::string_view why) {
  return {ErrorKind::kInvalid, fmt::format("data folder {} {}", folder.string(), why)};
}

std::error_code last_error() { return {errno, std::generic_category()}; }

/// A file or folder open for the length of a scope.
class Handle {
 public:
  Handle(const fs::path& path, int flags) : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0644)) {}
  ~Handle() {
    if (fd_ >= 0) ::close(fd_);
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  bool write(std::string_view text) const {
    return fd_ >= 0 && ::write(fd_, text.data(), text.size()) == std::ssize(text);
  }
  bool sync() const { return fd_ >= 0 && ::fsync(fd_) == 0; }

 private:
  int fd_;
};

/// Written aside and renamed, so that the file is there whole or not at all.
Status write_mark(const fs::path& folder) {
  const fs::path mark = folder / kMarkFile;
  const fs::path aside = folder / "FORMAT.new";
  if (const Handle file(aside, O_WRONLY | O_CREAT | O_TRUNC);
      !file.write(fmt::format("{}{}\n", kMark, kFormat)) || !file.sync()) {
    return io_error(aside, "write", last_error());
  }
  std::error_code failed;
  fs::rename(aside, mark, failed);
  if (failed) return io_error(mark, "rename", failed);
  if (!Handle(folder, O_RDONLY | O_DIRECTORY).sync()) {
    return io_error(folder, "sync", last_error());
  }
  return Done{};
}

/// The format that the mark names.
Result<std::uint32_t> read_mark(const fs::path& folder) {
  std::ifstream file(folder / kMarkFile);
  std::string line;
  std::getline(file, line);
  if (!line.starts_with(kMark)) return refusal(folder, "holds a FORMAT file of something else");
  std::uint32_t format = 0;
  const auto [end, failed] =
      std::from_chars(line.data() + kMark.size(), line.data() + line.size(), format);
  if (failed != std::errc{} || end != line.data() + line.size() || format == 0) {
    return refusal(folder, "holds a FORMAT file of something else");
  }
  if (format > kFormat) {
    return refusal(folder, fmt::format("was written by a newer Epitaph (format {}, this one reads "
                                       "up to {})",
                                       format, kFormat));
  }
  return format;
}

/// Whether there is anything but what write_mark() leaves when it is cut short.
Result<bool> has_nothing(const fs::path& folder) {
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().filename() != "FORMAT.new") return false;
  }
  if (failed) return io_error(folder, "list", failed);
  return true;
}

/// RocksDB would make a new, empty database where CURRENT is missing.
Status check_complete(const fs::path& folder) {
  std::error_code failed;
  if (fs::exists(folder / "CURRENT", failed)) return Done{};
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    if (it->path().extension() == ".sst") {
      return Error{ErrorKind::kCorrupt,
                   fmt::format("data folder {} has lost its file CURRENT", folder.string())};
    }
  }
  if (failed) return io_error(folder, "list", failed);
  return Done{};
}

}  // namespace

Status claim_store_folder(const fs::path& folder) {
  std::error_code failed;
  if (fs::exists(folder, failed) && !fs::is_directory(folder, failed)) {
    return refusal(folder, "is a file, not a folder");
  }
  fs::create_directories(folder, failed);
  if (failed) return io_error(folder, "make", failed);

  if (fs::exists(folder / kMarkFile, failed)) {
    EPITAPH_TRY(format, read_mark(folder));
    EPITAPH_CHECK(check_complete(folder));
    // Before there is anything in it that an older build would stumble over.
    return format < kFormat ? write_mark(folder) : Done{};
  }
  EPITAPH_TRY(empty, has_nothing(folder));
  if (!empty) return refusal(folder, "holds files that are not Epitaph's");
  return write_mark(folder);
}

}  // namespace epitaph::storage::rocks
