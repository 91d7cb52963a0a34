#include "aws/content_coding.h"

#include <gtest/gtest.h>
#include <zlib.h>

namespace epitaph::aws {
namespace {

std::string gzip(std::string text) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(deflateBound(&stream, text.size()) + 32, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(text.data());
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

Outcome<std::string> decode(std::string body, std::string coding, std::size_t bytes_max) {
  http::Request request{.method = "POST", .body = std::move(body)};
  if (!coding.empty()) request.headers.add("Content-Encoding", std::move(coding));
  return decoded_body(request, bytes_max);
}

TEST(DecodedBody, UndoesGzip) {
  EXPECT_EQ(*decode("{}", "", 10), "{}");
  EXPECT_EQ(*decode("{}", "identity", 10), "{}");
  EXPECT_EQ(*decode(gzip(R"({"a":1})"), "gzip", 100), R"({"a":1})");
  EXPECT_EQ(*decode(gzip(""), "gzip", 100), "");
  const std::string large(200'000, 'x');
  EXPECT_EQ(*decode(gzip(large), "gzip", large.size()), large);
}

TEST(DecodedBody, IsBoundedInBothForms) {
  EXPECT_EQ(decode("12345", "", 4).error().status, 413);
  EXPECT_EQ(decode(gzip(std::string(200'000, 'x')), "gzip", 199'999).error().type,
            "RequestEntityTooLargeException");
}

TEST(DecodedBody, RefusesWhatItCannotRead) {
  std::string cut = gzip("some text that is long enough");
  cut.resize(cut.size() - 9);
  for (const auto& [body, coding] :
       {std::pair{cut, "gzip"}, {std::string{"{}"}, "gzip"}, {std::string{"{}"}, "br"}}) {
    const auto text = decode(body, coding, 1000);
    ASSERT_FALSE(text);
    EXPECT_EQ(text.error().type, "SerializationException");
  }
}

}  // namespace
}  // namespace epitaph::aws
