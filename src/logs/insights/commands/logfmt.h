#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace epitaph::logs::insights {

/// The pairs of a logfmt line, in its order: `level=info msg="took long" retry`. A value in quotes
/// may hold blanks, and \" \\ \n \t in their usual meaning; a key without `=` is "true", as every
/// reader of logfmt has it. What has no key (`=x`) is passed over.
std::vector<std::pair<std::string, std::string>> read_logfmt(std::string_view line);

/// The fields of one line of CSV (RFC 4180): quoted ones may hold commas, line ends and doubled
/// quotes. Blanks outside quotes belong to the field. Never fails; an open quote ends with the
/// text.
std::vector<std::string> read_csv_line(std::string_view line);

}  // namespace epitaph::logs::insights
