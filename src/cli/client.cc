#include "cli/client.h"

#include <memory>
#include <thread>

#include <curl/curl.h>
#include <fmt/format.h>

#include "base/percent_encode.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;
using std::chrono::milliseconds;

constexpr long kConnectTimeoutMs = 5000;
constexpr int kBusyRetries = 8;  // 0.2 s, doubling: 50 s in all

struct Exchange {
  long status = 0;
  std::string body;
  std::string next;  // of a Link header
};

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* headers) const { curl_slist_free_all(headers); }
};
using Headers = std::unique_ptr<curl_slist, CurlDeleter>;

Headers headers_of(const std::vector<std::string>& lines) {
  Headers headers;
  for (const std::string& line : lines) {
    headers.reset(curl_slist_append(headers.release(), line.c_str()));
  }
  return headers;
}

std::size_t append_body(char* bytes, std::size_t size, std::size_t count, void* body) {
  static_cast<std::string*>(body)->append(bytes, size * count);
  return size * count;
}

/// Keeps the target of `Link: <TARGET>; rel="next"` (RFC 8288), the only one that a server of ours
/// sends.
std::size_t read_header(char* bytes, std::size_t size, std::size_t count, void* next) {
  const std::string_view line{bytes, size * count};
  const auto begin = line.find('<');
  const auto end = line.find('>');
  const bool is_link = line.starts_with("Link:") || line.starts_with("link:");
  if (is_link && begin < end && line.contains("rel=\"next\"")) {
    *static_cast<std::string*>(next) = line.substr(begin + 1, end - begin - 1);
  }
  return size * count;
}

