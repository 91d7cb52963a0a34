#pragma once
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"

namespace epitaph::http {

/// Makes the response to one request. It runs on a worker thread and may block (for a read of the
/// storage, for the fsync of a commit), but not forever: Server::stop() waits for it. Many threads
/// call it at once. The request is its own for the time of the call.
using Handler = std::function<Response(const Request&)>;

/// What answers at a path. Whatever a function here throws is caught, logged, and answered.
struct Route {
  Handler handler;
  /// The answer when the queue of the workers is full, or too many bodies are in memory (`body` is
  /// then empty): AWS's ThrottlingException, a 503. Must not block. Default: 503 with Retry-After.
  Handler on_overload = nullptr;
  /// The answer after `handler` has thrown. Must not block. Default: a plain 500.
  Handler on_failure = nullptr;
  /// Promises that `handler` answers at once out of memory. It then runs where the connection
  /// lives, with no queue before it: a probe of health must be answered under overload too.
  bool never_blocks = false;
};

/// Which route answers a method and a path. An exact path comes before any prefix, a longer prefix
/// before a shorter; the most specific path decides alone, so a method that it lacks is a 405
/// there. Filled once, then handed to the server: it is read by many threads without a lock.
class Router {
 public:
  /// Every method at once, for a handler that tells them apart itself.
  static constexpr std::string_view kAnyMethod = "*";

  /// `path` is compared with the decoded path. HEAD goes to GET's route where it has none.
  /// Throws std::logic_error when that method is there already: a bug in the wiring.
  void exact(std::string_view method, std::string_view path, Route route);
  /// Everything that begins with `prefix`, so end it with `/`: `/api/v1/`.
  void prefix(std::string_view method, std::string_view prefix, Route route);

  struct Found {
    /// Null when nothing answers; lives as long as the Router.
    const Route* route = nullptr;
    /// Of a null route: the methods that the path has, as the Allow header lists them; empty when
    /// the path itself is unknown.
    std::string allow{};
  };
  Found find(std::string_view method, std::string_view path) const;

 private:
  using Methods = std::map<std::string, Route, std::less<>>;
  using Paths = std::map<std::string, Methods, std::less<>>;

  static void add(Paths& paths, std::string_view method, std::string_view path, Route route);
  const Methods* methods_of(std::string_view path) const;

  Paths exact_;
  Paths prefixes_;
};

}  // namespace epitaph::http
