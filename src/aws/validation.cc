#include "aws/validation.h"

#include <fmt/format.h>

#include "aws/constraint.h"
#include "aws/java_text.h"
#include "aws/type_check.h"

namespace epitaph::aws {
namespace {

namespace json = boost::json;

/// Where the walk is. Frames lie on the stack and become text only for a complaint, since nearly
/// every input has none: ten thousand log events cost no allocation here.
struct Place {
  static constexpr std::size_t kKeyBytesMax = 256;  // keys are the client's

  const Place* parent = nullptr;
  std::string_view name = {};  ///< a member or the key of a map
  std::size_t position = 0;    ///< of a list's item, from 1
  bool contained = false;      ///< an item or a map's value, marked `.member`

  std::string text() const {
    if (parent == nullptr) return {};
    std::string path = parent->text();
    if (!path.empty()) path += '.';
    if (!contained) return path + java_member(name);
    return path + (position != 0 ? std::to_string(position) : shortened(name, kKeyBytesMax)) +
           ".member";
  }
};

class Walk {
 public:
  void visit(const Shape& shape, const json::value& value, const Place& place) {
    for (const std::string& rule : broken_rules(shape, value)) complain(shape, value, place, rule);
    enter(shape, value, place);
  }

  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  bool full() const { return complaints_.size() >= kViolationsMax; }

  void complain(const Shape& shape, const json::value& value, const Place& place,
                std::string_view rule) {
    if (full()) return;
    complaints_.push_back(fmt::format("{} at '{}' failed to satisfy constraint: {}",
                                      quoted(shape, value), place.text(), rule));
  }

  static std::string quoted(const Shape& shape, const json::value& value) {
    if (value.is_null()) return "Value null";
    const auto* text = std::get_if<StringShape>(&shape.kind());
    if (text != nullptr && text->value_withheld) return "Value";
    return fmt::format("Value '{}'", java_text(shape, value, kQuotedBytesMax));
  }

  void enter(const Shape& shape, const json::value& value, const Place& place) {
    if (const auto* list = std::get_if<ListShape>(&shape.kind()))
      return enter(*list, shape, value, place);
    if (const auto* map = std::get_if<MapShape>(&shape.kind()))
      return enter(*map, shape, value, place);
    if (const auto* fields = std::get_if<StructureShape>(&shape.kind()))
      enter(*fields, value, place);
  }

  void enter(const StructureShape& fields, const json::value& value, const Place& place) {
    for (const Member& member : fields.members) {
      if (full()) return;
      const Place at{.parent = &place, .name = member.name};
      const json::value* given = value.get_object().if_contains(member.name);
      if (given != nullptr && !given->is_null()) {
        visit(member.shape, *given, at);
      } else if (member.presence == kRequired) {
        complain(member.shape, {}, at, kNotNull);
      }
    }
  }

  void enter(const ListShape& list, const Shape& shape, const json::value& value,
             const Place& place) {
    bool item_broken = false;
    std::size_t position = 0;
    for (const json::value& item : value.get_array()) {
      if (full()) return;
      const Place at{.parent = &place, .position = ++position, .contained = true};
      item_broken |= breaks(list.item, item, at);
    }
    if (item_broken) {
      complain(shape, value, place, "Member must satisfy constraint: " + all_rules(list.item));
    }
  }

  void enter(const MapShape& map, const Shape& shape, const json::value& value,
             const Place& place) {
    bool key_broken = false;
    bool value_broken = false;
    for (const auto& entry : value.get_object()) {
      if (full()) return;
      const Place at{.parent = &place, .name = entry.key(), .contained = true};
      key_broken |= !broken_rules(map.key, json::value(entry.key())).empty();
      value_broken |= breaks(map.value, entry.value(), at);
    }
    if (key_broken) {
      complain(shape, value, place, "Map keys must satisfy constraint: " + all_rules(map.key));
    }
    if (value_broken) {
      complain(shape, value, place, "Map value must satisfy constraint: " + all_rules(map.value));
    }
  }

  /// What lies in a container. A structure is complained of member by member, under its own place;
  /// of anything else the container is told, once for all of them, and that is left to the caller.
  bool breaks(const Shape& shape, const json::value& value, const Place& place) {
    if (value.is_null()) {
      complain(shape, value, place, kNotNull);
      return false;
    }
    enter(shape, value, place);
    return !broken_rules(shape, value).empty();
  }

  static constexpr std::string_view kNotNull = "Member must not be null";
  std::vector<std::string> complaints_;
};

}  // namespace

std::optional<ApiError> validate(const Shape& shape, const boost::json::value& input,
                                 const Dialect& dialect) {
  if (auto fault = type_fault(shape, input)) return serialization_exception(*std::move(fault));
  Walk walk;
  walk.visit(shape, input, Place{});
  const auto& complaints = walk.complaints();
  if (complaints.empty()) return std::nullopt;
  return ApiError{
      .type = std::string{dialect.validation_error},
      .message = fmt::format("{} validation error{} detected: {}", complaints.size(),
                             complaints.size() == 1 ? "" : "s", fmt::join(complaints, "; "))};
}

}  // namespace epitaph::aws
