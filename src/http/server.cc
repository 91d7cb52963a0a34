#include "http/server.h"

#include <algorithm>
#include <array>
#include <deque>
#include <exception>
#include <future>
#include <thread>
#include <utility>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include "http/core.h"

namespace epitaph::http {

namespace {

using Tcp = asio::ip::tcp;

std::string machine_name() {
  std::array<char, 256> name{};
  // The last byte stays 0: gethostname() need not end a name that it cuts.
  return gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

std::vector<std::string> own_names(const ServerOptions& options) {
  auto names = options.allowed_hosts;
  names.push_back(machine_name());
  names.push_back(options.listen.host);
  return names;
}

unsigned io_threads(const ServerOptions& options) {
  if (options.io_threads > 0) return options.io_threads;
  return std::max(1U, std::thread::hardware_concurrency());
}

std::deque<Core> make_cores(ServerState& state) {
  std::deque<Core> cores;
  for (unsigned i = 0; i < io_threads(state.options); ++i) cores.emplace_back(state);
  return cores;
}

/// Turns a connection away, with as much of an answer as fits without waiting.
void turn_away(Socket socket) {
  static constexpr std::string_view kAnswer =
      "HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nContent-Length: 49\r\n"
      "Retry-After: 1\r\nConnection: close\r\n\r\n"
      R"({"message":"the server has too many connections"})";
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(kAnswer), ignored);
  socket.shutdown(Socket::shutdown_send, ignored);
}

}  // namespace

class Server::Impl {
 public:
  Impl(ServerOptions options, Router router, const Clock& clock)
      : state_{.options = options,
               .router = std::move(router),
               .origin_check = OriginCheck(own_names(options), options.allowed_origins),
               .clock = clock,
               .gate = ConnectionGate(options.connections_max),
               .bodies = BodyBudget(options.bodies_bytes_max),
               .workers = WorkerPool(options.worker_threads, options.worker_queue_max)},
        cores_(make_cores(state_)) {}

  Status listen();
  void serve();
  void stop();
  ListenAddress address() const;
  ServerStats stats() const;

 private:
  Task<void> accept_all();
  void admit(Socket socket, Core& core);
  /// Until no connection can come any more.
  void stop_accepting();
  void wait_for_connections();

  ServerState state_;
  std::deque<Core> cores_;
  /// Accepting, and what belongs to it, happens on the first core.
  asio::basic_socket_acceptor<Tcp, Executor> acceptor_{cores_.front().executor()};
  SteadyTimer accept_retry_{cores_.front().executor()};
  bool stopping_ = false;
  std::promise<void> accept_ended_;
  ListenAddress address_;
};

Status Server::Impl::listen() {
  const auto& wanted = state_.options.listen;
  const auto to_error = [&wanted](const error_code& ec) {
    return Error{ErrorKind::kIo,
                 fmt::format("listen on {}: {}", format_listen_address(wanted), ec.message())};
  };
  error_code ec;
  const auto found = asio::ip::basic_resolver<Tcp, Executor>(cores_.front().executor())
                         .resolve(wanted.host, std::to_string(wanted.port),
                                  Tcp::resolver::numeric_service | Tcp::resolver::passive, ec);
  if (ec) return to_error(ec);
  const Tcp::endpoint endpoint = found.begin()->endpoint();
  acceptor_.open(endpoint.protocol(), ec);
  if (ec) return to_error(ec);
  error_code ignored;
  // So that a restart need not wait for the old connections' ports.
  acceptor_.set_option(Tcp::acceptor::reuse_address(true), ignored);
  if (endpoint.address().is_v6()) acceptor_.set_option(asio::ip::v6_only(false), ignored);
  acceptor_.bind(endpoint, ec);
  if (ec) return to_error(ec);
  acceptor_.listen(asio::socket_base::max_listen_connections, ec);
  if (ec) return to_error(ec);
  const auto bound = acceptor_.local_endpoint(ec);
  if (ec) return to_error(ec);
  address_ = {.host = bound.address().to_string(), .port = bound.port()};
  return Done{};
}

void Server::Impl::serve() {
  for (auto& core : cores_) core.start();
  asio::co_spawn(cores_.front().executor(), accept_all(), [this](const std::exception_ptr& thrown) {
    if (thrown)
      spdlog::critical("server accepts no more address={}", format_listen_address(address_));
    accept_ended_.set_value();
  });
}

Task<void> Server::Impl::accept_all() {
  bool failing = false;
  for (std::size_t next = 0;; next = (next + 1) % cores_.size()) {
    Socket socket(cores_[next].executor());
    auto [ec] = co_await acceptor_.async_accept(socket, kWithError);
    if (stopping_) co_return;
    if (!ec) {
      failing = false;
      admit(std::move(socket), cores_[next]);
      continue;
    }
    // Mostly for want of file descriptors: connections that end bring some back. Said once.
    if (!failing) spdlog::warn("server cannot accept error={:?}", ec.message());
    failing = true;
    accept_retry_.expires_after(std::chrono::milliseconds(100));
    co_await accept_retry_.async_wait(kWithError);
    if (stopping_) co_return;
  }
}

void Server::Impl::admit(Socket socket, Core& core) {
  ServerCounters::add(state_.counters.connections_accepted);
  if (state_.gate.try_open()) return core.adopt(std::move(socket));
  ServerCounters::add(state_.counters.connections_refused);
  turn_away(std::move(socket));
}

void Server::Impl::stop() {
  stop_accepting();
  // Behind whatever was adopted: the cores take what is posted to them in its order.
  for (auto& core : cores_) core.drain();
  wait_for_connections();
  for (auto& core : cores_) core.finish();
  state_.workers.stop();
}

void Server::Impl::stop_accepting() {
  asio::post(cores_.front().executor(), [this] {
    stopping_ = true;
    error_code ignored;
    acceptor_.close(ignored);
    accept_retry_.cancel();
  });
  accept_ended_.get_future().wait();
}

void Server::Impl::wait_for_connections() {
  const auto deadline = std::chrono::steady_clock::now() + state_.options.stop_timeout;
  if (state_.gate.wait_for_none(deadline)) return;
  spdlog::warn("server closes connections that did not finish connections={} waited_ms={}",
               state_.gate.open(), state_.options.stop_timeout.count());
  state_.abandoned = true;
  for (auto& core : cores_) core.abort();
  state_.gate.wait_for_none();
}

ListenAddress Server::Impl::address() const { return address_; }

ServerStats Server::Impl::stats() const {
  const auto& counters = state_.counters;
  ServerStats stats{
      .connections_accepted = counters.connections_accepted,
      .connections_refused = counters.connections_refused,
      .connections_open = state_.gate.open(),
      .overloads = counters.overloads,
      .handler_failures = counters.handler_failures,
      .bytes_received = counters.bytes_received,
      .bytes_sent = counters.bytes_sent,
      .body_bytes_held = state_.bodies.held(),
      .requests_with_workers = state_.workers.jobs(),
  };
  std::ranges::copy(counters.responses_by_class, stats.responses_by_class.begin());
  return stats;
}

Result<std::unique_ptr<Server>> Server::start(ServerOptions options, Router router,
                                              const Clock& clock) {
  auto impl = std::make_unique<Impl>(std::move(options), std::move(router), clock);
  EPITAPH_CHECK(impl->listen());
  impl->serve();
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Server::~Server() { stop(); }

ListenAddress Server::address() const { return impl_->address(); }

ServerStats Server::stats() const { return impl_->stats(); }

void Server::stop() {
  std::call_once(stopped_, [this] { impl_->stop(); });
}

}  // namespace epitaph::http
