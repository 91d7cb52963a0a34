#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "http/message.h"

namespace epitaph::http {

/// A blocking HTTP client for tests, which sends exactly the bytes that it is told: half a request,
/// two at once, nonsense. It fails the test rather than hang when the server is silent for 20 s.
class TestClient {
 public:
  explicit TestClient(std::uint16_t port);
  ~TestClient();
  TestClient(const TestClient&) = delete;
  TestClient& operator=(const TestClient&) = delete;

  /// False when the server has closed the connection.
  bool send(std::string_view bytes);
  /// `GET /x HTTP/1.1` with a Host; `headers` are whole lines with their CRLF.
  bool send_request(std::string_view method, std::string_view target, std::string_view body = "",
                    std::string_view headers = "");
  void finish_sending();

  /// The next response; status 0 when the server closes before one is whole. `to_head`: one that
  /// has no body, whatever its Content-Length.
  Response receive(bool to_head = false);
  /// The next chunk of a chunked body whose head receive() gave; empty at its end, or when the
  /// server closes before.
  std::string receive_chunk();
  /// All that comes until the server closes.
  std::string receive_rest();
  /// Whether the server closes now, having sent nothing more.
  bool closed();

 private:
  bool fill();

  int socket_;
  std::string received_;
};

}  // namespace epitaph::http
