#pragma once
#include <string>
#include <string_view>

#include "aws/error.h"

namespace epitaph::queues {

// Refusals in SQS's own classes and words. Each has two names, since the Query protocol's are
// older: QueueDoesNotExist in JSON is AWS.SimpleQueueService.NonExistentQueue in Query. Source:
// Amazon SQS API Reference, "Errors" of each operation; texts as AWS's clients report them.

aws::ApiError queue_does_not_exist();
aws::ApiError queue_name_exists(std::string_view attribute);
aws::ApiError invalid_attribute_name(std::string_view name);
aws::ApiError invalid_attribute_value(std::string_view name);
aws::ApiError invalid_parameter_value(std::string message);
aws::ApiError missing_parameter(std::string_view name);
aws::ApiError invalid_address(std::string_view url);
aws::ApiError invalid_message_contents();
aws::ApiError receipt_handle_is_invalid(std::string_view handle);
aws::ApiError purge_in_progress(std::string_view queue);
aws::ApiError unsupported_operation(std::string message);
/// What AWS can do and this server cannot.
aws::ApiError fifo_not_offered();

aws::ApiError empty_batch(std::string_view entry_type);
aws::ApiError too_many_entries(std::size_t entries);
aws::ApiError batch_ids_not_distinct(std::string_view id);
aws::ApiError invalid_batch_entry_id();
aws::ApiError batch_too_long(std::size_t bytes);

}  // namespace epitaph::queues
