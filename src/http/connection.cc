#include "http/connection.h"

#include <algorithm>
#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "http/answer.h"

namespace epitaph::http {

namespace {

/// What a client may still send after a refusal: more than the largest body, for most clients look
/// for an answer only when they have sent theirs.
std::size_t linger_bytes_max(const ServerOptions& options) { return 4 * options.body_bytes_max; }

/// An IPv6 scope (`%eth0`) means something to this machine only.
std::string address_text(const asio::ip::tcp::endpoint& endpoint) {
  const auto text = endpoint.address().to_string();
  return text.substr(0, text.find('%'));
}

std::string peer_text(const asio::ip::tcp::endpoint& endpoint) {
  return format_listen_address({.host = address_text(endpoint), .port = endpoint.port()});
}

/// Lets the kernel give the connection up when the other end is silent: what was sent and is not
/// acknowledged for so long, and an idle connection whose probes nobody answers. A machine that was
/// switched off says no goodbye, and a stream may have nothing to send for hours.
void notice_dead_peer(Socket& socket, std::chrono::milliseconds patience) {
  const auto set = [&](int level, int name, auto value) {
    setsockopt(socket.native_handle(), level, name, &value, sizeof(value));
  };
  const auto seconds = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(patience).count());
  set(SOL_SOCKET, SO_KEEPALIVE, 1);
  set(IPPROTO_TCP, TCP_KEEPIDLE, seconds);
  set(IPPROTO_TCP, TCP_KEEPINTVL, std::max(1, seconds / 3));
  set(IPPROTO_TCP, TCP_KEEPCNT, 3);
  set(IPPROTO_TCP, TCP_USER_TIMEOUT, static_cast<unsigned>(patience.count()));
}

Response not_allowed(std::string allow) {
  auto response = error_response(405, "this path does not take that method");
  response.headers.add("Allow", std::move(allow));
  return response;
}

}  // namespace

/// What a piece of a stream wakes, if it still waits. It has an owner besides the connection: the
/// message that it is to wake may lie in the core's queue when the connection has gone.
struct Connection::StreamWait {
  Socket* socket;
  bool waiting = false;
};

Connection::Connection(Socket socket, ServerState& server, CoreState& core)
    : socket_(std::move(socket)),
      server_(server),
      core_(core),
      reader_(socket_, server.options, server.bodies, server.counters) {
  error_code ignored;  // the peer may be gone already; the first read will say so
  // A response is written in one piece: there is nothing to gather, so waiting only delays it.
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  peer_ = peer_text(socket_.remote_endpoint(ignored));
  local_address_ = address_text(socket_.local_endpoint(ignored));
}

Task<void> Connection::run() {
  for (bool more = true; more && !core_.draining;) more = co_await serve_one();
  error_code ignored;
  socket_.close(ignored);
}

Task<bool> Connection::serve_one() {
  set_deadline(server_.options.idle_timeout);
  idle_ = true;
  auto state = co_await reader_.wait();
  idle_ = false;
  if (state != ReadState::kDone) co_return false;

  set_deadline(server_.options.request_timeout);
  state = co_await read_request();
  std::optional<Response> response;
  if (state == ReadState::kDone) {
    clear_deadline();
    response = co_await respond();
  } else {
    response = refusal_of(state);
  }
  reader_.release_body();
  if (!response) co_return false;

  const bool keep_alive = state == ReadState::kDone && reader_.parser().keeps_alive() &&
                          !core_.draining && end_of(*response) != BodyEnd::kByClose;
  const bool sent = co_await send(*response, keep_alive);
  if (!sent) co_return false;
  if (keep_alive) co_return true;
  if (state != ReadState::kDone || reader_.has_more()) co_await linger();
  co_return false;
}

Task<ReadState> Connection::read_request() {
  const auto header = co_await reader_.read_header();
  if (header != ReadState::kDone) co_return header;
  // Before the body, so that a foreign page cannot make us read one.
  if (foreign_refusal()) co_return ReadState::kForeign;
  co_return co_await reader_.read_body();
}

std::optional<Response> Connection::foreign_refusal() const {
  return server_.origin_check.refusal(reader_.request(), reader_.parser().http_version(),
                                      local_address_);
}

std::optional<Response> Connection::refusal_of(ReadState state) {
  const auto& options = server_.options;
  switch (state) {
    case ReadState::kMalformed:
      return error_response(400, fmt::format("malformed request: {}", reader_.parser().problem()));
    case ReadState::kHeaderTooLarge:
      return error_response(
          431, fmt::format("the request's headers exceed {} bytes", options.header_bytes_max));
    case ReadState::kBodyTooLarge:
      return error_response(
          413, fmt::format("the request's body exceeds {} bytes", options.body_bytes_max));
    case ReadState::kForeign:
      return foreign_refusal();
    case ReadState::kNoRoom: {
      auto& request = reader_.request();
      request.body = {};  // what there is of it
      request.peer = peer_;
      const auto found = server_.router.find(request.method, request.path);
      return answer_overload(found.route ? *found.route : Route{}, request, server_.counters);
    }
    case ReadState::kCancelled:
      if (overdue_) return error_response(408, "the request took too long to arrive");
      return std::nullopt;
    case ReadState::kClosed:
    case ReadState::kMore:
    case ReadState::kDone:
      return std::nullopt;
  }
  return std::nullopt;
}

