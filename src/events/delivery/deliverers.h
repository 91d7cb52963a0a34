#pragma once
#include <cstddef>
#include <thread>
#include <vector>

#include "base/periodic.h"
#include "events/delivery/deliverer.h"
#include "events/delivery/outbox.h"

namespace epitaph::events {

/// The threads that deliver what the outbox owes: as many attempts at once, in all, as there are
/// threads. They mostly wait, for other people's servers. Going out of scope ends the attempts
/// under way within a second (they stay owed) and joins.
class Deliverers {
 public:
  /// Both must outlive them.
  Deliverers(Outbox& outbox, Deliverer& deliverer, std::size_t threads = kThreads);
  ~Deliverers();
  Deliverers(const Deliverers&) = delete;
  Deliverers& operator=(const Deliverers&) = delete;

  static constexpr std::size_t kThreads = 32;

 private:
  Periodic sweeper_;
  std::vector<std::jthread> threads_;
};

}  // namespace epitaph::events
