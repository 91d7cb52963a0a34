#include "queues/refusals.h"

#include <fmt/format.h>

namespace epitaph::queues {
namespace {

/// A class whose name in Query is its JSON one behind SQS's prefix.
aws::ApiError prefixed(std::string_view type, std::string message) {
  return {.type = std::string{type},
          .message = std::move(message),
          .query_code = fmt::format("AWS.SimpleQueueService.{}", type)};
}

}  // namespace

aws::ApiError queue_does_not_exist() {
  return {.type = "QueueDoesNotExist",
          .message = "The specified queue does not exist.",
          .query_code = "AWS.SimpleQueueService.NonExistentQueue"};
}

aws::ApiError queue_name_exists(std::string_view attribute) {
  return {.type = "QueueNameExists",
          .message = fmt::format("A queue already exists with the same name and a different value "
                                 "for attribute {}",
                                 attribute),
          .query_code = "QueueAlreadyExists"};
}

aws::ApiError invalid_attribute_name(std::string_view name) {
  return {.type = "InvalidAttributeName", .message = fmt::format("Unknown Attribute {}.", name)};
}

aws::ApiError invalid_attribute_value(std::string_view name) {
  return {.type = "InvalidAttributeValue",
          .message = fmt::format("Invalid value for the parameter {}.", name)};
}

aws::ApiError invalid_parameter_value(std::string message) {
  return {.type = "InvalidParameterValueException",
          .message = std::move(message),
          .query_code = "InvalidParameterValue"};
}

aws::ApiError missing_parameter(std::string_view name) {
  return {.type = "MissingRequiredParameterException",
          .message = fmt::format("The request must contain the parameter {}.", name),
          .query_code = "MissingParameter"};
}

aws::ApiError invalid_address(std::string_view url) {
  return {.type = "InvalidAddress",
          .message = fmt::format("The address {} is not valid for this endpoint.", url)};
}

aws::ApiError invalid_message_contents() {
  return {.type = "InvalidMessageContents",
          .message =
              "Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | "
              "#x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF"};
}

aws::ApiError receipt_handle_is_invalid(std::string_view handle) {
  return {.type = "ReceiptHandleIsInvalid",
          .message = fmt::format("The input receipt handle \"{}\" is not a valid receipt handle.",
                                 handle)};
}

aws::ApiError purge_in_progress(std::string_view queue) {
  auto error = prefixed("PurgeQueueInProgress",
                        fmt::format("Only one PurgeQueue operation on {} is allowed every 60 "
                                    "seconds.",
                                    queue));
  error.status = 403;
  return error;
}

aws::ApiError unsupported_operation(std::string message) {
  return prefixed("UnsupportedOperation", std::move(message));
}

aws::ApiError fifo_not_offered() {
  return unsupported_operation("FIFO queues are not offered here, only standard queues are.");
}

aws::ApiError empty_batch(std::string_view entry_type) {
  return prefixed("EmptyBatchRequest",
                  fmt::format("There should be at least one {} in the request.", entry_type));
}

aws::ApiError too_many_entries(std::size_t entries) {
  return prefixed(
      "TooManyEntriesInBatchRequest",
      fmt::format("Maximum number of entries per request are 10. You have sent {}.", entries));
}

aws::ApiError batch_ids_not_distinct(std::string_view id) {
  return prefixed("BatchEntryIdsNotDistinct", fmt::format("Id {} repeated.", id));
}

aws::ApiError invalid_batch_entry_id() {
  return prefixed("InvalidBatchEntryId",
                  "A batch entry id can only contain alphanumeric characters, hyphens and "
                  "underscores. It can be at most 80 letters long.");
}

aws::ApiError batch_too_long(std::size_t bytes) {
  return prefixed(
      "BatchRequestTooLong",
      fmt::format("Batch requests cannot be longer than 1048576 bytes. You have sent {} "
                  "bytes.",
                  bytes));
}

}  // namespace epitaph::queues
