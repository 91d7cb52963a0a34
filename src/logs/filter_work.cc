#include "logs/filter_work.h"

#include "base/random_id.h"
#include "logs/event_digits.h"

namespace epitaph::logs {
namespace {

std::string_view message_of(const storage::Commit& commit, std::size_t row) {
  return commit.bodies[static_cast<std::size_t>(commit.log_events[row].body)];
}

/// The event's place, where it is known already; an event of PutLogEvents gets its one from the
/// store, in the commit, and here another that is as good as unique.
std::string id_of(const storage::LogEventRow& event) {
  const storage::Identity identity =
      event.identity.value_or(storage::Identity{.order = random_number(), .hash = random_number()});
  return event_digits({.time = event.time, .order = identity.order, .hash = identity.hash});
}

}  // namespace

void FilterWork::count(const Filters& filters, const storage::Commit& commit, std::size_t row) {
  const auto message = message_of(commit, row);
  for (const auto& metric : filters->metrics) {
    if (!metric.pattern.matches(message)) continue;
    auto& tally = tallies_[metric.tally];
    ++tally.matches;
    tally.value += metric.value.of(metric.pattern, message).value_or(0);
  }
}

void FilterWork::collect(const Filters& filters, const storage::Commit& commit, std::size_t row) {
  for (std::size_t i = 0; i < filters->subscriptions.size(); ++i) {
    if (!filters->subscriptions[i].pattern.matches(message_of(commit, row))) continue;
    lines_[Line{filters, i, commit.log_events[row].stream}].push_back(row);
  }
}

Status FilterWork::send(SubscriptionTarget& target, storage::Commit& commit, Timestamp now) {
  if (lines_.empty()) return Done{};
  sender_ = target.begin();
  for (const auto& [line, rows] : lines_) EPITAPH_CHECK(send_line(line, rows, commit, now));
  return Done{};
}

Status FilterWork::send_line(const Line& line, const std::vector<std::size_t>& rows,
                             storage::Commit& commit, Timestamp now) {
  const auto& [filters, number, stream] = line;
  const auto& subscription = filters->subscriptions[number];
  // The messages are put into texts of their own before the commit's bodies may move.
  std::vector<SubscribedEvent> events;
  for (const std::size_t row : rows) {
    const auto& event = commit.log_events[row];
    events.push_back({.id = id_of(event), .time = event.time, .message = message_of(commit, row)});
  }
  const SubscriptionSource source{.owner = filters->scope.account,
                                  .group = filters->group,
                                  .stream = stream,
                                  .filter = subscription.filter.name};
  struct Packed {
    std::string payload;
    std::size_t events;
  };
  std::vector<Packed> messages;
  for (std::span<const SubscribedEvent> left{events}; !left.empty();) {
    const std::size_t fitting = fitting_events(left);
    messages.push_back(Packed{data_message(source, left.first(fitting)), fitting});
    left = left.subspan(fitting);
  }
  auto& fate = fates_[subscription.tally];
  for (auto& message : messages) {
    const auto added = sender_->add({.scope = filters->scope,
                                     .group = filters->group,
                                     .filter = subscription.filter.name,
                                     .destination_arn = subscription.filter.destination_arn,
                                     .payload = std::move(message.payload),
                                     .now = now},
                                    commit);
    const bool is_refusal = !added && added.error().kind != ErrorKind::kNotFound &&
                            added.error().kind != ErrorKind::kInvalid;
    if (is_refusal) return added.error();
    (added ? fate.sent : fate.failed) += message.events;
  }
  return Done{};
}

AfterCommit FilterWork::after_commit() && {
  if (tallies_.empty() && fates_.empty()) return {};
  return [tallies = std::move(tallies_), fates = std::move(fates_),
          sender = std::move(sender_)]() mutable {
    for (const auto& [total, tally] : tallies) {
      total->matches += tally.matches;
      total->value += tally.value;
    }
    for (const auto& [total, fate] : fates) {
      total->sent += fate.sent;
      total->failed += fate.failed;
    }
    if (sender) sender->committed();
  };
}

}  // namespace epitaph::logs
