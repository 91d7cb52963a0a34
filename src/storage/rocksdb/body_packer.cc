#include "storage/rocksdb/body_packer.h"

namespace epitaph::storage::rocks {

namespace {

template <class Holds>
bool is_ledgers(const Holds& holds) {
  return !holds.empty() && holds.front().holder == kLedgerHolder;
}

template <class Holds>
bool same_holders(const Holds& a, const Holds& b) {
  return std::ranges::equal(a, b,
                            [](const auto& x, const auto& y) { return x.holder == y.holder; });
}

}  // namespace

std::size_t BodyPacker::add(std::string_view text) {
  Body body;
  body.text = text;
  bodies_.push_back(std::move(body));
  return bodies_.size() - 1;
}

void BodyPacker::hold(std::size_t body, HolderId holder, Timestamp time) {
  auto& holds = bodies_[body].holds;
  auto at = std::ranges::lower_bound(holds, holder, {}, &Hold::holder);
  if (at == holds.end() || at->holder != holder) {
    at = holds.insert(at, {.holder = holder, .min_time = time, .max_time = time, .rows = 0});
  }
  at->min_time = std::min(at->min_time, time);
  at->max_time = std::max(at->max_time, time);
  ++at->rows;
}

/// The ledger's first, and like beside like; otherwise in the order in which they came.
std::vector<std::size_t> BodyPacker::in_order() const {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < bodies_.size(); ++i) {
    if (!bodies_[i].holds.empty()) order.push_back(i);
  }
  std::ranges::stable_sort(order, [this](std::size_t a, std::size_t b) {
    return std::ranges::lexicographical_compare(
        bodies_[a].holds, bodies_[b].holds,
        [](const Hold& x, const Hold& y) { return x.holder < y.holder; });
  });
  return order;
}

bool BodyPacker::may_share(const Body& a, const Body& b) {
  return is_ledgers(a.holds) ? is_ledgers(b.holds) : same_holders(a.holds, b.holds);
}

std::size_t BodyPacker::block_end(std::span<const std::size_t> order, std::size_t begin) const {
  std::size_t end = begin;
  std::size_t raw_bytes = 0;
  while (end < order.size() && end - begin < kBlockBodiesMax && raw_bytes < kBlockRawBytes &&
         may_share(bodies_[order[begin]], bodies_[order[end]])) {
    raw_bytes += bodies_[order[end]].text.size();
    ++end;
  }
  return end;
}

BodyPacker::Packed BodyPacker::pack(BlockEncoder& encoder, Counters& counters,
                                    const Database& database, rocksdb::WriteBatch& batch) {
  Packed sum;
  const std::vector<std::size_t> order = in_order();
  for (std::size_t begin = 0; begin < order.size();) {
    const std::size_t end = block_end(order, begin);
    const auto members = std::span(order).subspan(begin, end - begin);
    const Packed one = write_block(members, encoder, counters.next_block++, database, batch);
    sum.body_bytes += one.body_bytes;
    sum.stored_bytes += one.stored_bytes;
    begin = end;
  }
  return sum;
}

BodyPacker::Packed BodyPacker::write_block(std::span<const std::size_t> members,
                                           BlockEncoder& encoder, std::uint64_t number,
                                           const Database& database, rocksdb::WriteBatch& batch) {
  Packed packed;
  BlockHeader header{.min_time = Timestamp::max(), .max_time = Timestamp::min()};
  std::vector<std::string_view> texts;
  std::map<HolderId, Holding> holdings;
  for (std::uint32_t index = 0; index < members.size(); ++index) {
    Body& body = bodies_[members[index]];
    body.place = {.block = number, .index = index};
    texts.push_back(body.text);
    packed.body_bytes += body.text.size();
    for (const Hold& hold : body.holds) {
      const auto [at, fresh] =
          holdings.try_emplace(hold.holder, Holding{.max_time = hold.max_time});
      at->second.max_time = std::max(at->second.max_time, hold.max_time);
      at->second.rows += hold.rows;
      header.min_time = std::min(header.min_time, hold.min_time);
      header.max_time = std::max(header.max_time, hold.max_time);
    }
  }
  for (const auto& [holder, holding] : holdings) header.holders.push_back(holder);

  const std::string stored = encoder.encode(header, texts);
  packed.stored_bytes = stored.size();
  batch.Put(database.family(Family::kBodies), block_key(number), stored);
  for (auto& [holder, holding] : holdings) {
    holding.stored_bytes = stored.size();
    for (const HolderId other : header.holders) {
      if (other != holder) holding.others.push_back(other);
    }
    batch.Put(database.family(Family::kHolders), holding_key(holder, number), encode(holding));
  }
  return packed;
}

}  // namespace epitaph::storage::rocks
