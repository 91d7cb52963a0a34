#include "http/retry_after.h"

#include <algorithm>
#include <charconv>
#include <string>

#include <curl/curl.h>

namespace epitaph::http {

std::optional<std::chrono::seconds> retry_after(const Headers& headers, Timestamp now) {
  using std::chrono::seconds;
  const auto text = headers.find("Retry-After");
  if (!text) return std::nullopt;
  std::int64_t count = 0;
  const auto* end = text->data() + text->size();
  const auto read = std::from_chars(text->data(), end, count);
  if (read.ec == std::errc{} && read.ptr == end) return seconds{count};
  const auto date = curl_getdate(std::string{*text}.c_str(), nullptr);
  if (date < 0) return std::nullopt;
  const auto left = Timestamp{seconds{date}} - now;
  return std::max(seconds{0}, std::chrono::ceil<seconds>(left));
}

}  // namespace epitaph::http
