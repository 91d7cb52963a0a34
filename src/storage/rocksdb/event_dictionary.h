#pragma once
#include <string_view>

namespace epitaph::storage::rocks {

/// What events of Amazon ECS have in common, for blocks that hold too few of them to learn it from
/// each other: with it a block of one event takes half, one of ten five sixths of what it took.
///
/// FROZEN. Blocks refer to this text by position; not a byte of it may ever change. A better one
/// needs a new layout of blocks, beside this one.
///
/// The rarest comes first, since what is near to the end is the cheapest to refer to.
std::string_view event_dictionary();

}  // namespace epitaph::storage::rocks
