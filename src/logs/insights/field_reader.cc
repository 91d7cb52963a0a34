#include "logs/insights/field_reader.h"

#include <algorithm>
#include <optional>

#include "logs/insights/json_walk.h"
#include "logs/insights/wanted_leaves.h"

namespace epitaph::logs::insights {
// In the order of kOwnFieldNames.
enum class OwnField : std::uint8_t { kTimestamp, kIngestionTime, kMessage, kLogStream, kLog, kPtr };

namespace {

std::optional<OwnField> own_field(std::string_view name) {
  const auto found = std::ranges::find(kOwnFieldNames, name);
  if (found == kOwnFieldNames.end()) return std::nullopt;
  return static_cast<OwnField>(found - kOwnFieldNames.begin());
}

Value moment(Timestamp time) {
  return Value::time(static_cast<double>(time.time_since_epoch().count()));
}

Value own_value(OwnField field, const EventView& event) {
  switch (field) {
    case OwnField::kTimestamp:
      return moment(event.timestamp);
    case OwnField::kIngestionTime:
      return moment(event.ingested_at);
    case OwnField::kMessage:
      return Value::borrowed(event.message);
    case OwnField::kLogStream:
      return Value::borrowed(event.stream);
    case OwnField::kLog:
      return Value::borrowed(event.log);
    case OwnField::kPtr:
      return Value::borrowed(event.ptr);
  }
  return {};
}

}  // namespace

struct FieldReader::State {
  struct Own {
    OwnField field;
    Slot slot;
  };
  std::vector<Own> own;
  WantedLeaves wanted;
  std::vector<Slot> leaf_slots;
  JsonMessage message;
  bool wants_pointer = false;

  // Of the event that is being read.
  std::vector<bool> found;  // by Node::number
  std::size_t missing = 0;

  // Walks until nothing is missing, which ends it with SUCCESS and missing == 0.
  simdjson::error_code walk_object(simdjson::ondemand::object object,
                                   const WantedLeaves::Node& node, Row& row);
  simdjson::error_code walk_array(simdjson::ondemand::array array, const WantedLeaves::Node& node,
                                  Row& row);
  simdjson::error_code take(simdjson::ondemand::value value, const WantedLeaves::Node& node,
                            Row& row);
};

FieldReader::FieldReader(const FieldTable& table) : state_(std::make_unique<State>()) {
  for (const auto& [name, slot] : table.event_fields()) {
    if (const auto field = own_field(name)) {
      state_->own.push_back({.field = *field, .slot = slot});
      state_->wants_pointer = state_->wants_pointer || *field == OwnField::kPtr;
    } else {
      state_->leaf_slots.push_back(slot);
      // Names with one @ are the service's; it has no others than the above.
      if (!name.starts_with('@') || name.starts_with("@@")) state_->wanted.add(name, slot);
    }
  }
}

FieldReader::~FieldReader() = default;

bool FieldReader::wants_pointer() const { return state_->wants_pointer; }
bool FieldReader::wants_leaves() const { return state_->wanted.count() > 0; }

void FieldReader::read(const EventView& event, Row& row) {
  for (const auto& own : state_->own) row[own.slot] = own_value(own.field, event);
  for (const Slot slot : state_->leaf_slots) row[slot] = Value{};
  if (!wants_leaves()) return;
  simdjson::ondemand::object object;
  if (state_->message.open(event.message).get(object)) return;
  state_->missing = state_->wanted.count();
  state_->found.assign(state_->missing, false);
  if (state_->walk_object(object, state_->wanted.root(), row)) {
    // It broke off half way: what is no JSON has no leaves.
    for (const Slot slot : state_->leaf_slots) row[slot] = Value{};
  }
}

simdjson::error_code FieldReader::State::walk_object(simdjson::ondemand::object object,
                                                     const WantedLeaves::Node& node, Row& row) {
  for (auto member : object) {
    simdjson::ondemand::field field;
    if (const auto fault = std::move(member).get(field)) return fault;
    RawKey key = raw_key(field.key());
    if (key.escaped) {
      if (const auto fault = field.unescaped_key().get(key.text)) return fault;
      key.dotted = key.text.contains('.');
    }
    const WantedLeaves::Node* next = wanted.follow(node, key.text, key.dotted);
    if (!next) continue;
    if (const auto fault = take(field.value(), *next, row)) return fault;
    if (missing == 0) break;
  }
  return simdjson::SUCCESS;
}

simdjson::error_code FieldReader::State::walk_array(simdjson::ondemand::array array,
                                                    const WantedLeaves::Node& node, Row& row) {
  std::size_t index = 0;
  for (auto element : array) {
    simdjson::ondemand::value value;
    if (const auto fault = std::move(element).get(value)) return fault;
    const WantedLeaves::Node* next = node.element(index++);
    if (!next) continue;
    if (const auto fault = take(value, *next, row)) return fault;
    if (missing == 0) break;
  }
  return simdjson::SUCCESS;
}

simdjson::error_code FieldReader::State::take(simdjson::ondemand::value value,
                                              const WantedLeaves::Node& node, Row& row) {
  simdjson::ondemand::json_type type{};
  if (const auto fault = value.type().get(type)) return fault;
  const bool object = type == simdjson::ondemand::json_type::object;
  const bool array = type == simdjson::ondemand::json_type::array;
  if ((object || array) && !node.children.empty()) {
    if (object) {
      simdjson::ondemand::object inner;
      if (const auto fault = value.get_object().get(inner)) return fault;
      return walk_object(inner, node, row);
    }
    simdjson::ondemand::array inner;
    if (const auto fault = value.get_array().get(inner)) return fault;
    return walk_array(inner, node, row);
  }
  // The first of two equal names counts.
  if (!node.slot || found[node.number] || object || array) return simdjson::SUCCESS;
  found[node.number] = true;
  --missing;
  return read_leaf(value, type, row[*node.slot]);
}

}  // namespace epitaph::logs::insights
