#include "queues/operations/queue_page.h"

#include <fmt/format.h>

#include "aws/input.h"
#include "base/base64.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

constexpr std::int64_t kPageMax = 1'000;

aws::Outcome<std::string> name_behind_which(const aws::Call& call) {
  const auto token = aws::optional_text(call.input, "NextToken");
  if (!token) return std::string{};
  auto name = base64_decode(*token);
  if (!name) return invalid_parameter_value("Invalid or expired next token.");
  return *std::move(name);
}

}  // namespace

aws::Outcome<boost::json::object> page_of_queues(const std::vector<Queue>& queues,
                                                 const aws::Call& call, std::string_view member) {
  const auto asked = aws::optional_number(call.input, "MaxResults");
  const std::int64_t limit = asked.value_or(kPageMax);
  if (limit < 1 || limit > kPageMax) {
    return invalid_parameter_value(fmt::format(
        "Value {} for parameter MaxResults is invalid. Reason: MaxResults must be an integer "
        "between 1 and 1000, if provided.",
        limit));
  }
  EPITAPH_TRY(after, name_behind_which(call));
  boost::json::array urls;
  boost::json::object output;
  std::string_view last;
  for (const Queue& queue : queues) {
    if (!after.empty() && queue.address.name <= after) continue;
    if (static_cast<std::int64_t>(urls.size()) == limit) {
      if (asked) output["NextToken"] = base64_encode(last);
      break;
    }
    urls.push_back(boost::json::value(url_of(queue.address, call.host)));
    last = queue.address.name;
  }
  if (!urls.empty()) output[member] = std::move(urls);
  return output;
}

}  // namespace epitaph::queues
