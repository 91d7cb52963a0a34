#include "http/request_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

#include "base/ascii.h"
#include "http/target.h"

namespace epitaph::http {

namespace beast = boost::beast::http;

namespace {
/// Real requests have a dozen. Without the limit, 64 KB of `a:` would become a megabyte of Headers.
constexpr std::size_t kFieldsMax = 256;
/// `0`, and two line ends. Beast (1.81) asserts that it is not shown fewer of a last chunk that it
/// has begun to read; whatever else begins with `0` can wait as well, since these are to follow.
constexpr std::size_t kLastChunkBytes = 5;
}  // namespace

RequestParser::RequestParser(std::size_t header_bytes_max, std::size_t body_bytes_max) {
  header_limit(static_cast<std::uint32_t>(header_bytes_max));
  body_limit(body_bytes_max);
}

RequestParser::Progress RequestParser::parse(std::string_view bytes) {
  if (bytes.empty()) return {ReadState::kMore, 0};
  const bool may_be_last_chunk = header_done() && chunked() && bytes.front() == '0';
  if (may_be_last_chunk && bytes.size() < kLastChunkBytes) return {ReadState::kMore, 0};
  // Eager, Beast goes on as far as the bytes reach; not so, it stops behind the header.
  eager(header_done());
  const bool wants_header = !header_done();
  BeastError ec;
  const auto used = put(boost::asio::buffer(bytes), ec);
  if (ec) return {state_of(ec), used};
  return {wants_header || is_done() ? ReadState::kDone : ReadState::kMore, used};
}

ReadState RequestParser::state_of(const BeastError& ec) {
  if (ec == beast::error::need_more) return ReadState::kMore;
  if (ec == beast::error::header_limit) return ReadState::kHeaderTooLarge;
  if (ec == beast::error::body_limit) return ReadState::kBodyTooLarge;
  if (problem_.empty()) problem_ = ec.message();
  return ReadState::kMalformed;
}

std::optional<std::size_t> RequestParser::body_length() const {
  const auto length = content_length();
  if (!length) return std::nullopt;
  return static_cast<std::size_t>(*length);
}

bool RequestParser::expects_continue() const {
  const auto expect = request_.headers.find("Expect");
  return version_ >= 11 && expect && equal_ignoring_case(*expect, "100-continue");
}

void RequestParser::on_request_impl(beast::verb, View method, View text, int version,
                                    BeastError& ec) {
  version_ = static_cast<unsigned>(version);
  request_.method = method;
  auto target = http::parse_target({text.data(), text.size()});
  if (!target) {
    problem_ = std::move(target).error().message;
    ec = beast::error::bad_target;
    return;
  }
  authority_ = std::move(target->authority);
  request_.target = std::move(target->origin_form);
  request_.path = std::move(target->path);
  request_.query = std::move(target->query);
}

void RequestParser::on_field_impl(beast::field, View name, View value, BeastError& ec) {
  // The trailer of a chunked body comes here too, past all checks of the header: it is dropped.
  if (header_done()) return;
  if (request_.headers.size() == kFieldsMax) {
    ec = beast::error::header_limit;
    return;
  }
  request_.headers.add(std::string(name), std::string(value));
}

void RequestParser::on_header_impl(BeastError& ec) {
  // The absolute form overrides Host (RFC 9112, section 3.2.2), for the check of Host as well.
  if (!authority_.empty()) request_.headers.set("Host", authority_);
  // Beast lets codings that it does not know pass as "no body", and what is then taken for the next
  // request was never meant as one.
  const auto encoding = request_.headers.find("Transfer-Encoding");
  if (encoding && !(chunked() && equal_ignoring_case(*encoding, "chunked"))) {
    problem_ = "chunked is the only transfer coding that is understood here";
    ec = beast::error::bad_transfer_encoding;
  }
}

std::size_t RequestParser::on_body_impl(View body, BeastError&) {
  request_.body.append(body.data(), body.size());
  return body.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, View body, BeastError&) {
  request_.body.append(body.data(), body.size());
  return body.size();
}

}  // namespace epitaph::http
