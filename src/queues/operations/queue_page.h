#pragma once
#include <string_view>
#include <vector>

#include "aws/operation.h"
#include "queues/queue.h"

namespace epitaph::queues {

/// One page of a list of queues, sorted by name, as MaxResults and NextToken of a call ask for it:
/// the URLs under `member` (none: left out), and NextToken when there are more. Without MaxResults
/// it is the first 1,000, and no token, as SQS has it.
/// The token is base64 of the last name, so it is good after a restart, and while queues come and
/// go. Errors: InvalidParameterValue for another.
aws::Outcome<boost::json::object> page_of_queues(const std::vector<Queue>& queues,
                                                 const aws::Call& call, std::string_view member);

}  // namespace epitaph::queues
