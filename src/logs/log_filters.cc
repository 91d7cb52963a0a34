#include "logs/log_filters.h"

#include "logs/log_groups.h"
#include "logs/operations/refusals.h"

namespace epitaph::logs {
namespace {

using FiltersDocument = std::optional<storage::Document>;

/// Those of this very group: a document of one that was deleted says nothing.
Result<GroupFilters> filters_of(const LogGroup& group, const FiltersDocument& document) {
  GroupFilters none;
  none.group = group.id;
  if (!document) return none;
  EPITAPH_TRY(filters, parse_group_filters(*document));
  return filters.group == group.id ? std::move(filters) : std::move(none);
}

/// Both documents in one commit, so that the group's always tells how its filters' one stands.
void put_changed(storage::Commit& commit, const LogGroup& group, storage::Revision group_revision,
                 const GroupFilters& filters, const FiltersDocument& document) {
  commit.documents.push_back(
      {log_group_key(group.scope, group.name), to_document(group), group_revision});
  commit.documents.push_back({group_filters_key(group.scope, group.name), to_document(filters),
                              document ? document->revision : storage::Revision{0}});
}

}  // namespace

Result<GroupFilters> LogFilters::of(const LogGroup& group) const {
  if (group.filters_revision == 0) return filters_of(group, std::nullopt);
  EPITAPH_TRY(document, store_.read_document(group_filters_key(group.scope, group.name)));
  return filters_of(group, document);
}

Result<std::vector<LogFilters::Named>> LogFilters::list(const Scope& scope) const {
  EPITAPH_TRY(documents, store_.list_documents(kGroupFiltersKind, scope));
  std::vector<Named> all;
  for (const auto& document : documents) {
    EPITAPH_TRY(filters, parse_group_filters(document));
    all.push_back(Named{document.key.name, std::move(filters)});
  }
  return all;
}

aws::Outcome<LogGroup> LogFilters::change(const Scope& scope, std::string_view name,
                                          const Edit& edit) const {
  for (int attempt = 0; attempt < LogGroups::kAttemptsMax; ++attempt) {
    EPITAPH_TRY(group_document, store_.read_document(log_group_key(scope, name)));
    if (!group_document) return no_such_log_group();
    EPITAPH_TRY(group, parse_log_group(*group_document));
    EPITAPH_TRY(document, store_.read_document(group_filters_key(scope, name)));
    EPITAPH_TRY(filters, filters_of(group, document));

    storage::Commit commit;
    EPITAPH_CHECK(edit(group, filters, commit));
    filters.revision = ++group.filters_revision;
    group.metric_filters = filters.metrics.size();
    put_changed(commit, group, group_document->revision, filters, document);
    const auto committed = store_.commit(std::move(commit));
    if (committed) return std::move(group);
    if (committed.error().kind != ErrorKind::kConflict) return committed.error();
  }
  return refused_change({ErrorKind::kConflict, "others keep changing the log group's filters"});
}

}  // namespace epitaph::logs
