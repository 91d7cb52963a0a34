#include "events/delivery/outbox.h"

#include <algorithm>
#include <charconv>
#include <set>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "base/random_id.h"

namespace epitaph::events {
namespace {

/// How long a line is left alone whose queue cannot be read.
constexpr std::chrono::seconds kStorePause{10};

/// An item's state is the number of attempts made, nothing at first.
int attempts_of(std::string_view state) {
  int attempts = 0;
  std::from_chars(state.data(), state.data() + state.size(), attempts);
  return attempts;
}

}  // namespace

Outbox::Outbox(storage::Storage& storage, OutboxTarget& targets, const Clock& clock,
               OutboxLimits limits)
    : storage_(storage), targets_(targets), clock_(clock), limits_(limits) {}

Status Outbox::load() {
  const auto now = clock_.now();
  EPITAPH_TRY(documents, storage_.list_documents("delivery-line", std::nullopt));
  for (const auto& document : documents) {
    auto parsed = parse_line(document.text);
    if (!parsed) {
      spdlog::error("what is owed to a target cannot be found name={:?} error={:?}",
                    document.key.name, parsed.error().message);
      continue;
    }
    auto line = std::make_shared<DeliveryLine>(*std::move(parsed));
    EPITAPH_TRY(counts, storage_.count_queue(line->queue, now));
    line->owed = counts.due + counts.waiting;
    line->used_at = now;
    if (line->owed > 0) line->due = now;
    const std::scoped_lock lock(mutex_);
    owed_ += line->owed;
    lines_[document.key] = std::move(line);
  }
  return Done{};
}

// Owing ------------------------------------------------------------------------------------------

std::shared_ptr<DeliveryLine> Outbox::line_of(const std::string& rule_arn, const Target& target) {
  auto& line = lines_[document_key(rule_arn, target)];
  if (!line) {
    line = std::make_shared<DeliveryLine>(DeliveryLine{
        .rule_arn = rule_arn, .queue = storage::QueueId{random_number()}, .target = {}});
  }
  if (!line->target || line->target->json != target.json) {
    line->target = std::make_shared<const Target>(target);
  }
  return line;
}

Result<Outbox::Owing> Outbox::owe(const std::string& rule_arn, const Target& target, Timestamp now,
                                  storage::BodyIndex body, storage::Commit& commit,
                                  Promises& promises) {
  const std::scoped_lock lock(mutex_);
  if (owed_ >= limits_.owed_max) {
    return Error{ErrorKind::kUnavailable,
                 fmt::format("{} deliveries are owed already, which is the limit", owed_)};
  }
  const auto line = line_of(rule_arn, target);
  line->used_at = now;
  if (line->owed + line->promised >= limits_.owed_to_target_max) return Owing::kTargetIsFull;

  Promises::Made made{.line = line, .stored = {}, .due = now};
  if (!line->stored || *line->stored != target.json) {
    made.stored = line->target;
    commit.documents.push_back({.key = document_key(rule_arn, target),
                                .text = document_text(*line, target),
                                .expected = std::nullopt});
  }
  commit.new_queue_items.push_back(
      {.queue = line->queue, .due = now, .enqueued_at = now, .body = body, .state = {}});
  ++line->promised;
  ++owed_;
  promises.made_.push_back(std::move(made));
  return Owing::kOwed;
}

void Outbox::keep(Promises& promises) {
  const std::scoped_lock lock(mutex_);
  for (auto& made : promises.made_) {
    auto& line = *made.line;
    --line.promised;
    ++line.owed;
    ++line.changes;
    line.due = std::min(line.due.value_or(made.due), made.due);
    if (made.stored) line.stored = made.stored->json;
    wake_one();
  }
  promises.made_.clear();
}

void Outbox::withdraw(Promises& promises) {
  const std::scoped_lock lock(mutex_);
  for (const auto& made : promises.made_) --made.line->promised;
  owed_ -= promises.made_.size();
  promises.made_.clear();
}

void Promises::keep() {
  if (!made_.empty()) outbox_->keep(*this);
}

void Promises::withdraw() {
  if (!made_.empty()) outbox_->withdraw(*this);
}

// Taking -----------------------------------------------------------------------------------------

bool Outbox::has_room(const DeliveryLine& line) const {
  const auto room = line.is_failing ? 1 : limits_.attempts_at_target_max;
  return !line.is_being_read && line.in_flight.size() < room;
}

/// The first line behind the one served last that has something due and room for it.
std::shared_ptr<DeliveryLine> Outbox::ready_line(Timestamp now) {
  const std::scoped_lock lock(mutex_);
  auto at = lines_.upper_bound(last_served_);
  for (std::size_t seen = 0; seen < lines_.size(); ++seen, ++at) {
    if (at == lines_.end()) at = lines_.begin();
    auto& line = *at->second;
    if (!line.due || *line.due > now || !has_room(line)) continue;
    if (const auto later = targets_.next_call(*line.target, now)) {
      line.due = later;
      continue;
    }
    line.is_being_read = true;
    last_served_ = at->first;
    return at->second;
  }
  return nullptr;
}

std::optional<OwedItem> Outbox::take_from(const std::shared_ptr<DeliveryLine>& line,
                                          Timestamp now) {
  std::unique_lock lock(mutex_);
  std::uint64_t changes = 0;
  std::set<std::uint64_t> in_flight;
  Result<std::vector<storage::QueueItem>> items{std::vector<storage::QueueItem>{}};
  do {
    changes = line->changes;
    in_flight = line->in_flight;
    // The items in flight are still in the queue; behind them, the one to take and the one after
    // it.
    lock.unlock();
    items = storage_.read_queue(line->queue, storage::kLatest, std::nullopt, in_flight.size() + 2);
    lock.lock();
    // An item that was settled meanwhile may still be among those read, and must not be taken
    // again.
  } while (items && line->in_flight != in_flight);

  line->is_being_read = false;
  if (!items) {
    spdlog::error("what is owed to a target cannot be read rule={} target={} error={:?}",
                  line->rule_arn, line->target->id, items.error().message);
    line->due = now + kStorePause;
    return std::nullopt;
  }
  std::erase_if(*items, [&](const auto& item) { return line->in_flight.contains(item.id.number); });
  const bool has_one = !items->empty() && items->front().id.due <= now;
  const std::size_t next = has_one ? 1 : 0;
  if (next < items->size()) {
    line->due = (*items)[next].id.due;
  } else if (line->changes == changes) {
    line->due = std::nullopt;  // the next that is owed says when
  }
  if (!has_one) return std::nullopt;
  auto& item = items->front();
  line->in_flight.insert(item.id.number);
  const auto attempts = attempts_of(item.state);
  wake_one();  // there may be more where this came from
  return OwedItem{
      .line = line, .target = line->target, .item = std::move(item), .attempts = attempts};
}

std::optional<OwedItem> Outbox::take() {
  const auto now = clock_.now();
  while (const auto line = ready_line(now)) {
    if (auto item = take_from(line, now)) return item;
  }
  return std::nullopt;
}

Timestamp Outbox::next_due(Timestamp now) const {
  auto next = now + limits_.sleep_max;
  for (const auto& [key, line] : lines_) {
    if (line->due && has_room(*line)) next = std::min(next, *line->due);
  }
  return next;
}

std::optional<OwedItem> Outbox::wait_and_take(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    if (auto item = take()) return item;
    std::unique_lock lock(mutex_);
    const auto now = clock_.now();
    const auto next = next_due(now);
    if (next <= now) continue;
    changed_.wait_for(lock, stop, next - now, [this, before = wakes_] { return wakes_ != before; });
  }
  return std::nullopt;
}

