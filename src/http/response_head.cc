#include "http/response_head.h"

#include <algorithm>
#include <iterator>

#include <boost/beast/http/status.hpp>
#include <fmt/chrono.h>

#include "base/ascii.h"

namespace epitaph::http {

namespace {

/// The headers that say where the message ends and what becomes of the connection are the server's.
bool is_servers_own(std::string_view name) {
  return std::ranges::any_of(
      std::array<std::string_view, 4>{"Content-Length", "Transfer-Encoding", "Connection", "Date"},
      [name](std::string_view own) { return equal_ignoring_case(own, name); });
}

void append_value(std::string& head, std::string_view value) {
  std::ranges::transform(value, std::back_inserter(head), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  });
}

}  // namespace

const std::string& HttpDate::at(Timestamp now) {
  const auto second = std::chrono::floor<std::chrono::seconds>(now);
  if (second != second_ || text_.empty()) {
    second_ = second;
    text_ = fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT",
                        fmt::gmtime(std::chrono::system_clock::to_time_t(second)));
  }
  return text_;
}

bool allows_body(int status) { return status >= 200 && status != 204 && status != 304; }

void append_response_head(std::string& head, const Response& response, const std::string& date,
                          bool keep_alive, BodyEnd end) {
  namespace beast = boost::beast::http;
  const std::string_view reason =
      beast::obsolete_reason(beast::int_to_status(static_cast<unsigned>(response.status)));
  fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                 reason, date);
  for (const auto& field : response.headers) {
    if (is_servers_own(field.name)) continue;
    append_value(head, field.name);
    head += ": ";
    append_value(head, field.value);
    head += "\r\n";
  }
  if (end == BodyEnd::kByChunks) head += "Transfer-Encoding: chunked\r\n";
  if (end == BodyEnd::kByLength && allows_body(response.status)) {
    fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", response.body.size());
  }
  // Said both ways: HTTP/1.0 clients that asked to keep the connection wait for the word.
  head += keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
}

}  // namespace epitaph::http
