#include "logs/log_service.h"

#include "logs/operations/operations.h"

namespace epitaph::logs {

aws::Service log_service(const LogServiceParts& parts) {
  return {
      .name = "logs",
      .target_prefix = "Logs_20140328",
      .dialect = aws::kLogs,
      .operations =
          {
              create_log_group(parts),
              create_log_stream(parts),
              delete_log_group(parts),
              delete_log_stream(parts),
              delete_metric_filter(parts),
              delete_retention_policy(parts),
              delete_subscription_filter(parts),
              describe_log_groups(parts),
              describe_log_streams(parts),
              describe_metric_filters(parts),
              describe_subscription_filters(parts),
              filter_log_events(parts),
              get_log_events(parts),
              put_log_events(parts),
              put_log_group_deletion_protection(parts),
              put_metric_filter(parts),
              put_retention_policy(parts),
              put_subscription_filter(parts),
              test_metric_filter(parts),
          },
  };
}

}  // namespace epitaph::logs
