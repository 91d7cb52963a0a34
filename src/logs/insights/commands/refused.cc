#include <fmt/format.h>

#include "logs/insights/commands/commands.h"

namespace epitaph::logs::insights {

ParsedStage parse_refused(Cursor& cursor, Span keyword) {
  return unexpected_symbol(
      cursor.text(), keyword,
      fmt::format("the command {} is not supported here", cursor.text(keyword)));
}

}  // namespace epitaph::logs::insights