Task<void> Connection::linger() {
  set_deadline(server_.options.linger_timeout);
  error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  co_await reader_.discard(linger_bytes_max(server_.options));
}

Task<Response> Connection::respond() {
  auto& request = reader_.request();
  request.peer = peer_;
  auto found = server_.router.find(request.method, request.path);
  if (!found.route) {
    co_return found.allow.empty() ? not_found() : not_allowed(std::move(found.allow));
  }
  if (found.route->never_blocks) co_return answer(*found.route, request, server_.counters);
  if (!server_.workers.try_reserve()) {
    co_return answer_overload(*found.route, request, server_.counters);
  }
  co_return co_await respond_on_worker(*found.route);
}

Task<Response> Connection::respond_on_worker(const Route& route) {
  // The worker fills `response` while this coroutine, which holds it, is suspended; the post that
  // wakes the coroutine orders the one after the other.
  Response response;
  const auto hand_over = [this, &route, &response](auto resume) {
    server_.workers.run([this, &route, &response, resume = std::move(resume)]() mutable {
      response = server_.abandoned ? error_response(503, "the server is stopping")
                                   : answer(route, reader_.request(), server_.counters);
      asio::post(std::move(resume));
    });
  };
  asio::use_awaitable_t<Executor> token;
  co_await asio::async_initiate<asio::use_awaitable_t<Executor>, void()>(hand_over, token);
  co_return response;
}

BodyEnd Connection::end_of(const Response& response) const {
  if (!response.stream) return BodyEnd::kByLength;
  return reader_.parser().http_version() < 11 ? BodyEnd::kByClose : BodyEnd::kByChunks;
}

Task<bool> Connection::send(const Response& response, bool keep_alive) {
  server_.counters.count_response(response.status);
  const auto end = end_of(response);
  const bool with_body = allows_body(response.status) && reader_.request().method != "HEAD";
  const bool with_stream = with_body && response.stream;
  head_.clear();
  append_response_head(head_, response, core_.date.at(server_.clock.now()), keep_alive, end);
  const Pieces pieces{asio::buffer(head_), with_body && !with_stream ? asio::buffer(response.body)
                                                                     : asio::const_buffer{}};
  const bool sent = co_await write(pieces);
  if (!sent || !with_stream) co_return sent;
  streaming_ = true;
  const bool streamed = co_await send_stream(*response.stream, end == BodyEnd::kByChunks);
  streaming_ = false;
  co_return streamed;
}

Task<bool> Connection::send_stream(BodyReader& body, bool chunked) {
  notice_dead_peer(socket_, server_.options.write_timeout);
  const auto wait = std::make_shared<StreamWait>(StreamWait{.socket = &socket_});
  const auto wake = [wait, executor = socket_.get_executor()] {
    asio::post(executor, [wait] {
      error_code ignored;
      if (wait->waiting) wait->socket->cancel(ignored);
    });
  };
  for (;;) {
    auto piece = body.take(wake);
    if (core_.draining) piece.finished = true;
    if (!piece.bytes.empty() || piece.finished) {
      const bool sent = co_await send_piece(piece, chunked);
      if (!sent || piece.finished) co_return sent;
      continue;
    }
    // Nothing to send: whatever happens next, the client's going too, ends this read.
    clear_deadline();
    wait->waiting = true;
    const auto state = co_await reader_.read_ahead();
    wait->waiting = false;
    if (state != ReadState::kDone && state != ReadState::kCancelled) co_return false;
  }
}

Task<bool> Connection::send_piece(const BodyReader::Taken& piece, bool chunked) {
  head_.clear();
  if (!chunked) {
    const Pieces plain{asio::buffer(piece.bytes)};
    co_return co_await write(plain);
  }
  if (!piece.bytes.empty()) head_ = fmt::format("{:x}\r\n", piece.bytes.size());
  std::string tail = piece.bytes.empty() ? "" : "\r\n";
  if (piece.finished) tail += "0\r\n\r\n";
  const Pieces pieces{asio::buffer(head_), asio::buffer(piece.bytes), asio::buffer(tail)};
  co_return co_await write(pieces);
}

Task<bool> Connection::write(Pieces pieces) {
  set_deadline(server_.options.write_timeout);
  // Asked after every piece that went out: what makes progress, however long it is, is not overdue.
  auto on_progress = [this](const error_code& ec, std::size_t) -> std::size_t {
    set_deadline(server_.options.write_timeout);
    return ec ? 0 : std::size_t{1} << 20;
  };
  auto [ec, n] = co_await asio::async_write(socket_, pieces, on_progress, kWithError);
  ServerCounters::add(server_.counters.bytes_sent, n);
  co_return !ec;
}

void Connection::sweep(std::chrono::steady_clock::time_point now) {
  if (now < deadline_) return;
  // The deadline stays: if the operation ended just before it was cancelled, the next sweep calls
  // off the one that follows.
  overdue_ = true;
  error_code ignored;
  socket_.cancel(ignored);
}

void Connection::drain() {
  error_code ignored;
  if (idle_ || streaming_) socket_.cancel(ignored);
}

void Connection::abort() {
  error_code ignored;
  socket_.close(ignored);
}

void Connection::set_deadline(std::chrono::milliseconds from_now) {
  deadline_ = std::chrono::steady_clock::now() + from_now;
  overdue_ = false;
}

void Connection::clear_deadline() { deadline_ = std::chrono::steady_clock::time_point::max(); }

}  // namespace epitaph::http
