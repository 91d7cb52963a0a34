#pragma once
#include <cstddef>
#include <optional>

#include "model/task.h"

namespace epitaph::diagnosis {

/// The container to which an error belongs that only `stoppedReason` tells, as Fargate 1.4 does:
///   the only one;
///   the one whose image the text quotes: whole, without its tag, or without its registry;
///   the one whose name it quotes;
///   `ended_first`, when that one ended with an error;
///   the only one that is no sidecar.
/// Of several that are quoted the longest is meant: `app` is a part of `app-worker`.
/// Returns an index into `task.containers`.
std::optional<std::size_t> owner_of_error(const Task& task, std::optional<std::size_t> ended_first);

}  // namespace epitaph::diagnosis
