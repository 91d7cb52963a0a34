#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "aws/input.h"
#include "ecs/list_page.h"
#include "ecs/operations/operations.h"
#include "ecs/refusals.h"
#include "ecs/resource_names.h"
#include "ecs/task_list.h"
#include "ledger/counts.h"
#include "ledger/services.h"

namespace epitaph::ecs {
namespace {

using storage::TaskField;

const aws::Shape& list_tasks_input() {
  static const aws::Shape kShape = aws::structure(
      {{"cluster", aws::string()},
       {"containerInstance", aws::string()},
       {"family", aws::string()},
       {"nextToken", next_token_shape()},
       {"maxResults", max_results_shape()},
       {"startedBy", aws::string()},
       {"serviceName", aws::string()},
       {"desiredStatus", aws::string().one_of({"RUNNING", "PENDING", "STOPPED"})},
       {"launchType", aws::string().one_of({"EC2", "FARGATE", "EXTERNAL", "MANAGED_INSTANCES"})},
       {"daemonName", aws::string()}});
  return kShape;
}

aws::Verdict check_alone(const boost::json::object& input, std::string_view filter,
                         std::initializer_list<std::string_view> others) {
  const auto given = [&](std::string_view name) { return aws::has(input, name); };
  if (!given(filter) || std::ranges::none_of(others, given)) return Done{};
  return aws::invalid_parameter(fmt::format("cannot specify {} with other arguments", filter));
}

aws::Verdict check_filters(const boost::json::object& input) {
  if (aws::has(input, "daemonName")) return not_available("daemonName");
  EPITAPH_CHECK(check_alone(input, "startedBy",
                            {"family", "serviceName", "containerInstance", "launchType"}));
  EPITAPH_CHECK(check_alone(input, "serviceName", {"family", "containerInstance"}));
  const auto family = aws::optional_text(input, "family");
  if (family && !is_family_name(*family)) {
    return aws::invalid_parameter(R"(family must match ^[a-zA-Z0-9\-_]+$)");
  }
  return Done{};
}

aws::Outcome<storage::TaskQuery> read_query(const boost::json::object& input,
                                            const ClusterAddress& cluster) {
  auto query = tasks_of(cluster);
  const auto narrow_by = [&](TaskField field, std::string_view value) {
    query = ledger::narrowed(std::move(query), field, std::string{value});
  };
  if (const auto family = aws::optional_text(input, "family")) {
    narrow_by(TaskField::kFamily, *family);
  }
  if (const auto type = aws::optional_text(input, "launchType")) {
    narrow_by(TaskField::kLaunchType, *type);
  }
  if (const auto given = aws::optional_text(input, "serviceName")) {
    EPITAPH_TRY(service, read_service_name(*given));
    narrow_by(TaskField::kService, service.name);
  }
  if (const auto starter = aws::optional_text(input, "startedBy")) {
    narrow_by(TaskField::kStartedBy, *starter);
  }
  if (const auto instance = aws::optional_text(input, "containerInstance")) {
    narrow_by(TaskField::kContainerInstance, last_segment(*instance));
  }
  narrow_by(TaskField::kDesiredStatus,
            aws::optional_text(input, "desiredStatus").value_or("RUNNING"));
  return query;
}

/// A list and a page of it, as the token knows them: `MILLISECONDS ARN`.
std::string key_of(const storage::TaskEntry& entry) {
  return fmt::format("{} {}", entry.time.time_since_epoch().count(), entry.arn);
}

/// nullopt when it is no such key: a token can be made up, its check digits being no secret.
std::optional<storage::TaskEntry> entry_of(std::string_view key) {
  std::int64_t ms = 0;
  const auto* const end = key.data() + key.size();
  const auto read = std::from_chars(key.data(), end, ms);
  if (read.ec != std::errc{} || read.ptr == end || *read.ptr != ' ') return std::nullopt;
  return storage::TaskEntry{.arn = std::string{read.ptr + 1, end},
                            .time = Timestamp{std::chrono::milliseconds{ms}}};
}

/// Everything that makes this list another one.
std::string listing_of(boost::json::object input, const ClusterAddress& cluster) {
  for (const auto* member : {"cluster", "nextToken", "maxResults"}) input.erase(member);
  return fmt::format("tasks {} {}", cluster.arn(), boost::json::serialize(input));
}

/// An empty list is an answer only where there is something that could have been listed.
aws::Verdict check_cluster_and_service_known(storage::Storage& store,
                                             const boost::json::object& input,
                                             const ClusterAddress& cluster) {
  EPITAPH_TRY(known, knows_cluster(store, cluster));
  if (!known) return cluster_not_found();
  const auto given = aws::optional_text(input, "serviceName");
  if (!given) return Done{};
  EPITAPH_TRY(service, read_service_name(*given));
  const auto found = ledger::find_service(store, {cluster.scope, cluster.name, service.name}, 0);
  if (found) return Done{};
  if (found.error().kind == ErrorKind::kNotFound) return service_not_found();
  return aws::unforeseen(found.error());
}

aws::Answer handle_list_tasks(const EcsServiceParts& parts, const aws::Call& call) {
  EPITAPH_CHECK(check_filters(call.input));
  EPITAPH_TRY(cluster, read_cluster(aws::optional_text(call.input, "cluster"), call.scope));
  EPITAPH_TRY(query, read_query(call.input, cluster));
  const auto listing = listing_of(call.input, cluster);
  EPITAPH_TRY(last, token_of(call, listing));
  const auto after = last ? entry_of(*last) : std::nullopt;
  if (last && !after) return invalid_next_token();

  TaskListPage page;
  // No task is desired to be PENDING: the API takes the word and finds nothing.
  if (aws::optional_text(call.input, "desiredStatus") != "PENDING") {
    EPITAPH_TRY(listed, list_tasks(parts.store, query, after, max_results_of(call)));
    page = std::move(listed);
  }
  if (page.arns.empty() && !last)
    EPITAPH_CHECK(check_cluster_and_service_known(parts.store, call.input, cluster));

  boost::json::object output{{"taskArns", boost::json::value_from(page.arns)}};
  if (page.next) output["nextToken"] = list_token(listing, key_of(*page.next));
  return output;
}

}  // namespace

aws::Operation list_tasks(const EcsServiceParts& parts) {
  return {.name = "ListTasks",
          .input = list_tasks_input(),
          .handle = [parts](const aws::Call& call) { return handle_list_tasks(parts, call); }};
}

}  // namespace epitaph::ecs
