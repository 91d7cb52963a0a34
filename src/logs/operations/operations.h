#pragma once
#include "aws/operation.h"
#include "logs/log_service.h"

namespace epitaph::logs {

// Each is declared in the file of its name. `parts` is copied into the handler.
aws::Operation cancel_export_task(const LogServiceParts& parts);
aws::Operation create_export_task(const LogServiceParts& parts);
aws::Operation create_log_group(const LogServiceParts& parts);
aws::Operation create_log_stream(const LogServiceParts& parts);
aws::Operation delete_log_group(const LogServiceParts& parts);
aws::Operation delete_log_stream(const LogServiceParts& parts);
aws::Operation delete_metric_filter(const LogServiceParts& parts);
aws::Operation delete_query_definition(const LogServiceParts& parts);
aws::Operation delete_retention_policy(const LogServiceParts& parts);
aws::Operation delete_subscription_filter(const LogServiceParts& parts);
aws::Operation describe_log_groups(const LogServiceParts& parts);
aws::Operation describe_log_streams(const LogServiceParts& parts);
aws::Operation describe_metric_filters(const LogServiceParts& parts);
aws::Operation describe_queries(const LogServiceParts& parts);
aws::Operation describe_query_definitions(const LogServiceParts& parts);
aws::Operation describe_subscription_filters(const LogServiceParts& parts);
aws::Operation delete_resource_policy(const LogServiceParts& parts);
aws::Operation delete_retention_policy(const LogServiceParts& parts);
aws::Operation describe_export_tasks(const LogServiceParts& parts);
aws::Operation describe_log_groups(const LogServiceParts& parts);
aws::Operation describe_log_streams(const LogServiceParts& parts);
aws::Operation describe_resource_policies(const LogServiceParts& parts);
aws::Operation filter_log_events(const LogServiceParts& parts);
aws::Operation get_log_events(const LogServiceParts& parts);
aws::Operation list_log_groups(const LogServiceParts& parts);
aws::Operation list_tags_for_resource(const LogServiceParts& parts);
aws::Operation list_tags_log_group(const LogServiceParts& parts);
aws::Operation get_log_group_fields(const LogServiceParts& parts);
aws::Operation get_log_record(const LogServiceParts& parts);
aws::Operation get_query_results(const LogServiceParts& parts);
aws::Operation put_log_events(const LogServiceParts& parts);
aws::Operation put_log_group_deletion_protection(const LogServiceParts& parts);
aws::Operation put_metric_filter(const LogServiceParts& parts);
aws::Operation put_query_definition(const LogServiceParts& parts);
aws::Operation put_retention_policy(const LogServiceParts& parts);
aws::Operation put_subscription_filter(const LogServiceParts& parts);
aws::Operation start_query(const LogServiceParts& parts);
aws::Operation stop_query(const LogServiceParts& parts);
aws::Operation test_metric_filter(const LogServiceParts& parts);
aws::Operation put_resource_policy(const LogServiceParts& parts);
aws::Operation put_retention_policy(const LogServiceParts& parts);
aws::Operation start_live_tail(const LogServiceParts& parts);
aws::Operation tag_log_group(const LogServiceParts& parts);
aws::Operation tag_resource(const LogServiceParts& parts);
aws::Operation untag_log_group(const LogServiceParts& parts);
aws::Operation untag_resource(const LogServiceParts& parts);

}  // namespace epitaph::logs
