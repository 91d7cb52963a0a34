#pragma once
#include <cstdint>
#include <string>

#include "base/clock.h"
#include "http/message.h"

namespace epitaph::http {

/// `Tue, 10 Sep 2024 14:41:47 GMT`, made anew once a second. For one thread.
class HttpDate {
 public:
  const std::string& at(Timestamp now);

 private:
  std::chrono::sys_seconds second_{std::chrono::seconds(-1)};
  std::string text_;
};

/// Whether a response of that status has a body at all (RFC 9110, section 6.4.1).
bool allows_body(int status);

/// How the client learns where the body ends.
enum class BodyEnd : std::uint8_t { kByLength, kByChunks, kByClose };

/// Appends status line and headers, the empty line included, to `head`. Content-Length is that of
/// the body, whether or not the body is sent after it (HEAD); the other ends have none. Control
/// characters in a value become blanks: no text from outside can begin a header of its own.
void append_response_head(std::string& head, const Response& response, const std::string& date,
                          bool keep_alive, BodyEnd end = BodyEnd::kByLength);

}  // namespace epitaph::http
