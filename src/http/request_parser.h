#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <boost/beast/http/basic_parser.hpp>

#include "http/message.h"

namespace epitaph::http {

/// How far a request has been read, or why it cannot be.
enum class ReadState {
  kMore,            // no error; the next bytes are wanted
  kDone,            // what was asked for (the header, the body) is there
  kMalformed,       // 400
  kHeaderTooLarge,  // 431
  kBodyTooLarge,    // 413
  kForeign,         // 400 or 403: what OriginCheck refuses
  kNoRoom,          // the bodies in memory leave no room for this one: Route::on_overload
  kClosed,          // the client went away, or this server closed the connection
  kCancelled,       // the wait was called off: a time-out, or the server stops
};

/// One HTTP/1.1 request out of bytes. Beast's parser does the parsing; this fills our Request
/// straight from its callbacks, with no message of Beast's in between. No sockets: bytes in,
/// request out.
///
/// First the header: parse() until header_done(). Then, where has_body(), the body. One of known
/// length is best read by the caller straight into request().body, once body_length() says so; a
/// chunked one goes through parse() until it is kDone.
class RequestParser final : private boost::beast::http::basic_parser<true> {
 public:
  RequestParser(std::size_t header_bytes_max, std::size_t body_bytes_max);

  struct Progress {
    ReadState state;
    std::size_t used;  // how many of the bytes; the others must be given again, with more behind
  };
  /// `bytes` begins where the last call's `used` ended. Stops behind the header, though there be
  /// more.
  Progress parse(std::string_view bytes);

  bool header_done() const { return is_header_done(); }
  /// Of these, each only after header_done():
  bool keeps_alive() const { return keep_alive(); }
  bool has_body() const { return !is_done(); }
  /// Nullopt for a chunked body.
  std::optional<std::size_t> body_length() const;
  bool expects_continue() const;

  /// 10 or 11.
  unsigned http_version() const { return version_; }
  /// Why it is kMalformed, for the client.
  const std::string& problem() const { return problem_; }

  Request& request() { return request_; }
  const Request& request() const { return request_; }

 private:
  using BeastError = boost::beast::error_code;
  using View = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb, View method, View target, int version,
                       BeastError& ec) override;
  void on_field_impl(boost::beast::http::field, View name, View value, BeastError&) override;
  void on_header_impl(BeastError&) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>&, BeastError&) override {}
  std::size_t on_body_impl(View body, BeastError&) override;
  void on_chunk_header_impl(std::uint64_t, View, BeastError&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, View body, BeastError&) override;
  void on_finish_impl(BeastError&) override {}
  void on_response_impl(int, View, int, BeastError&) override {}  // never called of a request

  ReadState state_of(const BeastError& ec);

  Request request_;
  std::string authority_;
  std::string problem_;
  unsigned version_ = 11;
};

}  // namespace epitaph::http
