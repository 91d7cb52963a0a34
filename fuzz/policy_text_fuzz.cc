// Any bytes are a resource policy or none; the normalised text of one is one, and normalised
// already.
#include <cstdlib>

#include "logs/policy_text.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto normalised =
      epitaph::logs::normalised_policy({reinterpret_cast<const char*>(data), size});
  if (normalised && epitaph::logs::normalised_policy(*normalised) != normalised) std::abort();
  return 0;
}
