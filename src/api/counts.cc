#include "api/counts.h"

#include <fmt/format.h>

#include "api/page.h"
#include "api/query.h"
#include "api/task_selection.h"
#include "base/time_text.h"
#include "ledger/top.h"

namespace epitaph::api {
namespace {

namespace json = boost::json;

constexpr std::size_t kTopDefault = 20;
constexpr std::size_t kTopMax = 1000;
constexpr std::size_t kValuesDefault = 100;
constexpr std::size_t kValuesMax = 10'000;
/// Narrower stretches would make an answer of years too long to be read by anybody.
constexpr std::chrono::milliseconds kWidthMin = std::chrono::minutes{1};

Result<storage::TaskField> facet_named(std::string_view parameter, std::string_view name) {
  if (const auto* facet = ledger::find_facet(name)) return facet->field;
  return Error{ErrorKind::kInvalid,
               fmt::format("{} must be a facet such as cause or service, not {}", parameter, name)};
}

json::object count_json(const storage::TaskCount& count) {
  return {{"value", count.value},
          {"count", count.count},
          {"first", format_rfc3339(count.first)},
          {"last", format_rfc3339(count.last)}};
}

Result<std::optional<std::chrono::milliseconds>> width_parameter(const http::Request& request) {
  const auto text = text_parameter(request, "width");
  if (text.empty()) return std::optional<std::chrono::milliseconds>{};
  const auto width = parse_duration(text);
  if (width && *width >= kWidthMin) return width;
  return Error{ErrorKind::kInvalid,
               fmt::format("width must be a span of a minute or more, such as 1h, not {}", text)};
}

json::object row_json(const ledger::TopRow& row) {
  return {{"value", row.value},
          {"count", row.count},
          {"first", format_rfc3339(row.first)},
          {"last", format_rfc3339(row.last)},
          {"histogram", histogram_json(row.histogram)}};
}

Result<http::Response> show_top(const http::Request& request, storage::Storage& store,
                                Timestamp now) {
  EPITAPH_TRY(selection, read_selection(request, now));
  EPITAPH_TRY(limit, limit_parameter(request, kTopDefault, kTopMax));
  EPITAPH_TRY(width, width_parameter(request));
  const auto by = text_parameter(request, "by");
  EPITAPH_TRY(field, facet_named("by", by.empty() ? "cause" : by));
  EPITAPH_TRY(
      top,
      ledger::top(store, {.selection = selection, .by = field, .limit = limit, .width = width}));
  json::array items;
  for (const auto& row : top.rows) items.push_back(row_json(row));
  return json_response(json::object{{"by", storage::to_string(field)},
                                    {"tasks", top.tasks},
                                    {"values", top.values},
                                    {"widthMs", top.width.count()},
                                    {"items", std::move(items)}});
}

Result<std::vector<storage::TaskField>> fields_parameter(const http::Request& request) {
  std::vector<storage::TaskField> fields;
  const auto text = text_parameter(request, "fields");
  for (std::string_view rest = text; !rest.empty();) {
    const auto name = rest.substr(0, rest.find(','));
    EPITAPH_TRY(field, facet_named("fields", name));
    fields.push_back(field);
    rest.remove_prefix(std::min(rest.size(), name.size() + 1));
  }
  if (!fields.empty()) return fields;
  for (const auto& facet : ledger::facets()) fields.push_back(facet.field);
  return fields;
}

Result<http::Response> show_facets(const http::Request& request, const ledger::Ledger& ledger,
                                   Timestamp now) {
  EPITAPH_TRY(selection, read_selection(request, now));
  EPITAPH_TRY(limit, limit_parameter(request, kValuesDefault, kValuesMax));
  EPITAPH_TRY(fields, fields_parameter(request));
  EPITAPH_TRY(total, ledger.count(selection));
  EPITAPH_TRY(counted, ledger.count(selection, fields));
  json::object facets;
  for (const auto& [field, counts] : counted) {
    json::array values;
    for (const auto& count : counts) {
      if (values.size() == limit) break;
      values.push_back(count_json(count));
    }
    facets[storage::to_string(field)] = {{"distinct", counts.size()},
                                         {"values", std::move(values)}};
  }
  return json_response(json::object{{"tasks", total}, {"facets", std::move(facets)}});
}

}  // namespace

json::array histogram_json(std::span<const ledger::Bar> bars) {
  json::array out;
  for (const auto& bar : bars) {
    out.push_back({{"begin", format_rfc3339(bar.begin)}, {"count", bar.count}});
  }
  return out;
}

void add_count_resources(Resources& resources, const ledger::Ledger& ledger,
                         storage::Storage& store, const Clock& clock) {
  resources.add({.method = "GET",
                 .path = "/top",
                 .parameters = selection_parameters({"by", "limit", "width"}),
                 .handle = [&](const http::Request& request, const std::string&) {
                   return show_top(request, store, clock.now());
                 }});
  resources.add({.method = "GET",
                 .path = "/facets",
                 .parameters = selection_parameters({"fields", "limit"}),
                 .handle = [&](const http::Request& request, const std::string&) {
                   return show_facets(request, ledger, clock.now());
                 }});
}

}  // namespace epitaph::api
