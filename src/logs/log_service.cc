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
              cancel_export_task(parts),
              create_export_task(parts),
              create_log_group(parts),
              create_log_stream(parts),
              delete_log_group(parts),
              delete_log_stream(parts),
              delete_metric_filter(parts),
              delete_query_definition(parts),
              delete_resource_policy(parts),
              delete_retention_policy(parts),
              delete_subscription_filter(parts),
              describe_export_tasks(parts),
              describe_log_groups(parts),
              describe_log_streams(parts),
              describe_metric_filters(parts),
              describe_queries(parts),
              describe_query_definitions(parts),
              describe_resource_policies(parts),
              describe_subscription_filters(parts),
              filter_log_events(parts),
              get_log_events(parts),
              get_log_group_fields(parts),
              get_log_record(parts),
              get_query_results(parts),
              list_log_groups(parts),
              list_tags_for_resource(parts),
              list_tags_log_group(parts),
              put_log_events(parts),
              put_log_group_deletion_protection(parts),
              put_metric_filter(parts),
              put_query_definition(parts),
              put_resource_policy(parts),
              put_retention_policy(parts),
              put_subscription_filter(parts),
              start_live_tail(parts),
              start_query(parts),
              stop_query(parts),
              tag_log_group(parts),
              tag_resource(parts),
              test_metric_filter(parts),
              untag_log_group(parts),
              untag_resource(parts),
          },
  };
}

}  // namespace epitaph::logs
