#pragma once
#include "aws/operation.h"
#include "logs/log_service.h"

namespace epitaph::logs {

// Each is declared in the file of its name. `parts` is copied into the handler.
aws::Operation create_log_group(const LogServiceParts& parts);
aws::Operation create_log_stream(const LogServiceParts& parts);
aws::Operation delete_log_group(const LogServiceParts& parts);
aws::Operation delete_log_stream(const LogServiceParts& parts);
aws::Operation delete_metric_filter(const LogServiceParts& parts);
aws::Operation delete_retention_policy(const LogServiceParts& parts);
aws::Operation delete_subscription_filter(const LogServiceParts& parts);
aws::Operation describe_log_groups(const LogServiceParts& parts);
aws::Operation describe_log_streams(const LogServiceParts& parts);
aws::Operation describe_metric_filters(const LogServiceParts& parts);
aws::Operation describe_subscription_filters(const LogServiceParts& parts);
aws::Operation filter_log_events(const LogServiceParts& parts);
aws::Operation get_log_events(const LogServiceParts& parts);
aws::Operation put_log_events(const LogServiceParts& parts);
aws::Operation put_log_group_deletion_protection(const LogServiceParts& parts);
aws::Operation put_metric_filter(const LogServiceParts& parts);
aws::Operation put_retention_policy(const LogServiceParts& parts);
aws::Operation put_subscription_filter(const LogServiceParts& parts);
aws::Operation test_metric_filter(const LogServiceParts& parts);

}  // namespace epitaph::logs
