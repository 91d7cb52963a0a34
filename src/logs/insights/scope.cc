#include "logs/insights/scope.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/result.h"

namespace epitaph::logs::insights {
namespace {

std::string joined(const std::vector<std::string>& parts, std::size_t count) {
  std::string name = parts.front();
  for (std::size_t i = 1; i < count; ++i) name += '.' + parts[i];
  return name;
}

}  // namespace

Parsed<Scope::Use> Scope::use(const FieldName& field) {
  if (defined(field.name)) return Use{.slot = ephemeral_.at(field.name).slot};
  for (std::size_t count = field.parts.size() - 1; count > 0; --count) {
    const auto found = ephemeral_.find(joined(field.parts, count));
    if (found == ephemeral_.end() || found->second.stage == stage_) continue;
    Use use{.slot = found->second.slot,
            .steps = {field.parts.begin() + static_cast<std::ptrdiff_t>(count), field.parts.end()}};
    if (!closed_) use.otherwise = table_.event_field(field.name);
    return use;
  }
  EPITAPH_TRY(slot, use_column(field.name, field.span));
  return Use{.slot = slot};
}

Parsed<Slot> Scope::use_column(std::string_view name, Span span) {
  const std::string key(name);
  if (const auto found = ephemeral_.find(key); found != ephemeral_.end()) return found->second.slot;
  if (closed_) {
    return query_error(query_, span,
                       fmt::format("Unknown symbols found in or after stats: {}", name));
  }
  read_from_event_.try_emplace(key, stage_);
  return table_.event_field(name);
}

Parsed<Slot> Scope::define(std::string_view name, Span span, std::optional<Slot> slot) {
  if (defined(name)) return already_defined(name, span);
  const Slot meant = slot ? *slot : table_.computed(name);
  ephemeral_.emplace(std::string(name), Ephemeral{.slot = meant, .stage = stage_});
  return meant;
}

Parsed<Slot> Scope::define_discovered(std::string_view name, Span span) {
  const auto read = read_from_event_.find(std::string(name));
  const bool discovered = read != read_from_event_.end() && read->second < stage_;
  if (discovered || std::ranges::find(kOwnFieldNames, name) != kOwnFieldNames.end()) {
    return already_defined(name, span);
  }
  EPITAPH_TRY(slot, define(name, span));
  ephemeral_.at(std::string(name)).discovered = true;
  return slot;
}

Parsed<Done> Scope::check_listed(std::string_view name, Span span) const {
  const auto found = ephemeral_.find(std::string(name));
  if (found != ephemeral_.end() && found->second.discovered) return already_defined(name, span);
  return Done{};
}

QueryError Scope::already_defined(std::string_view name, Span span) const {
  return query_error(query_, span, fmt::format("Ephemeral field is already defined: {}", name));
}

Slot Scope::define_column(std::string_view name) {
  const Slot slot = table_.computed(name);
  ephemeral_.insert_or_assign(std::string(name), Ephemeral{.slot = slot, .stage = stage_});
  return slot;
}

void Scope::close(const std::vector<Column>& columns) {
  ephemeral_.clear();
  for (const Column& column : columns) {
    ephemeral_.insert_or_assign(column.name, Ephemeral{.slot = column.slot, .stage = stage_});
  }
  closed_ = true;
}

void Scope::end_stage() { ++stage_; }

}  // namespace epitaph::logs::insights
