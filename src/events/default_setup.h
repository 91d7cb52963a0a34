#pragma once
#include <functional>
#include <string_view>

#include "base/result.h"
#include "events/rule_book.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::events {

inline constexpr std::string_view kStoppedTasksRule = "ecs-stopped-tasks";
inline constexpr std::string_view kStoppedTasksLogGroup = "/aws/events/ecs-stopped-tasks";
/// The event pattern of the known recipe.
inline constexpr std::string_view kStoppedTasksPattern =
    R"({"source":["aws.ecs"],"detail-type":["ECS Task State Change"],)"
    R"("detail":{"desiredStatus":["STOPPED"],"lastStatus":["STOPPED"]}})";

/// Adds to a commit what makes a log group of this name, or nothing when there is one; as
/// LogGroups::ensure() of `logs` does. The commit is refused as kConflict when it came into being
/// meanwhile.
using NewLogGroup =
    std::function<Status(const Scope& scope, std::string_view name, storage::Commit& commit)>;

/// At the first start of a store, makes the rule that keeps stopped tasks (kStoppedTasksRule) on
/// the default bus of `home`, with kStoppedTasksLogGroup as its target, and that log group:
/// ordinary things that the user can see, change and delete. One commit has them and a mark (a
/// document of kind "default-setup") that it was done, so whoever deletes them has deleted them for
/// ever, also when `home` is another account later. A rule of that name that is there already is
/// left as it is.
///
/// To be called after RuleBook::load(). Gives whether this was the first start.
/// Errors: those of `new_log_group` and of the store; kConflict after kSetupAttemptsMax lost races.
Result<bool> make_default_setup(storage::Storage& storage, RuleBook& rules, const Scope& home,
                                const NewLogGroup& new_log_group);

inline constexpr int kSetupAttemptsMax = 10;

}  // namespace epitaph::events
