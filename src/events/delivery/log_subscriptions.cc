#include "events/delivery/log_subscriptions.h"

#include <fmt/format.h>

#include "base/random_id.h"
#include "model/event.h"

namespace epitaph::events {
namespace {

bool is_queue_arn(std::string_view text) {
  const auto arn = parse_arn(text);
  return arn && is_queue(*arn);
}

std::string sender_arn(const logs::SubscriptionDelivery& delivery) {
  return fmt::format("arn:{}:logs:{}:{}:log-group:{}:subscription-filter:{}",
                     partition_of(delivery.scope.region), delivery.scope.region,
                     delivery.scope.account, delivery.group, delivery.filter);
}

Target target_of(const logs::SubscriptionDelivery& delivery) {
  const boost::json::object json{
      {"Id", delivery.filter}, {"Arn", delivery.destination_arn}, {"InputPath", "$.detail"}};
  return {.id = std::string{delivery.filter},
          .arn = std::string{delivery.destination_arn},
          .json = json};
}

Result<Event> event_around(const logs::SubscriptionDelivery& delivery) {
  const auto id = random_uuid();
  const std::string group[] = {
      fmt::format("arn:{}:logs:{}:{}:log-group:{}", partition_of(delivery.scope.region),
                  delivery.scope.region, delivery.scope.account, delivery.group)};
  return make_event({.id = id,
                     .detail_type = "CloudWatch Logs Subscription",
                     .source = "aws.logs",
                     .account = delivery.scope.account,
                     .region = delivery.scope.region,
                     .time = delivery.now,
                     .resources = group,
                     .detail = delivery.payload});
}

/// The messages of one commit.
class CommitSender final : public logs::SubscriptionSender {
 public:
  CommitSender(const QueueTarget& queues, Outbox& outbox)
      : queues_(queues), outbox_(outbox), promises_(&outbox) {}

  Status add(logs::SubscriptionDelivery delivery, storage::Commit& commit) override {
    const auto bodies_before = commit.bodies.size();
    auto added = is_queue_arn(delivery.destination_arn) ? send(std::move(delivery), commit)
                                                        : owe(delivery, commit);
    if (!added) commit.bodies.resize(bodies_before);  // nothing holds it
    return added;
  }
  void committed() override { promises_.keep(); }

 private:
  Status send(logs::SubscriptionDelivery delivery, storage::Commit& commit) const {
    if (!queues_) return Error{ErrorKind::kNotFound, "there are no queues here"};
    const auto body = commit.add_body(std::move(delivery.payload));
    return queues_({.arn = delivery.destination_arn, .body = body}, commit);
  }

  Status owe(const logs::SubscriptionDelivery& delivery, storage::Commit& commit) {
    EPITAPH_TRY(event, event_around(delivery));
    const auto body = commit.add_body(std::move(event.json));
    EPITAPH_TRY(owing, outbox_.owe(sender_arn(delivery), target_of(delivery), delivery.now, body,
                                   commit, promises_));
    if (owing == Outbox::Owing::kOwed) return Done{};
    return Error{ErrorKind::kInvalid, "as many messages are owed to the destination as may be"};
  }

  const QueueTarget& queues_;
  Outbox& outbox_;
  Promises promises_;
};

}  // namespace

Status LogSubscriptions::check(std::string_view destination_arn) {
  if (is_queue_arn(destination_arn)) {
    // A queue is there when it takes a message; this commit is never made.
    storage::Commit probe;
    const auto body = probe.add_body("probe");
    if (!queues_) return Error{ErrorKind::kNotFound, "there are no queues here"};
    return queues_({.arn = destination_arn, .body = body}, probe);
  }
  EPITAPH_TRY(destination, destinations_.find_arn(destination_arn));
  if (destination) return Done{};
  return Error{ErrorKind::kNotFound, "the API destination does not exist"};
}

std::unique_ptr<logs::SubscriptionSender> LogSubscriptions::begin() {
  return std::make_unique<CommitSender>(queues_, outbox_);
}

}  // namespace epitaph::events
