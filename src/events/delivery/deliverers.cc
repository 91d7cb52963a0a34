#include "events/delivery/deliverers.h"

namespace epitaph::events {

Deliverers::Deliverers(Outbox& outbox, Deliverer& deliverer, std::size_t threads)
    : sweeper_(Outbox::kIdle, [&outbox] { outbox.sweep(); }) {
  threads_.reserve(threads);
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([&deliverer](const std::stop_token& stop) { deliverer.run(stop); });
  }
}

/// All are told before any is waited for: their calls end together.
Deliverers::~Deliverers() {
  for (auto& thread : threads_) thread.request_stop();
}

}  // namespace epitaph::events
