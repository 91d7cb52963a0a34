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
              delete_retention_policy(parts),
              describe_log_groups(parts),
              describe_log_streams(parts),
              filter_log_events(parts),
              get_log_events(parts),
              put_log_events(parts),
              put_log_group_deletion_protection(parts),
              put_retention_policy(parts),
          },
  };
}

}  // namespace epitaph::logs
