#include "cli/event_file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include "intake/json_splitter.h"

namespace epitaph::cli {
namespace {

/// A log event's message may be escaped to some times its length.
constexpr std::size_t kItemBytesMax = 8 * kEventBytesMax;
constexpr unsigned kChunkBytes = 256 * 1024;

struct GzCloser {
  void operator()(gzFile file) const { gzclose(file); }
};
using GzFile = std::unique_ptr<gzFile_s, GzCloser>;

Error cannot_read(const std::string& path, std::string_view why) {
  return {ErrorKind::kIo, fmt::format("cannot read {}: {}", path, why)};
}

/// zlib reads what is no gzip as it is.
Result<GzFile> open_file(const std::string& path) {
  const int descriptor =
      path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0)
    return cannot_read(path, std::strerror(errno));  // NOLINT(concurrency-mt-unsafe)
  GzFile file{gzdopen(descriptor, "rb")};
  if (!file) {
    ::close(descriptor);
    return cannot_read(path, "out of memory");
  }
  gzbuffer(file.get(), kChunkBytes);
  return file;
}

/// Whether reading stopped at the end of the file. A gzip that is cut short is one that zlib wants
/// more of.
Status check_end(const std::string& path, gzFile file) {
  int code = 0;
  const std::string_view why = gzerror(file, &code);
  if (code == Z_OK || code == Z_STREAM_END) return Done{};
  if (code == Z_BUF_ERROR) return cannot_read(path, "the gzip is cut short");
  return cannot_read(
      path,
      code == Z_ERRNO ? std::strerror(errno) : why);  // NOLINT(concurrency-mt-unsafe)
}

}  // namespace

Status read_event_file(const std::string& path, const EventFileReader& reader) {
  EPITAPH_TRY(file, open_file(path));
  Status status = Done{};
  intake::JsonSplitter splitter{kItemBytesMax, [&](const intake::Item& item) {
                                  if (!status) return;
                                  if (!item.fault.empty()) {
                                    return reader.on_fault(item.line, std::string{item.fault});
                                  }
                                  auto reading = intake::read_item(item);
                                  if (!reading)
                                    return reader.on_fault(item.line, reading.error().message);
                                  status = reader.on_item(*std::move(reading), item.line);
                                }};
  std::string chunk(kChunkBytes, '\0');
  while (status) {
    const int bytes = gzread(file.get(), chunk.data(), kChunkBytes);
    if (bytes <= 0) {
      EPITAPH_CHECK(check_end(path, file.get()));
      break;
    }
    splitter.feed(std::string_view{chunk}.substr(0, static_cast<std::size_t>(bytes)));
    reader.on_progress(static_cast<std::uint64_t>(std::max<z_off_t>(gzoffset(file.get()), 0)));
  }
  if (status) splitter.finish();
  return status;
}

}  // namespace epitaph::cli
