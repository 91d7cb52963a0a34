#include "ledger/task_reference.h"

#include <algorithm>

#include "base/ascii.h"
#include "model/arn.h"

namespace epitaph::ledger {
namespace {

constexpr std::size_t kIdPrefixMin = 4;
constexpr std::size_t kIdBytesMax = 64;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n\"'";
  const auto begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

/// What stands between `before` and the next of `/?#&`; empty when `before` does not occur.
std::string_view part_after(std::string_view text, std::string_view before) {
  const auto at = text.find(before);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + before.size());
  return text.substr(0, text.find_first_of("/?#&"));
}

bool is_id_prefix(std::string_view text) {
  return text.size() >= kIdPrefixMin && text.size() <= kIdBytesMax &&
         std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

/// The region stands in the query of every console URL, and in the host of the newer ones.
std::string_view region_of_url(std::string_view url) {
  if (const auto region = part_after(url, "region="); !region.empty()) return region;
  const auto host = part_after(url, "://");
  const auto dot = host.find(".console.");
  return dot == std::string_view::npos ? std::string_view{} : host.substr(0, dot);
}

}  // namespace

Result<TaskReference> parse_task_reference(std::string_view text) {
  text = trimmed(text);
  if (TaskArn::parse(text)) return TaskReference{.arn = std::string{text}};
  TaskReference reference;
  if (text.contains("://")) {
    reference.id_prefix = part_after(text, "/tasks/");
    reference.cluster = part_after(text, "/clusters/");
    reference.region = region_of_url(text);
  } else if (const auto slash = text.find('/');
             slash != std::string_view::npos && !text.starts_with("arn:")) {
    reference.cluster = text.substr(0, slash);
    reference.id_prefix = text.substr(slash + 1);
  } else {
    reference.id_prefix = text;
  }
  if (!is_id_prefix(reference.id_prefix)) {
    return Error{ErrorKind::kInvalid,
                 "not a task: give its ARN, its id, the first characters of its id (at least 4), "
                 "CLUSTER/ID, or the address of its page in the ECS console"};
  }
  return reference;
}

}  // namespace epitaph::ledger
