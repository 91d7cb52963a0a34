#include "ledger/expired_tasks.h"

#include <algorithm>
#include <chrono>

#include "ledger/counts.h"

namespace epitaph::ledger {
namespace {

using storage::TaskField;

constexpr std::size_t kTasksPage = 100;

}  // namespace

ExpiredTasks::ExpiredTasks(storage::Storage& store, const ClusterKey& cluster, Timestamp before)
    : store_(store),
      cluster_(cluster),
      expired_(narrowed(storage::TaskQuery{.until = before}, cluster)) {}

Result<bool> ExpiredTasks::any_to_delete() {
  EPITAPH_TRY(expired, store_.count_tasks(expired_));
  EPITAPH_TRY(held, read_held_names(store_));
  const auto of_services = in_services(held);
  if (expired == 0 || !of_services) return expired > 0;
  EPITAPH_TRY(kept, store_.count_tasks(*of_services));
  return expired > kept;
}

Result<std::vector<std::string>> ExpiredTasks::next_page(std::optional<storage::TaskEntry>& after) {
  EPITAPH_TRY(page, store_.search_tasks(expired_, after, kTasksPage));
  EPITAPH_TRY(held, read_held_names(store_));
  if (const auto of_services = in_services(held); of_services && !page.tasks.empty()) {
    EPITAPH_CHECK(add_held(page, *of_services, held.tasks));
  }
  std::vector<std::string> arns;
  for (auto& entry : page.tasks) {
    if (!held.tasks.contains(entry.arn)) arns.push_back(std::move(entry.arn));
  }
  after = std::move(page.next);
  return arns;
}

/// The expired tasks of held services; nullopt when no service of the cluster is held.
std::optional<storage::TaskQuery> ExpiredTasks::in_services(const HeldNames& held) const {
  storage::TaskFieldMatch services{.field = TaskField::kService};
  for (const auto& service : held.services) {
    if (service.scope == cluster_.scope && service.cluster == cluster_.cluster) {
      services.values.push_back(service.service);
    }
  }
  if (services.values.empty()) return std::nullopt;
  auto query = expired_;
  query.where.push_back(std::move(services));
  return query;
}

/// Adds those of the page's stretch of time that belong to a held service.
Status ExpiredTasks::add_held(const storage::TaskSearchPage& page, storage::TaskQuery query,
                              std::set<std::string>& kept) {
  query.from = page.tasks.back().time;
  query.until = std::min(query.until, page.tasks.front().time + std::chrono::milliseconds{1});
  std::optional<storage::TaskEntry> after;
  do {
    EPITAPH_TRY(found, store_.search_tasks(query, after, kTasksPage));
    for (auto& entry : found.tasks) kept.insert(std::move(entry.arn));
    after = std::move(found.next);
  } while (after);
  return Done{};
}

}  // namespace epitaph::ledger
