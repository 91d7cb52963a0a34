#include "pattern/array_consistency.h"

#include <algorithm>

namespace epitaph::pattern {
namespace {

// Remembering a state costs an allocation, about as much as so many steps.
constexpr std::size_t kStepsToRemember = 8;

}  // namespace

void FieldChoices::put_in_order() {
  for (auto* scopes : {&accepted, &present}) {
    std::ranges::sort(*scopes);
    scopes->erase(std::unique(scopes->begin(), scopes->end()), scopes->end());
  }
}

std::size_t ArrayConsistency::StateHash::operator()(const State& state) const {
  std::uint64_t hash = 0xCBF29CE484222325;
  for (const std::uint32_t number : state) hash = (hash ^ number) * 0x100000001B3;
  return hash;
}

bool ArrayConsistency::holds(std::span<const FieldChoices* const> fields) {
  fields_.clear();
  for (const FieldChoices* field : fields) {
    if (field->accepted.empty() && !field->may_be_absent) return false;
    if (!trivial(*field)) fields_.push_back(field);
  }
  if (fields_.empty()) return true;
  note_last_uses();
  return search();
}

// Whether the field can choose, whatever the others do, without anything chosen by it.
bool ArrayConsistency::trivial(const FieldChoices& field) const {
  return field.accepted.empty() ? field.may_be_absent && field.present.empty()
                                : field.accepted.size() == 1 && field.accepted[0] == kWholeEvent;
}

void ArrayConsistency::note_last_uses() {
  ++searches_;
  last_use_.resize(arrays_.arrays.size());
  chosen_.resize(arrays_.arrays.size(), kWholeEvent);
  for (std::size_t i = fields_.size(); i-- > 0;) {
    note(fields_[i]->accepted, i);
    note(fields_[i]->present, i);
  }
}

void ArrayConsistency::note(std::span<const ScopeId> scopes, std::size_t field) {
  for (ScopeId scope : scopes) {
    // Once one array is noted, all around it are.
    for (; scope != kWholeEvent; scope = arrays_.scopes[scope].parent) {
      ++steps_;
      LastUse& last = last_use_[arrays_.scopes[scope].array];
      if (last.search == searches_) break;
      last = {.search = searches_, .field = field};
    }
  }
}

bool ArrayConsistency::search() {
  frames_.clear();
  visited_.clear();
  undo_to(0);
  if (!enter(0)) return false;
  while (!frames_.empty()) {
    const std::size_t field = frames_.size() - 1;
    undo_to(frames_[field].choices);
    const bool chose = advance(field);
    if (exhausted()) return false;
    if (!chose) {
      frames_.pop_back();
    } else if (field + 1 == fields_.size()) {
      return true;
    } else {
      enter(field + 1);
    }
  }
  return false;
}

// Begins to choose for the field, unless that was in vain before with the same choices in mind.
bool ArrayConsistency::enter(std::size_t field) {
  State state{static_cast<std::uint32_t>(field)};
  for (const Choice& choice : choices_) {
    if (last_use_[choice.array].field >= field) state.push_back(choice.element);
  }
  std::sort(state.begin() + 1, state.end());
  steps_ += choices_.size() + kStepsToRemember;
  if (!visited_.insert(std::move(state)).second) return false;
  frames_.push_back(
      {.next = 0, .choices = choices_.size(), .absence_due = fields_[field]->may_be_absent});
  return true;
}

// Makes the field's next choice, if there is one.
bool ArrayConsistency::advance(std::size_t field) {
  Frame& frame = frames_[field];
  const FieldChoices& choices = *fields_[field];
  const std::size_t found = next_consistent(choices.accepted, frame.next);
  frame.next = found + 1;
  if (found < choices.accepted.size()) {
    choose(choices.accepted[found]);
    return true;
  }
  frame.next = found;
  if (!frame.absence_due) return false;
  frame.absence_due = false;
  return next_consistent(choices.present, 0) == choices.present.size();
}

// The first of `scopes`, at `from` or later, that agrees with every choice made so far.
std::size_t ArrayConsistency::next_consistent(const std::vector<ScopeId>& scopes,
                                              std::size_t from) {
  while (from < scopes.size() && !exhausted()) {
    const ScopeId candidate = scopes[from];
    // Outwards to the first array that has an element chosen: those around it then have theirs.
    ScopeId at = candidate;
    while (at != kWholeEvent && chosen_[arrays_.scopes[at].array] == kWholeEvent) {
      ++steps_;
      at = arrays_.scopes[at].parent;
    }
    ++steps_;
    const std::uint32_t array = arrays_.scopes[at].array;
    if (at == kWholeEvent || chosen_[array] == at) return from;
    // In the wrong element: on to the right one, or past the array when that is behind us.
    const ScopeId onwards = chosen_[array] > candidate ? chosen_[array] : arrays_.arrays[array].end;
    from = static_cast<std::size_t>(
        std::lower_bound(scopes.begin() + static_cast<std::ptrdiff_t>(from), scopes.end(),
                         onwards) -
        scopes.begin());
  }
  return scopes.size();
}

void ArrayConsistency::choose(ScopeId scope) {
  for (; scope != kWholeEvent; scope = arrays_.scopes[scope].parent) {
    ++steps_;
    const std::uint32_t array = arrays_.scopes[scope].array;
    if (chosen_[array] != kWholeEvent) return;  // and so all around it have theirs
    chosen_[array] = scope;
    choices_.push_back({.array = array, .element = scope});
  }
}

void ArrayConsistency::undo_to(std::size_t choices) {
  while (choices_.size() > choices) {
    chosen_[choices_.back().array] = kWholeEvent;
    choices_.pop_back();
  }
}

}  // namespace epitaph::pattern
