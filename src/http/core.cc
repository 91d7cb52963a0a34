#include "http/core.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <spdlog/spdlog.h>

namespace epitaph::http {

namespace {

using std::chrono::milliseconds;

/// Often enough that a time-out is late by a quarter at most, and no more than a second.
milliseconds sweep_interval(const ServerOptions& options) {
  const auto shortest = std::min({options.idle_timeout, options.request_timeout,
                                  options.write_timeout, options.linger_timeout});
  return std::clamp(shortest / 4, milliseconds(5), milliseconds(1000));
}

/// A connection ends by an exception only through a bug, or for want of memory; the others live on.
void log_end(const std::exception_ptr& thrown) {
  if (!thrown) return;
  try {
    std::rethrow_exception(thrown);
  } catch (const std::exception& e) {
    spdlog::error("connection failed error={:?}", e.what());
  } catch (...) {
    spdlog::error("connection failed error=unknown");
  }
}

}  // namespace

Core::Core(ServerState& server)
    : server_(server), work_(context_.get_executor()), sweep_timer_(context_.get_executor()) {}

void Core::start() {
  asio::co_spawn(executor(), sweep_now_and_then(), log_end);
  thread_ = std::jthread([this] { context_.run(); });
}

void Core::adopt(Socket socket) {
  asio::post(context_, [this, socket = std::move(socket)]() mutable { open(std::move(socket)); });
}

void Core::open(Socket socket) {
  const auto at = connections_.emplace(connections_.end(), std::move(socket), server_, state_);
  asio::co_spawn(executor(), at->run(), [this, at](const std::exception_ptr& thrown) {
    log_end(thrown);
    connections_.erase(at);
    server_.gate.close();
  });
}

void Core::drain() {
  asio::post(context_, [this] {
    state_.draining = true;
    for (auto& connection : connections_) connection.drain();
  });
}

void Core::abort() {
  asio::post(context_, [this] {
    for (auto& connection : connections_) connection.abort();
  });
}

void Core::finish() {
  asio::post(context_, [this] {
    state_.draining = true;
    sweep_timer_.cancel();
  });
  work_.reset();
  thread_.join();
}

Task<void> Core::sweep_now_and_then() {
  const auto interval = sweep_interval(server_.options);
  for (;;) {
    sweep_timer_.expires_after(interval);
    auto [ec] = co_await sweep_timer_.async_wait(kWithError);
    if (ec || (state_.draining && connections_.empty())) co_return;
    const auto now = std::chrono::steady_clock::now();
    for (auto& connection : connections_) connection.sweep(now);
  }
}

}  // namespace epitaph::http
