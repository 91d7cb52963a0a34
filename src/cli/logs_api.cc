#include "cli/logs_api.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <fmt/format.h>

#include "cli/output.h"
#include "cli/terminal.h"

namespace epitaph::cli {
namespace {

namespace json = boost::json;

ErrorKind kind_of_class(std::string_view type) {
  if (type == "ResourceNotFoundException") return ErrorKind::kNotFound;
  const bool asked_wrongly = type == "InvalidParameterException" || type == "ValidationException" ||
                             type == "SerializationException" || type == "MalformedQueryException";
  return asked_wrongly ? ErrorKind::kInvalid : ErrorKind::kIo;
}

/// How many bytes of UTF-8 `text` make `units` UTF-16 units.
std::size_t bytes_of_units(std::string_view text, std::size_t units) {
  std::size_t at = 0;
  for (std::size_t seen = 0; at < text.size() && seen < units; ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if ((byte & 0xC0U) == 0x80U) continue;  // within a character
    seen += byte >= 0xF0U ? 2 : 1;
  }
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return at;
}

/// The line of `query` in which [begin, end) lies, and a mark under it.
std::string marked_line(std::string_view query, std::size_t begin, std::size_t end) {
  const std::size_t from = bytes_of_units(query, begin);
  const std::size_t to = std::max(bytes_of_units(query, end), from);
  const auto before = query.substr(0, from).rfind('\n');
  const std::size_t line_begin = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t line_end = std::min(query.find('\n', from), query.size());
  const auto shown = [&](std::size_t a, std::size_t b) {
    return printable(query.substr(a, std::min(b, line_end) - a));
  };
  const auto lead = display_width(shown(line_begin, from));
  const auto width = std::max<std::size_t>(display_width(shown(from, to)), 1);
  return fmt::format("    {}\n    {:{}}{:^>{}}\n", shown(line_begin, line_end), "", lead, "",
                     width);
}

std::optional<std::size_t> number_at(const json::object& body, std::string_view path) {
  const auto text = text_at(body, path);
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc{}) return std::nullopt;
  return number;
}

}  // namespace

Error refusal_of(const AwsAnswer& answer) {
  // AWS's deserializer, alone among all, writes its member with a capital.
  auto message = text_at(answer.body, "message");
  if (message.empty()) message = text_at(answer.body, "Message");
  return {kind_of_class(answer.refused_as), std::move(message)};
}

std::string fault_in_query(const AwsAnswer& answer, std::string_view query) {
  const auto begin = number_at(answer.body, "queryCompileError.location.startCharOffset");
  const auto end = number_at(answer.body, "queryCompileError.location.endCharOffset");
  return begin && end ? marked_line(query, *begin, *end) : std::string{};
}

Result<AwsAnswer> LogsApi::ask(const std::string& operation, const json::object& input) const {
  return client_.call_aws("Logs_20140328." + operation, input);
}

Result<json::object> LogsApi::call(const std::string& operation, const json::object& input) const {
  EPITAPH_TRY(answer, ask(operation, input));
  if (!answer.refused_as.empty()) return refusal_of(answer);
  return std::move(answer.body);
}

}  // namespace epitaph::cli
