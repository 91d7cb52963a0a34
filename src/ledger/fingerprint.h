#pragma once
#include <string>
#include <string_view>

#include "model/diagnosis.h"
#include "model/task.h"

namespace epitaph::ledger {

/// `reason` without what differs from one occurrence of a failure to the next: every ARN, UUID,
/// digest, request id, address, time, instance id and other word with a digit in it becomes `*`.
/// Blanks are made one; URLs lose their queries. What is left are the words that name the failure.
std::string normalised_reason(std::string_view reason);

/// What makes two stops the same issue: cause, container at fault, its exit code, the normalised
/// reason (of that container, else of the task), the service or else the family, and the cluster
/// with its account and region. 16 hexadecimal digits that stay the same in every release, since
/// rows and links keep them.
std::string fingerprint(const Task& task, const Diagnosis& diagnosis);

}  // namespace epitaph::ledger
