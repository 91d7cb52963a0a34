#include "storage/rocksdb/scan_blocks.h"

#include <algorithm>

namespace epitaph::storage::rocks {

ScanBlocks::~ScanBlocks() {
  for (Place& place : places_) (void)leave(place);
}

Result<std::string_view> ScanBlocks::body(const BodyRef& ref) {
  if (last_ == nullptr || last_->number != ref.block) {
    EPITAPH_TRY(place, place_of(ref.block));
    last_ = place;
  }
  last_->used = ++calls_;
  ++last_->given;
  return body_of(last_->block(), ref);
}

Result<ScanBlocks::Place*> ScanBlocks::place_of(std::uint64_t number) {
  const auto known = std::ranges::find(places_, number, &Place::number);
  if (known != places_.end()) return &*known;
  Place& place = *std::ranges::min_element(places_, {}, &Place::used);
  Block spare = leave(place);
  place = {};
  place.shared = bodies_.find(number);
  if (place.shared == nullptr) {
    EPITAPH_TRY(read, bodies_.read(number, snapshot_, std::move(spare)));
    place.own = std::move(read);
  }
  place.number = number;
  return &place;
}

Block ScanBlocks::leave(Place& place) {
  const bool has_more = place.shared == nullptr && place.given < place.own.size();
  if (has_more) bodies_.keep(place.number, std::make_shared<const Block>(std::move(place.own)));
  return has_more ? Block{} : std::move(place.own);
}

}  // namespace epitaph::storage::rocks
