#include "logs/insights/execution/operator.h"

namespace epitaph::logs::insights {

Value lasting(const Value& value) {
  if (const auto* json = value.json()) return Value::document(boost::json::value(*json));
  if (!value.is_text()) return value.own();
  std::string scratch;
  return Value::text(std::string{value.to_text(scratch)});
}

Status GatheringOperator::finish() {
  EPITAPH_CHECK(emit(next()));
  return run_.stop.stop_requested() ? Status{Done{}} : next().finish();
}

Status GatheringOperator::preview(Operator& next) const {
  EPITAPH_CHECK(emit(next));
  return next.finish();
}

RowPacker::Packed RowPacker::pack(const Row& row) const {
  Packed packed;
  packed.reserve(slots_.size());
  for (const Slot slot : slots_) packed.push_back(lasting(row[slot]));
  return packed;
}

void RowPacker::unpack(const Packed& packed, Row& row) const {
  for (std::size_t i = 0; i < slots_.size(); ++i) row[slots_[i]] = packed[i];
}

std::size_t RowPacker::bytes(const Packed& packed) {
  std::size_t bytes = sizeof(Packed) + packed.size() * sizeof(Value);
  for (const Value& value : packed) bytes += value.owned_bytes();
  return bytes;
}

}  // namespace epitaph::logs::insights
