#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <variant>

#include "diagnosis/catalogue.h"
#include "diagnosis/context.h"
#include "diagnosis/mismatch.h"
#include "model/task.h"

namespace epitaph::diagnosis {

/// A task under examination, with what many rules ask of it found once. Refers to its task and to
/// the context.
struct Subject {
  const Task& task;
  const Context& context;
  /// See container_that_ended_first().
  std::optional<std::size_t> ended_first;

  Subject(const Task& examined, const Context& known);
  /// Whether the container can have ended the task. One that the task definition calls dispensable
  /// cannot, nor one that never started where another ended: a task only runs once every essential
  /// container has, and a helper that ECS adds by itself may fail unnoticed.
  bool may_have_stopped_it(const Container& container) const;
};

/// How a rule came to hold.
struct Match {
  Catalogue::OrderedRule by;
  /// The text that said it: `stoppedReason` or a container's `reason`; empty when none was asked.
  std::string_view said;
  /// The container whose reason or exit code decided.
  std::optional<std::size_t> container;
};

/// Whether `rule` holds for the task, and if not why. What it gives points into the task and the
/// catalogue.
std::variant<Match, Mismatch> match(const Catalogue::OrderedRule& rule, const Subject& subject);

/// The container that the matched entry blames, where it is one of the task's.
std::optional<std::size_t> blamed_index(const Match& match, const Subject& subject);

/// The name of the container that the matched entry blames.
std::optional<std::string> blamed_container(const Match& match, const Subject& subject);

}  // namespace epitaph::diagnosis
