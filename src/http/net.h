#pragma once
#include <chrono>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/error_code.hpp>

namespace epitaph::http {

/// The forms of Asio's types that this folder uses: bound to io_context's own executor, because the
/// default, any_io_executor, costs an indirect call and often an allocation at every step.

namespace asio = boost::asio;
using boost::system::error_code;

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;

using SteadyTimer =
    asio::basic_waitable_timer<std::chrono::steady_clock,
                               asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// A coroutine that runs where its connection lives.
template <class T>
using Task = asio::awaitable<T, Executor>;

/// `auto [ec, n] = co_await socket.async_read_some(buffer, kWithError);`: what the other end or the
/// network does is no exception.
inline constexpr auto kWithError = asio::as_tuple(asio::use_awaitable_t<Executor>{});

}  // namespace epitaph::http
