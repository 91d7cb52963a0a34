#include "ledger/subject.h"

#include <algorithm>

#include "base/hash.h"
#include "ledger/api_call.h"
#include "ledger/json_members.h"

namespace epitaph::ledger {
namespace {

constexpr std::size_t kSubjectBytesMax = 2048;

std::string named_by(const Event& event) {
  if (const auto call = read_api_call(event); call && !call->resource.empty()) {
    return call->resource;
  }
  if (!event.resources.empty()) return event.resources.front();
  if (event.detail_type != kContainerInstanceStateChange) return {};
  return text_member(parse_object(event.detail()), "containerInstanceArn");
}

}  // namespace

std::optional<Task> task_of(const Event& event) {
  if (event.source != "aws.ecs" || event.detail_type != kTaskStateChange) return std::nullopt;
  auto task = parse_task(event.detail());
  return task ? std::optional{*std::move(task)} : std::nullopt;
}

std::string subject_of(const Event& event) {
  auto subject = named_by(event);
  if (subject.empty() || subject.size() > kSubjectBytesMax) {
    return "event/" + std::to_string(hash64(event.json));
  }
  std::ranges::replace(subject, '\0', ' ');
  return subject;
}

}  // namespace epitaph::ledger
