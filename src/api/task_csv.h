#pragma once
#include <string>

#include "ledger/ledger.h"

namespace epitaph::api {

/// A task as a line of a spreadsheet, without its end; csv_line() has quoted it. Reasons are masked
/// unless `unmasked`.
std::string task_csv_header();
std::string task_csv_line(const ledger::DiagnosedTask& task, bool unmasked);

}  // namespace epitaph::api
