#include "logs/live_tail/event_sample.h"

#include <utility>

namespace epitaph::logs {

void EventSample::offer(const TailEvent& event) {
  ++offered_;
  const std::size_t bytes = event.message.size();
  if (kept_.size() < events_max_ && fits(bytes, 0)) return keep(event);
  // Of n events the last comes into the sample with the chance that each other has to be there.
  const auto place = std::uniform_int_distribution<std::uint64_t>{0, offered_ - 1}(random_);
  if (place >= kept_.size()) return;
  const auto out = kept_.begin() + static_cast<std::ptrdiff_t>(place);
  if (!fits(bytes, out->message.size())) return;
  bytes_ -= out->message.size();
  kept_.erase(out);
  keep(event);
}

bool EventSample::fits(std::size_t bytes_more, std::size_t bytes_less) const {
  const bool is_only = kept_.size() <= (bytes_less > 0 ? 1U : 0U);
  return is_only || bytes_ - bytes_less + bytes_more <= bytes_max_;
}

void EventSample::keep(const TailEvent& event) {
  bytes_ += event.message.size();
  kept_.push_back(event);
}

EventSample::Taken EventSample::take() {
  Taken taken{.events = std::exchange(kept_, {}), .dropped = 0};
  taken.dropped = std::exchange(offered_, 0) - taken.events.size();
  bytes_ = 0;
  return taken;
}

}  // namespace epitaph::logs
