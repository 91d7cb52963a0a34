#include "http/client.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include <curl/curl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/reach.h"

namespace epitaph::http {
namespace {

using Kind = ClientFault::Kind;

/// A response has this many header fields at most, and libcurl refuses lines over 100 KB.
constexpr std::size_t kResponseHeadersMax = 100;

struct CurlDeleter {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using Handle = std::unique_ptr<CURL, CurlDeleter>;
using HeaderList = std::unique_ptr<curl_slist, CurlDeleter>;

/// What libcurl's callbacks work on. For one request, on one thread.
struct Exchange {
  const ClientRules& rules;
  const std::stop_token& stop;
  std::size_t bytes_max;
  Response response{};
  std::string refusal{};  ///< why the last address was not connected to
  bool is_cut = false;
};

std::optional<IpAddress> address_of(const sockaddr& socket_address) {
  IpAddress address{};
  if (socket_address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &socket_address, sizeof v6);
    std::memcpy(address.data(), &v6.sin6_addr, address.size());
    return address;
  }
  if (socket_address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &socket_address, sizeof v4);
    address[10] = address[11] = 0xff;
    std::memcpy(address.data() + 12, &v4.sin_addr, 4);
    return address;
  }
  return std::nullopt;
}

curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* to) {
  auto& exchange = *static_cast<Exchange*>(context);
  const auto address = address_of(to->addr);
  const auto reach = address ? reach_of(*address) : Reach::kForbidden;
  if (reach == Reach::kForbidden) {
    exchange.refusal = "the address is link-local, or none that a request may be sent to";
    return CURL_SOCKET_BAD;
  }
  if (reach == Reach::kPrivate && !exchange.rules.private_addresses) {
    exchange.refusal = "the address is private, and delivery.private_addresses is not set";
    return CURL_SOCKET_BAD;
  }
  exchange.refusal.clear();
  return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

std::size_t read_header(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& response = static_cast<Exchange*>(context)->response;
  std::string_view line{bytes, size * count};
  if (line.starts_with("HTTP/")) response.headers = {};  // a 100 came before it
  const auto colon = line.find(':');
  if (colon == std::string_view::npos || response.headers.size() >= kResponseHeadersMax) {
    return size * count;
  }
  const auto begin = std::min(line.find_first_not_of(" \t", colon + 1), line.size());
  const auto end = std::max(line.find_last_not_of(" \t\r\n") + 1, begin);
  response.headers.add(std::string{line.substr(0, colon)},
                       std::string{line.substr(begin, end - begin)});
  return size * count;
}

std::size_t read_body(char* bytes, std::size_t size, std::size_t count, void* context) {
  auto& exchange = *static_cast<Exchange*>(context);
  auto& body = exchange.response.body;
  const auto room = exchange.bytes_max - body.size();
  const auto taken = std::min(room, size * count);
  body.append(bytes, taken);
  exchange.is_cut = taken < size * count;
  return taken;  // less than there was: libcurl breaks off
}

int watch(void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Exchange*>(context)->stop.stop_requested() ? 1 : 0;
}

HeaderList header_list(const Headers& headers) {
  curl_slist* list = nullptr;
  for (const auto& header : headers) {
    // `Name;` is how libcurl spells an empty value; `Name:` would leave the field out.
    const auto line = header.value.empty() ? fmt::format("{};", header.name)
                                           : fmt::format("{}: {}", header.name, header.value);
    if (auto* longer = curl_slist_append(list, line.c_str())) list = longer;
  }
  // Nobody is asked whether he would like a body before he gets it.
  if (auto* longer = curl_slist_append(list, "Expect:")) list = longer;
  // Only what the request names is sent.
  for (const auto* name : {"Accept", "Content-Type", "User-Agent"}) {
    if (headers.find(name)) continue;
    if (auto* longer = curl_slist_append(list, fmt::format("{}:", name).c_str())) list = longer;
  }
  return HeaderList{list};
}

void set_up(CURL* curl, const ClientRequest& request, const curl_slist* headers,
            Exchange& exchange) {
  curl_easy_setopt(curl, CURLOPT_URL, request.url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, exchange.rules.plain_http ? "http,https" : "https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_PROXY, "");
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
  curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout.count()));
  curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(curl, CURLOPT_OPENSOCKETDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, read_header);
  curl_easy_setopt(curl, CURLOPT_HEADERDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, read_body);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &exchange);
  curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, watch);
  curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &exchange);
  if (request.method == "HEAD") {
    curl_easy_setopt(curl, CURLOPT_NOBODY, 1L);
    return;
  }
  if (!request.body.empty() || request.method == "POST" || request.method == "PUT") {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request.body.data());
  }
  curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

/// Trusts these authorities too: libcurl then leaves the system's bundle out, but not its folder of
/// the same certificates.
void trust(CURL* curl, const std::string& authorities) {
  if (authorities.empty()) return;
  // libcurl only reads it.
  curl_blob blob{const_cast<char*>(authorities.data()), authorities.size(), CURL_BLOB_NOCOPY};
  curl_easy_setopt(curl, CURLOPT_CAINFO_BLOB, &blob);
}

ClientFault fault_of(CURLcode code, const Exchange& exchange) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return {Kind::kTimeout, "no response within the time"};
    case CURLE_ABORTED_BY_CALLBACK:
      return {Kind::kStopped, "the server is stopping"};
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {Kind::kForbidden,
              exchange.rules.plain_http
                  ? "the endpoint is neither http nor https"
                  : "the endpoint is not https, and delivery.plain_http is not set"};
    case CURLE_URL_MALFORMAT:
      return {Kind::kForbidden, "the endpoint is no URL"};
    default:
      if (!exchange.refusal.empty()) return {Kind::kForbidden, exchange.refusal};
      return {Kind::kConnection, curl_easy_strerror(code)};
  }
}

struct BioDeleter {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct X509Deleter {
  void operator()(X509* certificate) const { X509_free(certificate); }
};

}  // namespace

bool Client::is_authorities(const std::string& pem) {
  const std::unique_ptr<BIO, BioDeleter> bio{
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()))};
  int certificates = 0;
  while (const std::unique_ptr<X509, X509Deleter> certificate{
      PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)}) {
    ++certificates;
  }
  const bool is_at_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  return certificates > 0 && is_at_end;
}

std::variant<Response, ClientFault> Client::send(const ClientRequest& request,
                                                 const std::stop_token& stop) const {
  // Once for the process and safe from any thread, which curl_easy_init() alone would not be.
  static const CURLcode kStarted = curl_global_init(CURL_GLOBAL_DEFAULT);
  const Handle handle{kStarted == CURLE_OK ? curl_easy_init() : nullptr};
  if (!handle) return ClientFault{Kind::kConnection, "libcurl cannot be started"};
  Exchange exchange{.rules = rules_, .stop = stop, .bytes_max = request.response_bytes_max};
  const auto headers = header_list(request.headers);
  set_up(handle.get(), request, headers.get(), exchange);
  trust(handle.get(), rules_.authorities);

  const auto code = curl_easy_perform(handle.get());
  const bool is_cut = code == CURLE_WRITE_ERROR && exchange.is_cut;
  if (code != CURLE_OK && !is_cut) return fault_of(code, exchange);
  long status = 0;
  curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &status);
  exchange.response.status = static_cast<int>(status);
  return std::move(exchange.response);
}

}  // namespace epitaph::http
