#include "logs/insights/row.h"

namespace epitaph::logs::insights {

Slot FieldTable::event_field(std::string_view name) {
  const auto [at, added] = event_slots_.try_emplace(std::string(name), Slot{});
  if (added) {
    at->second = computed(name);
    event_fields_.push_back({.name = std::string(name), .slot = at->second});
  }
  return at->second;
}

Slot FieldTable::computed(std::string_view name) {
  names_.emplace_back(name);
  return static_cast<Slot>(names_.size() - 1);
}

void Row::clear() {
  for (Value& value : values_) value = Value{};
}

void Row::own() {
  for (Value& value : values_) value = value.own();
}

std::size_t Row::bytes() const {
  std::size_t bytes = sizeof(Row) + values_.capacity() * sizeof(Value);
  for (const Value& value : values_) bytes += value.owned_bytes();
  return bytes;
}

}  // namespace epitaph::logs::insights
