#include "server_process.h"

#include <array>
#include <fstream>
#include <stdexcept>
#include <thread>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace epitaph::bench {
namespace {

using std::chrono::steady_clock;

[[noreturn]] void give_up(const std::string& what) { throw std::runtime_error(what); }

/// The port that `<data>/address` names, or 0 while there is none.
std::uint16_t read_port(const std::filesystem::path& data) {
  std::ifstream file{data / "address"};
  std::string address;
  if (!std::getline(file, address)) return 0;
  return static_cast<std::uint16_t>(std::stoul(address.substr(address.rfind(':') + 1)));
}

pid_t spawn(const std::filesystem::path& data) {
  const std::string folder = data.string();
  std::array<const char*, 9> arguments = {EPITAPH_BINARY, "serve",    "--data",
                                          folder.c_str(), "--listen", "127.0.0.1:0",
                                          "--log-level",  "error",    nullptr};
  pid_t pid = -1;
  if (::posix_spawn(&pid, EPITAPH_BINARY, nullptr, nullptr, const_cast<char**>(arguments.data()),
                    environ) != 0) {
    give_up(std::string{"cannot start "} + EPITAPH_BINARY);
  }
  return pid;
}

}  // namespace

ServerProcess::ServerProcess(const std::filesystem::path& data) {
  std::filesystem::remove(data / "address");
  const auto begin = steady_clock::now();
  pid_ = spawn(data);
  while ((port_ = read_port(data)) == 0) {
    if (::waitpid(pid_, nullptr, WNOHANG) != 0) give_up("the server ended before it listened");
    if (steady_clock::now() - begin > std::chrono::seconds{30})
      give_up("the server does not listen");
    std::this_thread::sleep_for(std::chrono::microseconds{200});
  }
  startup_ = steady_clock::now() - begin;
}

ServerProcess::~ServerProcess() {
  ::kill(pid_, SIGTERM);
  ::waitpid(pid_, nullptr, 0);
}

std::uint64_t ServerProcess::resident_bytes() const {
  std::ifstream status{"/proc/" + std::to_string(pid_) + "/statm"};
  std::uint64_t size = 0;
  std::uint64_t resident = 0;
  status >> size >> resident;
  return resident * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

Connection::Connection(std::uint16_t port)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    give_up("cannot connect");
  }
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection::~Connection() { ::close(socket_); }

std::string Connection::exchange(const std::string& request) {
  for (std::size_t sent = 0; sent < request.size();) {
    const auto bytes = ::send(socket_, request.data() + sent, request.size() - sent, MSG_NOSIGNAL);
    if (bytes <= 0) give_up("the server closed the connection");
    sent += static_cast<std::size_t>(bytes);
  }
  constexpr std::string_view kLength = "Content-Length: ";
  received_.clear();
  std::size_t wanted = std::string::npos;
  std::size_t body_begin = 0;
  while (received_.size() < wanted) {
    std::array<char, 16384> chunk{};
    const auto bytes = ::recv(socket_, chunk.data(), chunk.size(), 0);
    if (bytes <= 0) give_up("the server closed the connection");
    received_.append(chunk.data(), static_cast<std::size_t>(bytes));
    const auto head_end = received_.find("\r\n\r\n");
    if (wanted != std::string::npos || head_end == std::string::npos) continue;
    body_begin = head_end + 4;
    const auto at = received_.find(kLength);
    if (at > head_end) give_up("a response without Content-Length");
    wanted = body_begin + std::stoul(received_.substr(at + kLength.size(), 12));
  }
  if (!received_.starts_with("HTTP/1.1 200")) give_up(received_);
  return received_.substr(body_begin);
}

}  // namespace epitaph::bench
