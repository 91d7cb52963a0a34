#pragma once
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include <sys/types.h>

namespace epitaph::bench {

/// The real binary as a child process, serving a data folder on a free port of loopback. It is told
/// to stop, and waited for, when this goes. Throws std::runtime_error when it does not come up.
class ServerProcess {
 public:
  explicit ServerProcess(const std::filesystem::path& data);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  std::uint16_t port() const { return port_; }
  /// From the start of the process to the moment at which it listened.
  std::chrono::duration<double> startup() const { return startup_; }
  /// What it has in memory now.
  std::uint64_t resident_bytes() const;

 private:
  pid_t pid_ = -1;
  std::uint16_t port_ = 0;
  std::chrono::duration<double> startup_{0};
};

/// One connection to the server that stays open; for one thread.
class Connection {
 public:
  explicit Connection(std::uint16_t port);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  /// Sends a whole request and reads the response; gives its body. Throws unless the status is 200.
  std::string exchange(const std::string& request);

 private:
  int socket_ = -1;
  std::string received_;
};

}  // namespace epitaph::bench
