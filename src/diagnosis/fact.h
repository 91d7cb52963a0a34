#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "diagnosis/context.h"
#include "model/task.h"

namespace epitaph::diagnosis {

/// A yes-or-no about a task that no single field tells: what the catalogue asks by name in `facts`.
struct Fact {
  std::string_view name;
  bool (*holds)(const Task& task, const Context& context);
  /// The fields that it rests on, quoted as evidence where a diagnosis rests on the fact.
  std::vector<std::string_view> fields;
  /// What is so when it does not hold.
  std::string_view otherwise;
};

/// Every fact, for the catalogue's loader and its documentation:
///   service-task      a service keeps it
///   own-end           its containers ended, or failed to start, before anybody asked for a stop
///   asked-to-stop     the stop was asked for first, and the containers ended afterwards
///   killed-on-stop    asked-to-stop, and a container ended by SIGKILL after its stop time-out
///   own-deployment    the reason names the deployment that started the task
///   newer-deployment  the reason names another one
///   fargate-spot      it ran on Fargate Spot capacity
///   never-ran         it never became RUNNING
///   failed-to-start   ECS says that it failed to start
///   no-reason         no container says why it did not run
///   not-by-user       no caller of StopTask chose the words of stoppedReason
///   without-code      there is no stop code, as before 2019
///   told-why          the reason is not the one that ECS writes where nobody gives any
std::span<const Fact> all_facts();

/// Null when no fact has the name.
const Fact* find_fact(std::string_view name);

using Facts = std::vector<const Fact*>;

bool all_hold(const Facts& facts, const Task& task, const Context& context);

/// `8646900195280463695` of the first `ecs-svc/8646900195280463695` in `text`; empty without one.
std::string_view deployment_in(std::string_view text);

}  // namespace epitaph::diagnosis
