#include "ledger/known_definitions.h"

#include <fmt/format.h>

#include "ledger/task_definitions.h"

namespace epitaph::ledger {
namespace {

std::string entry_key(const Scope& scope, std::string_view name) {
  return fmt::format("{}:{}:{}", scope.account, scope.region, name);
}

}  // namespace

Result<std::shared_ptr<const diagnosis::Context>> KnownDefinitions::context_of(const Task& task) {
  const auto revision = revision_of(task);
  if (!revision) return std::make_shared<const diagnosis::Context>();
  const auto key = entry_key(revision->scope, revision->name);
  std::uint64_t forgotten = 0;
  {
    const std::scoped_lock lock(mutex_);
    if (const auto found = contexts_.find(key); found != contexts_.end()) return found->second;
    forgotten = forgotten_;
  }
  EPITAPH_TRY(definition, find_task_definition(store_, *revision));
  auto context = std::make_shared<const diagnosis::Context>(definition ? to_context(*definition)
                                                                       : diagnosis::Context{});
  const std::scoped_lock lock(mutex_);
  if (forgotten != forgotten_) return context;
  if (contexts_.size() >= entries_max_) contexts_.clear();
  contexts_.emplace(key, context);
  return context;
}

void KnownDefinitions::forget(const Scope& scope, const std::string& name) {
  const std::scoped_lock lock(mutex_);
  ++forgotten_;
  contexts_.erase(entry_key(scope, name));
}

}  // namespace epitaph::ledger
