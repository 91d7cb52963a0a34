#include "events/bus_rules.h"

#include <algorithm>
#include <utility>

namespace epitaph::events {
namespace {

// A change copies one chunk, one page and the lists of both.
constexpr std::size_t kChunkMax = 256;
constexpr std::size_t kPageRules = 256;

std::string_view name_of(const std::shared_ptr<const CompiledRule>& rule) {
  return rule->rule.name;
}

bool is_matched(const CompiledRule* rule) {
  return rule != nullptr && rule->pattern && rule->rule.enabled();
}

}  // namespace

BusRules BusRules::of(RuleSet rules) {
  std::ranges::sort(rules, {}, name_of);
  BusRules out;
  pattern::Matcher::Builder builder;
  std::shared_ptr<Chunk> chunk;
  std::shared_ptr<Page> page;
  for (auto& rule : rules) {
    const pattern::RuleId id = out.next_id_++;
    if (is_matched(rule.get())) builder.add(id, *rule->pattern);
    if (!page || page->size() == kPageRules) {
      page = std::make_shared<Page>();
      out.pages_.push_back(page);
    }
    page->push_back(rule.get());
    // Half full, so that a new rule mostly finds room.
    if (!chunk || chunk->size() == kChunkMax / 2) {
      chunk = std::make_shared<Chunk>();
      out.chunks_.push_back(chunk);
    }
    chunk->push_back({.rule = std::move(rule), .id = id});
  }
  out.size_ = rules.size();
  out.matcher_ = std::move(builder).build();
  return out;
}

BusRules BusRules::with(std::string_view name, std::shared_ptr<const CompiledRule> rule) const {
  BusRules next = *this;
  const std::size_t index = chunk_of(name);
  auto chunk =
      index < chunks_.size() ? std::make_shared<Chunk>(*chunks_[index]) : std::make_shared<Chunk>();
  const auto at =
      std::ranges::lower_bound(*chunk, name, {}, [](const Entry& e) { return name_of(e.rule); });
  const bool there = at != chunk->end() && name_of(at->rule) == name;
  if (!there && !rule) return next;

  const CompiledRule* const after = rule.get();
  const std::shared_ptr<const CompiledRule> before = there ? at->rule : nullptr;
  const pattern::RuleId id = there ? at->id : next.take_id();
  next.match(id, before.get(), after);
  next.set_page(id, after);
  if (!rule) {
    chunk->erase(at);
    next.free_ids_.push_back(id);
    --next.size_;
  } else if (there) {
    at->rule = std::move(rule);
  } else {
    chunk->insert(at, {.rule = std::move(rule), .id = id});
    ++next.size_;
  }

  if (index == chunks_.size()) {
    next.chunks_.push_back(std::move(chunk));
  } else if (chunk->empty()) {
    next.chunks_.erase(next.chunks_.begin() + static_cast<std::ptrdiff_t>(index));
  } else if (chunk->size() > kChunkMax) {
    const auto middle = chunk->begin() + kChunkMax / 2;
    next.chunks_.insert(next.chunks_.begin() + static_cast<std::ptrdiff_t>(index) + 1,
                        std::make_shared<Chunk>(middle, chunk->end()));
    chunk->erase(middle, chunk->end());
    next.chunks_[index] = std::move(chunk);
  } else {
    next.chunks_[index] = std::move(chunk);
  }
  return next;
}

std::optional<BusRules> BusRules::with(const pattern::Matcher::Merge& merge) const {
  auto matcher = matcher_.with(merge);
  if (!matcher) return std::nullopt;
  BusRules next = *this;
  next.matcher_ = *std::move(matcher);
  return next;
}

std::shared_ptr<const CompiledRule> BusRules::find(std::string_view name) const {
  const std::size_t index = chunk_of(name);
  if (index == chunks_.size()) return nullptr;
  const Chunk& chunk = *chunks_[index];
  const auto at =
      std::ranges::lower_bound(chunk, name, {}, [](const Entry& e) { return name_of(e.rule); });
  return at != chunk.end() && name_of(at->rule) == name ? at->rule : nullptr;
}

const CompiledRule& BusRules::rule(pattern::RuleId id) const {
  return *(*pages_[id / kPageRules])[id % kPageRules];
}

// The chunk that has the name or would have it; none when there is no chunk.
std::size_t BusRules::chunk_of(std::string_view name) const {
  const auto after = std::ranges::upper_bound(
      chunks_, name, {}, [](const auto& chunk) { return name_of(chunk->front().rule); });
  const auto index = static_cast<std::size_t>(after - chunks_.begin());
  return index == 0 ? 0 : index - 1;
}

pattern::RuleId BusRules::take_id() {
  if (free_ids_.empty()) return next_id_++;
  const pattern::RuleId id = free_ids_.back();
  free_ids_.pop_back();
  return id;
}

void BusRules::set_page(pattern::RuleId id, const CompiledRule* rule) {
  const std::size_t index = id / kPageRules;
  if (index == pages_.size()) pages_.push_back(std::make_shared<const Page>());
  auto page = std::make_shared<Page>(*pages_[index]);
  if (page->size() <= id % kPageRules) page->resize(id % kPageRules + 1);
  (*page)[id % kPageRules] = rule;
  pages_[index] = std::move(page);
}

// Targets and descriptions change without the matcher.
void BusRules::match(pattern::RuleId id, const CompiledRule* before, const CompiledRule* after) {
  if (is_matched(after)) {
    const bool as_it_was =
        is_matched(before) && before->rule.event_pattern == after->rule.event_pattern;
    if (!as_it_was) matcher_ = matcher_.with(id, *after->pattern);
  } else if (is_matched(before)) {
    matcher_ = matcher_.without(id);
  }
}

}  // namespace epitaph::events