void Outbox::wake_one() {
  ++wakes_;
  changed_.notify_one();
}

// Settling ---------------------------------------------------------------------------------------

void Outbox::settle(const OwedItem& item, const SettledItem& settled) {
  using Fate = FailedDelivery::Fate;
  const std::scoped_lock lock(mutex_);
  auto& line = *item.line;
  line.in_flight.erase(item.item.id.number);
  line.used_at = clock_.now();
  line.is_failing = settled.is_failing;
  if (settled.fate == Fate::kRetried) {
    ++line.changes;
    line.due = std::min(line.due.value_or(settled.retry_at), settled.retry_at);
  } else {
    --line.owed;
    --owed_;
  }
  const auto made = static_cast<std::uint64_t>(settled.attempts - item.attempts);
  stats_.attempts += made;
  stats_.retries += item.attempts > 0 ? made : 0;
  stats_.delivered += settled.fate ? 0 : 1;
  stats_.given_up += settled.fate && settled.fate != Fate::kRetried ? 1 : 0;
  stats_.dead_lettered += settled.fate == Fate::kDeadLettered ? 1 : 0;
  wake_one();
}

void Outbox::put_back(const OwedItem& item, std::optional<Timestamp> due) {
  const std::scoped_lock lock(mutex_);
  item.line->in_flight.erase(item.item.id.number);
  ++item.line->changes;
  item.line->due = due.value_or(item.item.id.due);
}

// Upkeep -----------------------------------------------------------------------------------------

void Outbox::sweep() {
  const auto now = clock_.now();
  std::vector<storage::DocumentKey> idle;
  {
    const std::scoped_lock lock(mutex_);
    for (const auto& [key, line] : lines_) {
      if (line->owed + line->promised == 0 && now - line->used_at > kIdle) idle.push_back(key);
    }
  }
  for (const auto& key : idle) {
    const auto document = storage_.read_document(key);
    {
      const std::scoped_lock lock(mutex_);
      const auto found = lines_.find(key);
      if (found == lines_.end() || found->second->owed + found->second->promised > 0) continue;
      lines_.erase(found);
    }
    if (!document || !*document) continue;
    // Whoever owes something from here on makes the line and its document anew, and then this one
    // is not the document that was read: the commit is refused, and that is well.
    storage::Commit commit;
    commit.documents.push_back({.key = key, .text = {}, .expected = (*document)->revision});
    const auto removed = storage_.commit(std::move(commit));
    if (!removed && removed.error().kind != ErrorKind::kConflict) {
      spdlog::error("an idle delivery line is not removed name={:?} error={:?}", key.name,
                    removed.error().message);
    }
  }
}

DeliveryStats Outbox::stats() const {
  const std::scoped_lock lock(mutex_);
  auto stats = stats_;
  stats.owed = owed_;
  stats.targets = lines_.size();
  return stats;
}

}  // namespace epitaph::events
