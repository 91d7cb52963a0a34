#include "storage/rocksdb/block_repacker.h"

#include <vector>

#include <rocksdb/compaction_filter.h>
#include <spdlog/spdlog.h>

#include "storage/rocksdb/block.h"

namespace epitaph::storage::rocks {

namespace {

/// For one file, so for one thread.
class Repacker final : public rocksdb::CompactionFilter {
 public:
  const char* Name() const override { return "epitaph.block_repacker"; }

  Decision FilterV2(int /*level*/, const rocksdb::Slice& /*key*/, ValueType type,
                    const rocksdb::Slice& stored, std::string* packed,
                    std::string* /*skip_until*/) const override {
    if (type != ValueType::kValue || is_packed_thoroughly(stored.ToStringView())) {
      return Decision::kKeep;
    }
    // RocksDB's threads must not see an exception. As it is the block is as good, only larger.
    try {
      return repack(stored.ToStringView(), *packed) ? Decision::kChangeValue : Decision::kKeep;
    } catch (const std::exception& error) {
      spdlog::warn("a block of bodies stays as it was packed error=\"{}\"", error.what());
      return Decision::kKeep;
    }
  }

 private:
  bool repack(std::string_view stored, std::string& packed) const {
    auto block = Block::decode(stored, std::move(spare_));
    if (!block) return false;
    spare_ = *std::move(block);
    std::vector<std::string_view> bodies;
    for (std::size_t i = 0; i < spare_.size(); ++i) bodies.push_back(spare_.body(i));
    packed = encoder_.encode(spare_.header(), bodies);
    return true;
  }

  // Mutable because RocksDB calls filters const, also those that one thread has to itself.
  mutable BlockEncoder encoder_{Packing::kThorough};
  mutable Block spare_;
};

class RepackerFactory final : public rocksdb::CompactionFilterFactory {
 public:
  const char* Name() const override { return "epitaph.block_repacker"; }

  bool ShouldFilterTableFileCreation(rocksdb::TableFileCreationReason reason) const override {
    using Reason = rocksdb::TableFileCreationReason;
    return reason == Reason::kFlush || reason == Reason::kCompaction;
  }
  std::unique_ptr<rocksdb::CompactionFilter> CreateCompactionFilter(
      const rocksdb::CompactionFilter::Context& /*context*/) override {
    return std::make_unique<Repacker>();
  }
};

}  // namespace

std::shared_ptr<rocksdb::CompactionFilterFactory> block_repacker() {
  return std::make_shared<RepackerFactory>();
}

}  // namespace epitaph::storage::rocks