/// `post_body` null: a GET.
Result<Exchange> exchange(const std::string& url, const std::string* post_body,
                          milliseconds timeout, const Headers& headers = {}) {
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
  curl_easy_setopt(handle.get(), CURLOPT_HEADERFUNCTION, read_header);
  curl_easy_setopt(handle.get(), CURLOPT_HEADERDATA, &answer.next);
  if (headers) curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
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

/// An answer that is handed on while it comes; a refusal is kept whole.
struct Stream {
  CURL* handle;
  const std::function<bool(std::string_view)>& take;
  Exchange refusal{};
  bool enough = false;
};

std::size_t hand_on(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& stream = *static_cast<Stream*>(context);
  const std::string_view piece{bytes, size * count};
  curl_easy_getinfo(stream.handle, CURLINFO_RESPONSE_CODE, &stream.refusal.status);
  if (stream.refusal.status != 200) {
    stream.refusal.body += piece;
    return piece.size();
  }
  stream.enough = !stream.take(piece);
  return stream.enough ? CURL_WRITEFUNC_ERROR : piece.size();
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

/// `detail` of a problem document, or `message` as the server itself refuses.
std::string refusal_of(const json::value& body) {
  if (!body.is_object()) return {};
  for (const std::string_view name : {"detail", "message"}) {
    const auto* text = body.get_object().if_contains(name);
    if (text && text->is_string()) return std::string{text->get_string()};
  }
  return {};
}

Result<json::value> read_answer(const Exchange& answer) {
  boost::system::error_code error;
  auto body = json::parse(answer.body, error, {}, {.max_depth = 1100});
  if (answer.status == 200 && !error) return body;
  if (const auto why = error ? std::string{} : refusal_of(body); !why.empty()) {
    return Error{kind_of(answer.status), why};
  }
  return Error{answer.status == 200 ? ErrorKind::kIo : kind_of(answer.status),
               fmt::format("the server answered {} and no JSON; is it Epitaph?", answer.status)};
}

std::string with_query(const std::string& path, const Query& query) {
  std::string target = path;
  char separator = path.contains('?') ? '&' : '?';
  for (const auto& [name, value] : query) {
    if (value.empty()) continue;
    target.append(1, separator).append(name).append("=").append(percent_encode(value));
    separator = '&';
  }
  return target;
}

}  // namespace

Result<json::value> Client::get(const std::string& path, const Query& query) const {
  const auto answer = exchange(url_ + with_query(path, query), nullptr, timeout_);
  if (!answer) return unreachable(url_, answer.error());
  return read_answer(*answer);
}

Result<RawAnswer> Client::get_raw(const std::string& path, const Query& query) const {
  auto answer = exchange(url_ + with_query(path, query), nullptr, timeout_);
  if (!answer) return unreachable(url_, answer.error());
  if (answer->status == 200) return RawAnswer{std::move(answer->body), std::move(answer->next)};
  auto refusal = read_answer(*answer);
  if (!refusal) return std::move(refusal).error();
  return Error{ErrorKind::kIo, fmt::format("the server answered {}", answer->status)};
}

Status Client::get_stream(const std::string& path, const Query& query,
                          const std::function<bool(std::string_view)>& take) const {
  const std::unique_ptr<CURL, CurlDeleter> handle{curl_easy_init()};
  if (!handle) return Error{ErrorKind::kIo, "libcurl cannot be started"};
  const auto url = url_ + with_query(path, query);
  Stream stream{.handle = handle.get(), .take = take};
  curl_easy_setopt(handle.get(), CURLOPT_URL, url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_CONNECTTIMEOUT_MS, kConnectTimeoutMs);
  curl_easy_setopt(handle.get(), CURLOPT_TIMEOUT_MS, static_cast<long>(timeout_.count()));
  curl_easy_setopt(handle.get(), CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(handle.get(), CURLOPT_LOW_SPEED_TIME, static_cast<long>(kSilenceMax.count()));
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, hand_on);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &stream);
  const auto begin = std::chrono::steady_clock::now();
  const auto done = curl_easy_perform(handle.get());
  if (stream.enough) return Done{};
  const bool time_is_up =
      timeout_.count() > 0 && std::chrono::steady_clock::now() - begin >= timeout_;
  if (done == CURLE_OPERATION_TIMEDOUT && time_is_up) {
    return Error{ErrorKind::kLimit, "the time is up"};
  }
  if (done != CURLE_OK)
    return unreachable(url_, {ErrorKind::kUnavailable, curl_easy_strerror(done)});
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &stream.refusal.status);
  if (stream.refusal.status == 200) return Done{};
  auto refusal = read_answer(stream.refusal);
  if (!refusal) return std::move(refusal).error();
  return Error{ErrorKind::kIo, fmt::format("the server answered {}", stream.refusal.status)};
}

Result<json::value> Client::post(const std::string& path, const std::string& body) const {
  for (int attempt = 0;; ++attempt) {
    const auto answer = exchange(url_ + path, &body, timeout_);
    if (!answer) return unreachable(url_, answer.error());
    if (answer->status != 503 || attempt == kBusyRetries) return read_answer(*answer);
    std::this_thread::sleep_for(milliseconds{200} * (1 << attempt));
  }
}

Result<AwsAnswer> Client::call_aws(const std::string& target, const json::object& input) const {
  const std::string body = json::serialize(input);
  const auto headers =
      headers_of({"Content-Type: application/x-amz-json-1.1", "X-Amz-Target: " + target});
  const auto answer = exchange(url_ + "/", &body, timeout_, headers);
  if (!answer) return unreachable(url_, answer.error());
  AwsAnswer told;
  if (answer->status == 200 && answer->body.empty()) return told;
  boost::system::error_code error;
  const auto value = json::parse(answer->body, error, {}, {.max_depth = 1100});
  const auto* object = error ? nullptr : value.if_object();
  const auto* type = object ? object->if_contains("__type") : nullptr;
  if (!object || (answer->status != 200 && (!type || !type->is_string()))) {
    return Error{ErrorKind::kIo,
                 fmt::format("the server answered {} and nothing that an AWS API would say; is it "
                             "Epitaph?",
                             answer->status)};
  }
  if (answer->status != 200) told.refused_as = std::string_view{type->get_string()};
  told.body = *object;
  return told;
}

}  // namespace epitaph::cli
