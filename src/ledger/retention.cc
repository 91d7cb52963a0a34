#include "ledger/retention.h"

#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "ledger/json_members.h"

namespace epitaph::ledger {
namespace {

namespace json = boost::json;

constexpr std::string_view kRetentionKind = "ledger-retention";

storage::DocumentKey document_key(const std::optional<ClusterKey>& cluster) {
  if (!cluster) return {.kind = std::string{kRetentionKind}, .scope = {}, .name = "default"};
  return {.kind = std::string{kRetentionKind}, .scope = cluster->scope, .name = cluster->cluster};
}

Status write(storage::Storage& store, storage::DocumentRow row) {
  storage::Commit commit;
  commit.documents.push_back(std::move(row));
  EPITAPH_CHECK(store.commit(std::move(commit)));
  return Done{};
}

Result<std::optional<int>> parse_days(const storage::Document& document) {
  const auto rule = parse_object(document.text);
  const auto* days = rule.if_contains("days");
  if (days && days->is_null()) return std::optional<int>{};
  const auto count = integer_member(rule, "days");
  if (!count || *count < 1 || *count > kRetentionDaysMax) {
    return Error{ErrorKind::kCorrupt, "ledger-retention: days is missing or out of range"};
  }
  return std::optional{static_cast<int>(*count)};
}

}  // namespace

std::optional<int> LedgerRetention::days_of(const ClusterKey& cluster) const {
  if (!cluster.cluster.empty()) {
    const auto found = clusters.find(cluster);
    return found == clusters.end() ? default_days : found->second;
  }
  auto longest = default_days;
  for (const auto& [key, days] : clusters) {
    if (key.scope != cluster.scope) continue;
    longest = longest && days ? std::optional{std::max(*longest, *days)} : std::nullopt;
  }
  return longest;
}

std::optional<int> LedgerRetention::shortest_days() const {
  auto shortest = default_days;
  for (const auto& [key, days] : clusters) {
    if (days) shortest = std::min(shortest.value_or(*days), *days);
  }
  return shortest;
}

Result<LedgerRetention> read_retention(storage::Storage& store) {
  EPITAPH_TRY(documents, store.list_documents(kRetentionKind, std::nullopt));
  LedgerRetention retention;
  for (const auto& document : documents) {
    EPITAPH_TRY(days, parse_days(document));
    if (document.key.scope.account.empty()) {
      retention.default_days = days;
    } else {
      retention.clusters[{document.key.scope, document.key.name}] = days;
    }
  }
  return retention;
}

Status put_retention(storage::Storage& store, const std::optional<ClusterKey>& cluster,
                     std::optional<int> days) {
  if (days && (*days < 1 || *days > kRetentionDaysMax)) {
    return Error{ErrorKind::kInvalid, fmt::format("days must be from 1 to {}", kRetentionDaysMax)};
  }
  const json::object rule{{"days", days ? json::value(*days) : json::value()}};
  return write(store, {.key = document_key(cluster), .text = json::serialize(rule)});
}

Status delete_retention(storage::Storage& store, const std::optional<ClusterKey>& cluster) {
  return write(store, {.key = document_key(cluster), .text = std::nullopt});
}

}  // namespace epitaph::ledger
