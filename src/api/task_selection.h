#pragma once
#include <initializer_list>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "http/message.h"
#include "ledger/ledger.h"

namespace epitaph::api {

/// The parameters by which tasks are chosen, the same wherever they are: each of ledger::facets()
/// by its name, several values with commas between them; `text`, `since`, `until`, and `all` for
/// tasks of every status. `more` are the resource's own.
std::vector<std::string_view> selection_parameters(
    std::initializer_list<std::string_view> more = {});

/// Errors: kInvalid, led by the parameter's name.
Result<ledger::TaskSelection> read_selection(const http::Request& request, Timestamp now);

}  // namespace epitaph::api
