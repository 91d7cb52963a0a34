#include "intake/descriptions.h"

#include "ledger/described_service.h"
#include "ledger/task_definitions.h"

namespace epitaph::intake {
namespace {

Status add_task_definition(std::string_view json, storage::Commit& commit, KeptDescriptions& kept) {
  EPITAPH_TRY(definition, ledger::parse_task_definition(json));
  ledger::add_task_definition(definition, commit);
  ++kept.task_definitions;
  return Done{};
}

Status add_service(std::string_view json, Timestamp now, storage::Commit& commit,
                   KeptDescriptions& kept) {
  EPITAPH_TRY(services, ledger::parse_described_services(json, now));
  for (const auto& service : services) commit.documents.push_back(ledger::to_document(service));
  kept.services += services.size();
  return Done{};
}

}  // namespace

Result<KeptDescriptions> keep_descriptions(const std::vector<IndexedDescription>& descriptions,
                                           storage::Storage& store, Timestamp now,
                                           std::vector<Rejection>& rejected) {
  KeptDescriptions kept;
  storage::Commit commit;
  for (const auto& [index, description] : descriptions) {
    const auto& [of, json] = description;
    const auto added = of == Description::Of::kTaskDefinition
                           ? add_task_definition(json, commit, kept)
                           : add_service(json, now, commit, kept);
    if (!added) rejected.push_back({index, added.error().message});
  }
  if (commit.empty()) return kept;
  EPITAPH_CHECK(store.commit(std::move(commit)));
  return kept;
}

}  // namespace epitaph::intake
