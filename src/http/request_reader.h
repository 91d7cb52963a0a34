#pragma once
#include <cstddef>
#include <optional>
#include <string_view>

#include <boost/beast/core/flat_buffer.hpp>

#include "http/body_budget.h"
#include "http/net.h"
#include "http/request_parser.h"
#include "http/server_options.h"
#include "http/server_stats.h"

namespace epitaph::http {

/// Reads the requests of one connection, one after another, over one buffer that stays. What comes
/// behind a request (pipelining) waits in the buffer for its turn.
///
/// It sets no time-outs: whoever cancels the socket's operations makes a read end as kCancelled.
class RequestReader {
 public:
  /// All of these outlive the reader.
  RequestReader(Socket& socket, const ServerOptions& options, BodyBudget& budget,
                ServerCounters& counters);

  /// Waits for the first byte of the next request: kDone, kClosed or kCancelled.
  Task<ReadState> wait();
  /// Then reads its header: kDone, or why not. request() has what could be read.
  Task<ReadState> read_header();
  /// Then its body. Says 100 Continue first where the client waits for it.
  Task<ReadState> read_body();

  Request& request() { return parser_->request(); }
  const Request& request() const { return parser_->request(); }
  const RequestParser& parser() const { return *parser_; }

  /// While a response is on its way: waits for more from the client, which is kept for later.
  /// kDone when something came, kHeaderTooLarge when there is no room for more, kClosed,
  /// kCancelled.
  Task<ReadState> read_ahead();

  /// Frees the body when it has served: a client that is slow to take the response holds none.
  void release_body();

  /// Whether bytes have come that no request has claimed.
  bool has_more() const;
  /// Reads and throws away until the client closes, at most `bytes_max`.
  Task<void> discard(std::size_t bytes_max);

 private:
  Task<ReadState> read_sized_body(std::size_t length);
  /// Parses on, over what is buffered and what comes, until the parser has its header or body.
  Task<ReadState> parse_on();
  Task<ReadState> fill();
  Task<ReadState> say_continue();
  std::string_view buffered() const;
  void consume(std::size_t bytes);

  Socket& socket_;
  const ServerOptions& options_;
  BodyBudget& budget_;
  ServerCounters& counters_;
  boost::beast::flat_buffer buffer_;
  std::optional<RequestParser> parser_;
  std::optional<BodyBudget::Share> share_;
};

}  // namespace epitaph::http
