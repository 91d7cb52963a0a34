#include "queues/operations/batch.h"

#include <algorithm>
#include <set>

#include "aws/input.h"
#include "base/ascii.h"
#include "queues/refusals.h"

namespace epitaph::queues {
namespace {

bool is_entry_id(std::string_view id) {
  constexpr std::size_t kIdBytesMax = 80;
  return !id.empty() && id.size() <= kIdBytesMax &&
         std::ranges::all_of(id, [](char c) { return is_alphanumeric(c) || c == '-' || c == '_'; });
}

}  // namespace

aws::Verdict check_batch(const boost::json::object& input, std::string_view entry_type) {
  const auto& entries = aws::items(input, "Entries");
  if (entries.empty()) return empty_batch(entry_type);
  if (entries.size() > kBatchEntriesMax) return too_many_entries(entries.size());
  std::set<std::string_view> ids;
  for (const auto& item : entries) {
    const auto* entry = item.if_object();
    const auto id = entry != nullptr ? aws::optional_text(*entry, "Id") : std::nullopt;
    if (!id || !is_entry_id(*id)) return invalid_batch_entry_id();
    if (!ids.insert(*id).second) return batch_ids_not_distinct(*id);
  }
  return Done{};
}

void BatchAnswer::fail(const boost::json::object& entry, const aws::ApiError& error) {
  failed_.push_back(boost::json::object{{"Id", aws::text(entry, "Id")},
                                        {"SenderFault", error.status < 500},
                                        {"Code", aws::query_code(error)},
                                        {"Message", error.message}});
}

boost::json::object BatchAnswer::output() && {
  return {{"Successful", std::move(successful_)}, {"Failed", std::move(failed_)}};
}

}  // namespace epitaph::queues
