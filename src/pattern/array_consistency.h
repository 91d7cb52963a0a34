// src/pattern/array_consistency.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_set>
#include <vector>

#include "pattern/flat_event.h"

namespace epitaph::pattern {

/// What one field of a pattern can take from an event.
struct FieldChoices {
  std::vector<ScopeId> accepted;  // where values lie that it accepts: sorted, none twice
  bool may_be_absent = false;     // {"exists": false} is among its conditions
  std::vector<ScopeId> present;   // if so: where values of its path lie, accepted or not; likewise

  /// Sorts both and takes out what is there twice.
  void put_in_order();
};

/// Array consistency: what a pattern takes from within one array, it takes from one element of it.
/// {"c": {"name": ["app"], "exitCode": [137]}} wants one element of c that is both.
///
/// The fields choose in their order. A value may be chosen when no array around it has had another
/// element chosen before; an absence holds when no value of the path may be chosen any more, so it
/// is judged against the choices of the fields before it, and of none after.
///
/// Which choice is right shows only later, so the search goes back, but never twice to where the
/// fields still to come would find the arrays that concern them as they found them before. Ordinary
/// events cost little more than their length for each field. Only where several arrays have the
/// same path (a repeated key, or "a.b" beside {"a": {"b"}}) can the search be long; it gives up,
/// and says no, after kStepsMax steps in all.
class ArrayConsistency {
 public:
  /// A field that looks through an event of a megabyte takes some hundred thousand.
  static constexpr std::size_t kStepsMax = 4'000'000;

  /// `arrays` must outlive it. The steps are counted over all calls of holds().
  explicit ArrayConsistency(const ArrayMap& arrays) : arrays_(arrays) {}

  /// Whether all of the fields can choose.
  bool holds(std::span<const FieldChoices* const> fields);

  /// Whether the steps have run out; a no of holds() may then be wrong.
  bool exhausted() const { return steps_ > kStepsMax; }

 private:
  struct Choice {
    std::uint32_t array;
    ScopeId element;
  };
  // The last field that an array concerns, as noted for a certain search: the notes of those before
  // it need no clearing.
  struct LastUse {
    std::size_t search = 0;
    std::size_t field = 0;
  };
  // A field, and the elements chosen before it in arrays that it or a later field looks into.
  using State = std::vector<std::uint32_t>;
  struct StateHash {
    std::size_t operator()(const State& state) const;
  };
  // Where the search stands at one field.
  struct Frame {
    std::size_t next = 0;      // of its accepted values
    std::size_t choices = 0;   // how many had been made before it
    bool absence_due = false;  // is still to be tried
  };

  bool trivial(const FieldChoices& field) const;
  void note_last_uses();
  void note(std::span<const ScopeId> scopes, std::size_t field);
  bool enter(std::size_t field);
  bool advance(std::size_t field);
  std::size_t next_consistent(const std::vector<ScopeId>& scopes, std::size_t from);
  void choose(ScopeId scope);
  void undo_to(std::size_t choices);
  bool search();

  const ArrayMap& arrays_;
  std::size_t steps_ = 0;
  std::vector<const FieldChoices*> fields_;
  std::vector<LastUse> last_use_;  // by array
  std::size_t searches_ = 0;
  std::vector<ScopeId> chosen_;  // by array, its element; kWholeEvent for none
  std::vector<Choice> choices_;  // what chosen_ holds, in order
  std::vector<Frame> frames_;
  std::unordered_set<State, StateHash> visited_;
};

}  // namespace epitaph::pattern
