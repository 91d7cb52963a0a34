#include "ledger/fingerprint.h"

#include <algorithm>

#include <fmt/format.h>
#include <re2/re2.h>

#include "base/hash.h"
#include "model/arn.h"
#include "model/masking.h"

namespace epitaph::ledger {
namespace {

/// ECS's own limit is 1,024; more of a text than this tells nothing new.
constexpr std::size_t kReadBytesMax = 4096;

/// The alternatives stand from the whole to the part, for the leftmost that fits is taken. Words
/// with digits are joined over `.`, `:`, `+` and `-`, which makes one `*` of an IPv4 address with
/// its port, a version or a time, whatever the number of its parts.
const RE2& variable_part() {
  static const RE2 kPattern{
      R"(\barn:[^\s"',;)\]}]+)"
      R"(|(?i:\b(?:extended )?(?:request|host|trace)[ _-]?id)[:=]? *[^\s,;)\]}]+)"
      R"(|\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b)"
      R"(|(?:[0-9a-fA-F]{0,4}:){2,7}[0-9a-fA-F]{1,4}\b)"
      R"(|\b[0-9a-f]{12,}\b)"
      R"(|\w*\d\w*(?:[.:+-]\w*\d\w*)*)"
      R"(|\s+)"};
  return kPattern;
}

const Container* blamed(const Task& task, const Diagnosis& diagnosis) {
  if (!diagnosis.container) return nullptr;
  const auto found = std::ranges::find(task.containers, *diagnosis.container, &Container::name);
  return found == task.containers.end() ? nullptr : &*found;
}

}  // namespace

std::string normalised_reason(std::string_view reason) {
  const auto masked = mask_url_queries(reason.substr(0, kReadBytesMax));
  std::string normalised;
  std::string_view rest = masked;
  re2::StringPiece part;
  // The whole match alone, without groups, is what RE2 finds fastest.
  while (variable_part().Match({rest.data(), rest.size()}, 0, rest.size(), RE2::UNANCHORED, &part,
                               1)) {
    const auto at = static_cast<std::size_t>(part.data() - rest.data());
    normalised.append(rest.substr(0, at));
    const bool blank = std::string_view{" \t\r\n\f\v"}.contains(part[0]);
    normalised += blank ? ' ' : '*';
    rest.remove_prefix(at + part.size());
  }
  return normalised.append(rest);
}

std::string fingerprint(const Task& task, const Diagnosis& diagnosis) {
  const auto* container = blamed(task, diagnosis);
  const auto& reason =
      container && !container->reason.empty() ? container->reason : task.stopped_reason;
  const auto arn = TaskArn::parse(task.arn);
  const auto scope = arn ? arn->scope() : Scope{};
  const auto service = task.service();
  // Every part on a line of its own; none but the last can hold a line's end after normalising.
  const auto text = fmt::format(
      "{}\n{}\n{}\n{} {}\n{}\n{}\n{}\n{}", scope.account, scope.region,
      last_segment(task.cluster_arn), service.empty() ? "family" : "service",
      service.empty() ? task.family() : service, diagnosis.cause, diagnosis.container.value_or(""),
      container && container->exit_code ? std::to_string(*container->exit_code) : "",
      normalised_reason(reason));
  return fmt::format("{:016x}", hash64(text));
}

}  // namespace epitaph::ledger
