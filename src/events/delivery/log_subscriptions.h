#pragma once
#include <memory>
#include <string_view>

#include "events/connections/api_destination.h"
#include "events/connections/document_book.h"
#include "events/delivery/outbox.h"
#include "events/queue_target.h"
#include "logs/subscription_target.h"
#include "storage/storage.h"

namespace epitaph::events {

/// Delivers what CloudWatch Logs' subscription filters match: into a queue by the commit itself, to
/// an API destination by the outbox, like what a rule matches.
///
/// The outbox carries events. So a message for an API destination is the detail of one that no bus
/// sees (source `aws.logs`, detail-type `CloudWatch Logs Subscription`), and the destination gets
/// that detail alone. It is owed under the filter's own name, which stands in the log and in
/// /metrics where a rule's would:
///   arn:aws:logs:REGION:ACCOUNT:log-group:GROUP:subscription-filter:FILTER
///
/// Any number of threads. What it is made with must outlive it.
class LogSubscriptions final : public logs::SubscriptionTarget {
 public:
  LogSubscriptions(storage::Storage& storage, QueueTarget queues, Outbox& outbox)
      : queues_(std::move(queues)), destinations_(storage), outbox_(outbox) {}

  Status check(std::string_view destination_arn) override;
  std::unique_ptr<logs::SubscriptionSender> begin() override;

 private:
  const QueueTarget queues_;
  const DocumentBook<ApiDestination> destinations_;
  Outbox& outbox_;
};

}  // namespace epitaph::events
