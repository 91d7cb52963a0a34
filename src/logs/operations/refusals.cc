#include "logs/operations/refusals.h"

#include <fmt/format.h>

#include "aws/input.h"
#include "base/utf16.h"
#include "logs/log_names.h"

namespace epitaph::logs {

aws::ApiError no_such_log_group() {
  return aws::resource_not_found("The specified log group does not exist.");
}

aws::ApiError no_such_log_stream() {
  return aws::resource_not_found("The specified log stream does not exist.");
}

aws::ApiError no_such_log_query() {
  return aws::resource_not_found("The specified query does not exist.");
}

aws::ApiError no_such_query_definition() {
  return aws::resource_not_found("The specified query definition does not exist.");
}

aws::ApiError query_language_refused(std::string_view language) {
  return aws::invalid_parameter(fmt::format(
      "queryLanguage {} is not available: queries are written in Logs Insights QL (CWLI).",
      language));
}

aws::ApiError invalid_next_token() {
  return aws::invalid_parameter("The specified nextToken is invalid.");
}

aws::ApiError resource_limit_exceeded() { return aws::limit_exceeded("Resource limit exceeded."); }

aws::ApiError refused_change(const Error& error) {
  if (error.kind == ErrorKind::kNotFound) return no_such_log_group();
  if (error.kind != ErrorKind::kConflict) return aws::unforeseen(error);
  return {.type = "OperationAbortedException",
          .message =
              "A conflicting operation is currently in progress against this resource. Please try "
              "again."};
}

aws::Verdict check_name_lengths(const boost::json::object& input) {
  for (const std::string_view member : {"logGroupName", "logStreamName"}) {
    const auto name = aws::optional_text(input, member);
    if (name && utf16_length(*name) > kNameLengthMax) {
      return aws::invalid_parameter(
          "Invalid LogGroup or LogStream, both must have length less than or equal to 512.");
    }
  }
  return Done{};
}

}  // namespace epitaph::logs
