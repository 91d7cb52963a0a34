#pragma once
#include <string>

#include "ledger/ledger.h"

namespace epitaph::api {

/// What became of a task, in Markdown (CommonMark with tables), to be put into a ticket or a
/// document about an incident: why it stopped, what says so, what to do next, what ran in it, its
/// timeline in UTC. Begins with a heading of the second level, so that several can stand under one.
/// Secrets are masked, and no text of an event is taken for Markdown.
std::string post_mortem(const ledger::DiagnosedTask& task);

}  // namespace epitaph::api
