#pragma once
#include <vector>

#include "diagnosis/match.h"
#include "model/diagnosis.h"

namespace epitaph::diagnosis {

/// The fields that decided, as the event has them, query strings of URLs masked: what the rule
/// asked, the exit code of the container at fault, and what `facts`, the variants' own, rest on;
/// where no rule on texts or codes held, what every container says.
/// Absent fields are left out; none is named twice.
std::vector<Evidence> evidence_for(const Match& match, const Subject& subject, const Facts& facts);

}  // namespace epitaph::diagnosis
