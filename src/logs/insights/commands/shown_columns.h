#pragma once
#include <string>
#include <vector>

#include "logs/insights/cursor.h"
#include "logs/insights/query.h"

namespace epitaph::logs::insights {

/// The columns that the query shows if it ends here. Where nothing was named yet these are
/// @timestamp and @message; they are put into Query::columns then.
std::vector<Scope::Column>& shown_columns(Cursor& cursor);

/// Adds a column behind the shown ones, or puts its new slot in the place of one of that name.
void show(std::vector<Scope::Column>& columns, std::string name, Slot slot);

/// The shown columns whose names fit `pattern`, in which * stands for any characters.
std::vector<Scope::Column> columns_like(Cursor& cursor, std::string_view pattern);

}  // namespace epitaph::logs::insights
