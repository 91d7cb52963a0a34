#pragma once
#include <string>
#include <string_view>

#include "logs/insights/cursor.h"

namespace epitaph::logs::insights {

/// Takes in `name=` if it stands here, in any case; a field of that name with no `=` behind it does
/// not count.
bool accept_option(Cursor& cursor, std::string_view name);
/// `true` or `false`.
Parsed<bool> expect_boolean(Cursor& cursor);
/// A number that is not negative, with a fraction or not.
Parsed<double> expect_number(Cursor& cursor);

}  // namespace epitaph::logs::insights
