#include "queues/operations/visibility.h"

#include <fmt/format.h>

#include "aws/input.h"
#include "queues/messages.h"
#include "queues/operations/called_queue.h"
#include "queues/refusals.h"

namespace epitaph::queues {

aws::Verdict change_visibility(const SqsServiceParts& parts, const Queue& queue,
                               const boost::json::object& input) {
  constexpr std::int64_t kTimeoutMax = 43'200;
  EPITAPH_TRY(text, required_text(input, "ReceiptHandle"));
  const auto timeout = aws::optional_number(input, "VisibilityTimeout");
  if (!timeout) return missing_parameter("VisibilityTimeout");
  if (*timeout < 0 || *timeout > kTimeoutMax) {
    return invalid_parameter_value(
        fmt::format("Value {} for parameter VisibilityTimeout is invalid. Reason: "
                    "VisibilityTimeout must be an integer between 0 and 43200.",
                    *timeout));
  }
  const auto handle = parse_receipt_handle(text);
  if (!handle) return receipt_handle_is_invalid(text);
  const auto changed = Messages(parts.store, parts.polls, parts.clock)
                           .change_visibility(queue, *handle, std::chrono::seconds{*timeout});
  if (changed) return Done{};
  if (changed.error().kind != ErrorKind::kNotFound) return changed.error();
  return invalid_parameter_value(
      fmt::format("Value {} for parameter ReceiptHandle is invalid. Reason: Message does not exist "
                  "or is not available for visibility timeout change.",
                  text));
}

}  // namespace epitaph::queues
