#include "ledger/task_definitions_diff.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "ledger/json_members.h"
#include "model/masking.h"

namespace epitaph::ledger {
namespace {

namespace json = boost::json;

constexpr std::size_t kShownBytesMax = 120;
constexpr int kDepthMax = 12;

/// What differs in every revision, or follows from the rest.
constexpr std::array<std::string_view, 9> kOfEcs = {
    "compatibilities",     "deregisteredAt", "registeredAt",      "registeredBy",
    "requiresAttributes",  "revision",       "taskDefinitionArn", "status",
    "enableFaultInjection"};

bool holds_objects(const json::array& list) {
  return std::ranges::any_of(list, [](const json::value& item) { return item.is_structured(); });
}

/// An object may hold an environment or a token somewhere: it is not told what is in it.
std::string text_of(const json::value& value) {
  if (value.is_object()) return "{…}";
  if (value.is_array() && holds_objects(value.get_array())) return "[…]";
  auto text = mask_url_queries(json::serialize(value));
  if (text.size() > kShownBytesMax) {
    auto end = kShownBytesMax;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    text.resize(end);
    text += "…";
  }
  return text;
}

/// The members of an object, or the items of a list by name or else by place.
using Parts = std::map<std::string, const json::value*>;

Parts parts_of(const json::value& value) {
  Parts parts;
  if (const auto* object = value.if_object()) {
    for (const auto& [key, member] : *object) parts["." + std::string{key}] = &member;
  } else if (const auto* list = value.if_array()) {
    for (std::size_t i = 0; i < list->size(); ++i) {
      const auto* item = (*list)[i].if_object();
      auto name = item ? text_member(*item, "name") : std::string{};
      if (name.empty()) name = std::to_string(i);
      parts["[" + name + "]"] = &(*list)[i];
    }
  }
  return parts;
}

class Comparison {
 public:
  void compare(const std::string& path, const json::value* before, const json::value* now,
               int depth) {
    if (changes_.size() == kDefinitionChangesMax || same(before, now)) return;
    const bool both = before && now && before->is_structured() && before->kind() == now->kind();
    if (both && depth < kDepthMax && !is_variable(path)) {
      compare_parts(path, *before, *now, depth);
    } else {
      changes_.push_back({path, shown(path, before), shown(path, now)});
    }
  }
  std::vector<DefinitionChange> take() && { return std::move(changes_); }

 private:
  static bool same(const json::value* before, const json::value* now) {
    if (before && now) return *before == *now;
    return is_empty(before) && is_empty(now);
  }
  /// ECS writes an empty list or object where a caller left it out.
  static bool is_empty(const json::value* value) {
    return !value || value->is_null() || (value->is_structured() && parts_of(*value).empty());
  }
  static bool is_variable(std::string_view path) { return path.contains(".environment["); }
  /// Log drivers take tokens as options: `splunk-token`.
  static bool is_secret(std::string_view path) {
    return is_variable(path) || path.ends_with(".environment") || path.ends_with("token") ||
           path.ends_with("password");
  }
  static std::string shown(const std::string& path, const json::value* value) {
    if (is_empty(value)) return {};
    return is_secret(path) ? "*" : text_of(*value);
  }

  void compare_parts(const std::string& path, const json::value& before, const json::value& now,
                     int depth) {
    const auto old_parts = parts_of(before);
    const auto new_parts = parts_of(now);
    std::set<std::string> names;
    for (const auto* parts : {&old_parts, &new_parts}) {
      for (const auto& part : *parts) names.insert(part.first);
    }
    const auto find = [](const Parts& parts, const std::string& name) {
      const auto found = parts.find(name);
      return found == parts.end() ? nullptr : found->second;
    };
    for (const auto& name : names) {
      const bool first = path.empty();
      compare(first ? name.substr(1) : path + name, find(old_parts, name), find(new_parts, name),
              depth + 1);
    }
  }

  std::vector<DefinitionChange> changes_;
};

json::value by_person(const TaskDefinition& definition) {
  auto object = parse_object(definition.json);
  for (const auto key : kOfEcs) object.erase(key);
  return object;
}

}  // namespace

std::vector<DefinitionChange> changes_between(const TaskDefinition& before,
                                              const TaskDefinition& now) {
  const auto old_value = by_person(before);
  const auto new_value = by_person(now);
  Comparison comparison;
  comparison.compare("", &old_value, &new_value, 0);
  return std::move(comparison).take();
}

}  // namespace epitaph::ledger
