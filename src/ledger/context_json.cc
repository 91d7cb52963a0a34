#include <boost/json.hpp>

#include "base/time_text.h"
#include "ledger/context.h"

namespace epitaph::ledger {
namespace {

namespace json = boost::json;

/// An object whose members are left out where they are not known.
class Members {
 public:
  Members& add(std::string_view key, const std::string& text) {
    if (!text.empty()) object_[key] = text;
    return *this;
  }
  Members& add(std::string_view key, const std::optional<Timestamp>& time) {
    if (time) object_[key] = format_rfc3339(*time);
    return *this;
  }
  template <class Number>
  Members& add_number(std::string_view key, const std::optional<Number>& number) {
    if (number) object_[key] = *number;
    return *this;
  }
  Members& set(std::string_view key, json::value value) {
    object_[key] = std::move(value);
    return *this;
  }
  json::object take() { return std::move(object_); }

 private:
  json::object object_;
};

template <class Items, class Write>
json::array list(const Items& items, Write write) {
  json::array written;
  for (const auto& item : items) written.push_back(write(item));
  return written;
}

json::value written(const std::optional<Deployment>& deployment) {
  if (!deployment) return nullptr;
  return Members{}
      .add("id", deployment->id)
      .set("state", json::string{to_string(deployment->state)})
      .add("startedAt", deployment->started_at)
      .add("endedAt", deployment->ended_at)
      .add("reason", deployment->reason)
      .add("rolledBackTo", deployment->rolled_back_to)
      .add("replacedBy", deployment->replaced_by)
      .set("tasks", deployment->tasks)
      .take();
}

json::object written(const ServiceEvent& event) {
  return Members{}
      .add("time", std::optional{event.at})
      .add("type", event.type)
      .add("name", event.name)
      .add("text", event.text)
      .add("deployment", event.deployment)
      .take();
}

json::object written(const ContainerContext& container) {
  Members members;
  members.add("name", container.name).add_number("essential", container.essential);
  if (container.stop_timeout) {
    members.set("stopTimeoutSeconds", container.stop_timeout->count());
  }
  members.add_number("memoryMiB", container.memory_mib);
  if (container.logs) members.set("logs", to_json(*container.logs));
  return members.take();
}

json::value written(const std::optional<SameFailure>& same) {
  if (!same) return nullptr;
  return json::object{{"issue", same->issue},
                      {"count", same->count},
                      {"recent", same->recent},
                      {"otherServices", list(same->other_services, [](const OtherService& other) {
                         return json::object{{"service", other.service}, {"count", other.count}};
                       })}};
}

json::object written(const ImageChange& change) {
  return Members{}
      .add("container", change.container)
      .add("imageBefore", change.image_before)
      .add("imageNow", change.image_now)
      .add("digestBefore", change.digest_before)
      .add("digestNow", change.digest_now)
      .set("sameTagNewDigest", change.same_tag_new_digest)
      .take();
}

json::object written(const DefinitionChange& change) {
  return Members{}
      .add("path", change.path)
      .add("before", change.before)
      .add("now", change.now)
      .take();
}

json::value written(const std::optional<Changes>& changes) {
  if (!changes) return nullptr;
  const auto write = [](const auto& item) { return written(item); };
  return Members{}
      .add("sinceTask", changes->since_task)
      .set("taskDefinition", Members{}
                                 .add("before", changes->definition_before)
                                 .add("now", changes->definition_now)
                                 .take())
      .set("images", list(changes->images, write))
      .set("settings", list(changes->settings, write))
      .take();
}

json::object written(const ComparedPhase& compared) {
  Members members;
  members.add("name", std::string{compared.phase.name})
      .add("begin", std::optional{compared.phase.begin})
      .set("durationMs", compared.phase.duration.count());
  if (compared.usual) members.set("usualMs", compared.usual->count());
  return members.set("samples", compared.samples).take();
}

}  // namespace

json::object to_json(const TaskContext& context) {
  const auto write = [](const auto& item) { return written(item); };
  return {{"deployment", written(context.deployment)},
          {"serviceEvents", list(context.service_events, write)},
          {"containers", list(context.containers, write)},
          {"sameFailure", written(context.same_failure)},
          {"changes", written(context.changes)},
          {"phases", list(context.phases, write)}};
}

}  // namespace epitaph::ledger
