#include "aws/content_coding.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <zlib.h>

namespace epitaph::aws {
namespace {

/// zlib's state for one gzip text.
class Inflater {
 public:
  explicit Inflater(std::string_view input) {
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    // zlib's interface predates const; it only reads here.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
    good_ = inflateInit2(&stream_, kGzipOnly) == Z_OK;
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&stream_); }

  /// The text, at most `bytes_max` + 1 bytes of it; nullopt when the input is broken or cut short.
  std::optional<std::string> text(std::size_t bytes_max) {
    constexpr std::size_t kStepBytes = 65'536;
    std::string text;
    int state = good_ ? Z_OK : Z_DATA_ERROR;
    while (state == Z_OK && text.size() <= bytes_max) {
      const std::size_t had = text.size();
      const std::size_t room = std::min(kStepBytes, bytes_max + 1 - had);
      text.resize(had + room);
      stream_.next_out = reinterpret_cast<Bytef*>(text.data() + had);
      stream_.avail_out = static_cast<uInt>(room);
      state = inflate(&stream_, Z_NO_FLUSH);
      text.resize(had + room - stream_.avail_out);
    }
    if (state != Z_STREAM_END && text.size() <= bytes_max) return std::nullopt;
    return text;
  }

 private:
  z_stream stream_{};
  bool good_;
};

}  // namespace

ApiError body_too_large(std::size_t bytes_max) {
  return {.type = "RequestEntityTooLargeException",
          .message = fmt::format("Request size exceeded the limit of {} bytes.", bytes_max),
          .status = 413};
}

Outcome<std::string> decoded_body(const http::Request& request, std::size_t bytes_max) {
  if (request.body.size() > bytes_max) return body_too_large(bytes_max);
  const auto coding = request.headers.find("Content-Encoding");
  if (!coding || coding->empty() || *coding == "identity") return request.body;
  if (*coding != "gzip") return serialization_exception("The Content-Encoding is not supported.");
  auto text = Inflater{request.body}.text(bytes_max);
  if (!text) return serialization_exception("The body is not valid gzip.");
  if (text->size() > bytes_max) return body_too_large(bytes_max);
  return *std::move(text);
}

}  // namespace epitaph::aws
