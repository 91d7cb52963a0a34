#pragma once
#include <memory>

#include "logs/insights/cursor.h"
#include "logs/insights/query.h"
#include "logs/insights/stage.h"

namespace epitaph::logs::insights {

using ParsedStage = Parsed<std::unique_ptr<Stage>>;

/// The parse functions of the commands, as Command::parse has them; each in the file that bears the
/// command's name.
ParsedStage parse_accum(Cursor& cursor, Span keyword);
ParsedStage parse_addtotals(Cursor& cursor, Span keyword);
ParsedStage parse_appendcols(Cursor& cursor, Span keyword);
ParsedStage parse_autoregress(Cursor& cursor, Span keyword);
ParsedStage parse_count_frequent(Cursor& cursor, Span keyword);
ParsedStage parse_dedup(Cursor& cursor, Span keyword);
ParsedStage parse_display(Cursor& cursor, Span keyword);
ParsedStage parse_expand(Cursor& cursor, Span keyword);
ParsedStage parse_fields(Cursor& cursor, Span keyword);
ParsedStage parse_filldown(Cursor& cursor, Span keyword);
ParsedStage parse_fillmissing(Cursor& cursor, Span keyword);
ParsedStage parse_filter(Cursor& cursor, Span keyword);
ParsedStage parse_filter_index(Cursor& cursor, Span keyword);
ParsedStage parse_join(Cursor& cursor, Span keyword);
ParsedStage parse_json(Cursor& cursor, Span keyword);
ParsedStage parse_limit(Cursor& cursor, Span keyword);
ParsedStage parse_outlier(Cursor& cursor, Span keyword);
ParsedStage parse_parse(Cursor& cursor, Span keyword);
ParsedStage parse_pattern(Cursor& cursor, Span keyword);
ParsedStage parse_sessionize(Cursor& cursor, Span keyword);
ParsedStage parse_sort(Cursor& cursor, Span keyword);
ParsedStage parse_stats(Cursor& cursor, Span keyword);
ParsedStage parse_unnest(Cursor& cursor, Span keyword);
/// Of commands that AWS has and this has not: always an error that names the command.
ParsedStage parse_refused(Cursor& cursor, Span keyword);

/// The last stage of this type that is in the query so far; null when there is none.
template <class Wanted>
const Wanted* last_stage(Cursor& cursor) {
  const auto& stages = cursor.query().stages;
  for (auto stage = stages.rbegin(); stage != stages.rend(); ++stage) {
    if (const auto* wanted = dynamic_cast<const Wanted*>(stage->get())) return wanted;
  }
  return nullptr;
}

/// One field of a list, or its end: `a, b, c`. Calls `read` for each; stops at the first error.
template <class Read>
Parsed<Done> read_list(Cursor& cursor, const Read& read) {
  do {
    EPITAPH_CHECK(read());
  } while (cursor.accept_symbol(","));
  return Done{};
}

}  // namespace epitaph::logs::insights
