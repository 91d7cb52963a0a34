#include "logs/insights/commands/commands.h"

#include <array>

#include "logs/insights/command.h"
#include "logs/insights/commands/dedup.h"

namespace epitaph::logs::insights {
namespace {

/// Behind dedup nothing may stand but limit: what else is there sees rows that AWS's own engine
/// has not made one of yet. Source: reference cloudwatch-logs.md, 5.2.
template <ParsedStage (*kParse)(Cursor&, Span)>
ParsedStage not_behind_dedup(Cursor& cursor, Span keyword) {
  if (last_stage<DedupStage>(cursor) != nullptr) {
    return unexpected_symbol(cursor.text(), keyword, "only limit may follow dedup");
  }
  return kParse(cursor, keyword);
}

constexpr std::array kCommands = {
    Command{"accum", not_behind_dedup<parse_accum>},
    Command{"addtotals", not_behind_dedup<parse_addtotals>},
    Command{"anomaly", parse_refused},
    Command{"appendcols", not_behind_dedup<parse_appendcols>},
    Command{"autoregress", not_behind_dedup<parse_autoregress>},
    Command{"cidrlookup", parse_refused},
    Command{"count_frequent", not_behind_dedup<parse_count_frequent>},
    Command{"countFrequent", not_behind_dedup<parse_count_frequent>},
    Command{"dedup", not_behind_dedup<parse_dedup>},
    Command{"diff", parse_refused},
    Command{"display", not_behind_dedup<parse_display>},
    Command{"estimate", parse_refused},
    Command{"expand", not_behind_dedup<parse_expand>},
    Command{"fields", not_behind_dedup<parse_fields>},
    Command{"filldown", not_behind_dedup<parse_filldown>},
    Command{"fillmissing", not_behind_dedup<parse_fillmissing>},
    Command{"filter", not_behind_dedup<parse_filter>},
    Command{"filterIndex", not_behind_dedup<parse_filter_index>},
    Command{"join", not_behind_dedup<parse_join>},
    Command{"json", not_behind_dedup<parse_json>},
    Command{"limit", parse_limit},
    Command{"logcompare", parse_refused},
    Command{"lookup", parse_refused},
    Command{"outlier", not_behind_dedup<parse_outlier>},
    Command{"parse", not_behind_dedup<parse_parse>},
    Command{"pattern", not_behind_dedup<parse_pattern>},
    Command{"relevantfields", parse_refused},
    Command{"sessionize", not_behind_dedup<parse_sessionize>},
    Command{"sort", not_behind_dedup<parse_sort>},
    Command{"stats", not_behind_dedup<parse_stats>},
    Command{"unmask", parse_refused},
    Command{"unnest", not_behind_dedup<parse_unnest>},
    Command{"where", not_behind_dedup<parse_filter>},
};

}  // namespace

std::span<const Command> all_commands() { return kCommands; }

}  // namespace epitaph::logs::insights
