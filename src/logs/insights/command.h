#pragma once
#include <memory>
#include <span>
#include <string_view>

#include "logs/insights/cursor.h"
#include "logs/insights/stage.h"

namespace epitaph::logs::insights {

/// A command of the language. One file a command in commands/.
struct Command {
  std::string_view keyword;  ///< as AWS writes it; queries may write it in any case
  /// Reads what follows the keyword, up to the end of the stage and no further; the caller checks
  /// that nothing is left. `keyword` is where the keyword stands.
  Parsed<std::unique_ptr<Stage>> (*parse)(Cursor& cursor, Span keyword);
};

/// Every command, in commands/commands.cc.
std::span<const Command> all_commands();

}  // namespace epitaph::logs::insights
