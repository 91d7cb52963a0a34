#include "cli/client.h"

#include <memory>
#include <thread>

#include <curl/curl.h>
#include <fmt/format.h>

namespace epitaph::cli {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

constexpr long kConnectTimeoutMs = 5000;
constexpr int kBusyRetries = 8;  // 0.2 s, doubling: 50 s in all

struct Exchange {
  long status = 0;
  std::string body;
};

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};

std::size_t append_body(char* bytes, std::size_t size, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(bytes, size * count);
  return size * count;
}

/// `post_body` null: a GET.
Result<Exchange> exchange(const std::string& url, const std::string* post_body,
                          milliseconds timeout) {
  const std::unique_ptr<CURL, CurlDeleter> handle{curl_easy_init()};
  if (!handle) return Error{ErrorKind::kIo, "libcurl cannot be started"};
  Exchange answer;
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(timeout.count()));
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, append_body);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &answer.body);
  if (post_body) {
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(post_body->size()));
    curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDS, post_body->data());
  }
  const auto done = curl_easy_perform(handle.get());
  if (done == CURLE_OPERATION_TIMEDOUT) return Error{ErrorKind::kLimit, "the server took too long"};
  if (done != CURLE_OK) return Error{ErrorKind::kUnavailable, curl_easy_strerror(done)};
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
  return answer;
}

Error unreachable(const std::string& url, const Error& why) {
  if (why.kind != ErrorKind::kUnavailable) return why;
  return {why.kind,
          fmt::format("cannot reach a server at {} ({}). Start one with `epitaph serve`, or "
                      "name another with --url or EPITAPH_URL",
                      url, why.message)};
}

ErrorKind kind_of(long status) {
  switch (status) {
    case 400:
      return ErrorKind::kInvalid;
    case 404:
      return ErrorKind::kNotFound;
    case 409:
      return ErrorKind::kConflict;
    case 503:
      return ErrorKind::kUnavailable;
    default:
      return ErrorKind::kIo;
  }
}

Result<json::value> read_answer(const Exchange& answer) {
  boost::system::error_code error;
  auto body = json::parse(answer.body, error, {}, {.max_depth = 1100});
  if (answer.status == 200 && !error) return body;
  const auto* message =
      !error && body.is_object() ? body.get_object().if_contains("message") : nullptr;
  if (message && message->is_string()) {
    return Error{kind_of(answer.status), std::string{message->get_string()}};
  }
  return Error{answer.status == 200 ? ErrorKind::kIo : kind_of(answer.status),
               fmt::format("the server answered {} and no JSON; is it Epitaph?", answer.status)};
}

}  // namespace

Result<json::value> Client::get(const std::string& path, const Query& query) const {
  std::string url = url_ + path;
  char separator = '?';
  for (const auto& [name, value] : query) {
    if (value.empty()) continue;
    url += separator + name + "=" + percent_encode(value);
    separator = '&';
  }
  const auto answer = exchange(url, nullptr, timeout_);
  if (!answer) return unreachable(url_, answer.error());
  return read_answer(*answer);
}

Result<json::value> Client::post(const std::string& path, const std::string& body) const {
  for (int attempt = 0;; ++attempt) {
    const auto answer = exchange(url_ + path, &body, timeout_);
    if (!answer) return unreachable(url_, answer.error());
    if (answer->status != 503 || attempt == kBusyRetries) return read_answer(*answer);
    std::this_thread::sleep_for(milliseconds{200} * (1 << attempt));
  }
}

std::string percent_encode(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out;
}

}  // namespace epitaph::cli
