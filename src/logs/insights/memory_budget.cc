#include "logs/insights/memory_budget.h"

#include <fmt/format.h>

namespace epitaph::logs::insights {

Status MemoryBudget::take(std::size_t bytes, std::string_view command) {
  if (bytes > left()) {
    return Error{ErrorKind::kLimit,
                 fmt::format("The query was ended: its command {} needs more than the {} MiB of "
                             "memory that a query may use. Ask for a shorter time range, filter "
                             "more, or limit what {} has to keep.",
                             command, bytes_max_ >> 20, command)};
  }
  used_ += bytes;
  return Done{};
}

}  // namespace epitaph::logs::insights
