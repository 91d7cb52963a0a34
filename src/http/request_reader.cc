#include "http/request_reader.h"

#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

namespace epitaph::http {

namespace {

/// Header and body of the usual request, an event or two, come in one read.
constexpr std::size_t kBufferBytes = std::size_t{8} << 10;
/// What the buffer may hold beyond a header, so that chunks are read in useful sizes.
constexpr std::size_t kReadAhead = std::size_t{64} << 10;
/// A large body's memory follows what has arrived: a client that only announces it costs nothing.
constexpr std::size_t kBodyStep = std::size_t{256} << 10;

ReadState state_of(const error_code& ec) {
  return ec == asio::error::operation_aborted ? ReadState::kCancelled : ReadState::kClosed;
}

}  // namespace

RequestReader::RequestReader(Socket& socket, const ServerOptions& options, BodyBudget& budget,
                             ServerCounters& counters)
    : socket_(socket),
      options_(options),
      budget_(budget),
      counters_(counters),
      buffer_(options.header_bytes_max + kReadAhead) {}

Task<ReadState> RequestReader::wait() {
  if (buffer_.size() > 0) co_return ReadState::kDone;
  if (buffer_.capacity() > 2 * kBufferBytes) buffer_.shrink_to_fit();  // a long header made it grow
  buffer_.reserve(kBufferBytes);
  co_return co_await fill();
}

Task<ReadState> RequestReader::read_header() {
  parser_.emplace(options_.header_bytes_max, options_.body_bytes_max);
  co_return co_await parse_on();
}

Task<ReadState> RequestReader::read_body() {
  if (!parser_->has_body()) co_return ReadState::kDone;
  share_.emplace(budget_);
  if (parser_->expects_continue() && buffer_.size() == 0) {
    const auto said = co_await say_continue();
    if (said != ReadState::kDone) co_return said;
  }
  if (const auto length = parser_->body_length()) co_return co_await read_sized_body(*length);
  co_return co_await parse_on();
}

Task<ReadState> RequestReader::read_sized_body(std::size_t length) {
  auto& body = request().body;
  if (!share_->grow_to(std::min(length, kBodyStep))) co_return ReadState::kNoRoom;
  body.reserve(std::min(length, kBodyStep));
  body = buffered().substr(0, length);
  consume(body.size());

  // Past what is buffered, the socket writes into the body itself.
  for (std::size_t filled = body.size(); filled < length;) {
    if (filled == body.size()) {
      const auto size = filled + std::min(length - filled, kBodyStep);
      if (!share_->grow_to(size)) co_return ReadState::kNoRoom;
      if (size > kBodyStep) body.reserve(length);
      body.resize(size);
    }
    auto [ec, n] = co_await socket_.async_read_some(
        asio::buffer(body.data() + filled, body.size() - filled), kWithError);
    if (ec) co_return state_of(ec);
    ServerCounters::add(counters_.bytes_received, n);
    filled += n;
  }
  co_return ReadState::kDone;
}

Task<ReadState> RequestReader::parse_on() {
  for (;;) {
    const auto progress = parser_->parse(buffered());
    consume(progress.used);
    if (share_ && !share_->grow_to(request().body.size())) co_return ReadState::kNoRoom;
    if (progress.state != ReadState::kMore) co_return progress.state;
    // Only a trailer gets so far: of a header the parser itself tells when it is too large.
    if (buffer_.size() == buffer_.max_size()) co_return ReadState::kHeaderTooLarge;
    const auto filled = co_await fill();
    if (filled != ReadState::kDone) co_return filled;
  }
}

Task<ReadState> RequestReader::fill() {
  const auto room = buffer_.max_size() - buffer_.size();
  const auto size = std::min(room, std::max(buffer_.capacity() - buffer_.size(), kBufferBytes / 2));
  auto [ec, n] = co_await socket_.async_read_some(buffer_.prepare(size), kWithError);
  if (ec) co_return state_of(ec);
  buffer_.commit(n);
  co_return ReadState::kDone;
}

Task<ReadState> RequestReader::read_ahead() {
  if (buffer_.size() == buffer_.max_size()) co_return ReadState::kHeaderTooLarge;
  co_return co_await fill();
}

Task<ReadState> RequestReader::say_continue() {
  static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  auto [ec, n] = co_await asio::async_write(socket_, asio::buffer(kContinue), kWithError);
  ServerCounters::add(counters_.bytes_sent, n);
  co_return ec ? state_of(ec) : ReadState::kDone;
}

void RequestReader::release_body() {
  request().body = {};
  share_.reset();
}

bool RequestReader::has_more() const {
  error_code ec;
  return buffer_.size() > 0 || socket_.available(ec) > 0;
}

Task<void> RequestReader::discard(std::size_t bytes_max) {
  for (std::size_t discarded = 0; discarded < bytes_max;) {
    buffer_.clear();
    buffer_.reserve(kReadAhead);
    auto [ec, n] = co_await socket_.async_read_some(buffer_.prepare(kReadAhead), kWithError);
    if (ec) co_return;
    discarded += n;
  }
}

std::string_view RequestReader::buffered() const {
  return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
}

void RequestReader::consume(std::size_t bytes) {
  buffer_.consume(bytes);
  ServerCounters::add(counters_.bytes_received, bytes);
}

}  // namespace epitaph::http
