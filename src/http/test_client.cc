#include "http/test_client.h"

#include <array>
#include <cstdlib>

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace epitaph::http {

TestClient::TestClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval patience{.tv_sec = 20, .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  EXPECT_EQ(::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
}

TestClient::~TestClient() { ::close(socket_); }

bool TestClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool TestClient::send_request(std::string_view method, std::string_view target,
                              std::string_view body, std::string_view headers) {
  auto request = fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\n{}", method, target, headers);
  if (!body.empty()) request += fmt::format("Content-Length: {}\r\n", body.size());
  request += "\r\n";
  request += body;
  return send(request);
}

void TestClient::finish_sending() { ::shutdown(socket_, SHUT_WR); }

bool TestClient::fill() {
  std::array<char, 65536> bytes;
  const auto n = ::recv(socket_, bytes.data(), bytes.size(), 0);
  if (n < 0 && errno == EAGAIN) ADD_FAILURE() << "the server is silent";
  if (n <= 0) return false;
  received_.append(bytes.data(), static_cast<std::size_t>(n));
  return true;
}

Response TestClient::receive(bool to_head) {
  std::size_t head_end;
  while ((head_end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return {.status = 0};
  }
  std::string_view head = std::string_view(received_).substr(0, head_end + 2);
  Response response{.status = std::atoi(received_.c_str() + sizeof("HTTP/1.1"))};
  for (head.remove_prefix(head.find('\n') + 1); !head.empty();
       head.remove_prefix(head.find('\n') + 1)) {
    const auto line = head.substr(0, head.find('\r'));
    const auto colon = line.find(": ");
    response.headers.add(std::string(line.substr(0, colon)), std::string(line.substr(colon + 2)));
  }
  received_.erase(0, head_end + 4);

  const auto length_text = response.headers.find("Content-Length");
  const auto length =
      length_text && !to_head ? std::stoul(std::string(*length_text)) : std::size_t{0};
  while (received_.size() < length) {
    if (!fill()) return {.status = 0};
  }
  response.body = received_.substr(0, length);
  received_.erase(0, length);
  return response;
}

std::string TestClient::receive_chunk() {
  std::size_t line_end;
  while ((line_end = received_.find("\r\n")) == std::string::npos) {
    if (!fill()) return {};
  }
  const auto size = std::stoul(received_.substr(0, line_end), nullptr, 16);
  while (received_.size() < line_end + size + 4) {
    if (!fill()) return {};
  }
  auto chunk = received_.substr(line_end + 2, size);
  received_.erase(0, line_end + size + 4);
  return chunk;
}

std::string TestClient::receive_rest() {
  while (fill()) continue;
  return std::exchange(received_, {});
}

bool TestClient::closed() { return received_.empty() && !fill(); }

}  // namespace epitaph::http
