#include "api/task_selection.h"

#include <charconv>

#include <fmt/format.h>

#include "api/query.h"

namespace epitaph::api {
namespace {

/// A code that is no number would find nothing, and nobody would know why.
Status check_exit_codes(std::string_view codes) {
  while (!codes.empty()) {
    const auto code = codes.substr(0, codes.find(','));
    std::int64_t number = 0;
    const auto* end = code.data() + code.size();
    if (const auto read = std::from_chars(code.data(), end, number);
        read.ec != std::errc{} || read.ptr != end) {
      return Error{ErrorKind::kInvalid,
                   fmt::format("exitCode must be whole numbers, not {}", code)};
    }
    codes.remove_prefix(std::min(codes.size(), code.size() + 1));
  }
  return Done{};
}

}  // namespace

std::vector<std::string_view> selection_parameters(std::initializer_list<std::string_view> more) {
  std::vector<std::string_view> names;
  for (const auto& facet : ledger::facets()) names.push_back(storage::to_string(facet.field));
  names.insert(names.end(), {"text", "since", "until", "all"});
  names.insert(names.end(), more);
  return names;
}

Result<ledger::TaskSelection> read_selection(const http::Request& request, Timestamp now) {
  ledger::TaskSelection selection;
  for (const auto& [field, value] : ledger::facets()) {
    selection.filter.*value = text_parameter(request, storage::to_string(field));
  }
  selection.filter.text = text_parameter(request, "text");
  EPITAPH_CHECK(check_exit_codes(selection.filter.exit_code));
  EPITAPH_TRY(since, time_parameter(request, "since", now));
  EPITAPH_TRY(until, time_parameter(request, "until", now));
  EPITAPH_TRY(all, flag_parameter(request, "all"));
  selection.stopped_only = !all;
  selection.since = since.value_or(selection.since);
  selection.until = until.value_or(selection.until);
  return selection;
}

}  // namespace epitaph::api
