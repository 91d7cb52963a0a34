#include "storage/rocksdb/merge_operators.h"

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/schema.h"

namespace epitaph::storage::rocks {

namespace {

using rocksdb::Slice;

// A row that cannot be read makes Merge() say no, upon which RocksDB reports the key as corrupt.
class StreamMerge final : public rocksdb::AssociativeMergeOperator {
 public:
  bool Merge(const Slice& /*key*/, const Slice* existing, const Slice& operand, std::string* merged,
             rocksdb::Logger* /*log*/) const override {
    auto row = decode_stream_row(operand.ToStringView());
    if (!row) return false;
    if (existing != nullptr) {
      const auto before = decode_stream_row(existing->ToStringView());
      if (!before) return false;
      row->merge(*before);
    }
    *merged = encode(*row);
    return true;
  }
  const char* Name() const override { return "epitaph.StreamMerge"; }
};

class UsageMerge final : public rocksdb::AssociativeMergeOperator {
 public:
  bool Merge(const Slice& /*key*/, const Slice* existing, const Slice& operand, std::string* merged,
             rocksdb::Logger* /*log*/) const override {
    ByteReader added(operand.ToStringView());
    std::uint64_t sum = added.u64();
    if (!added.done()) return false;
    if (existing != nullptr) {
      ByteReader before(existing->ToStringView());
      sum += before.u64();
      if (!before.done()) return false;
    }
    *merged = ByteWriter{}.u64(sum).take();
    return true;
  }
  const char* Name() const override { return "epitaph.UsageMerge"; }
};

}  // namespace

std::shared_ptr<rocksdb::MergeOperator> stream_merge() { return std::make_shared<StreamMerge>(); }
std::shared_ptr<rocksdb::MergeOperator> usage_merge() { return std::make_shared<UsageMerge>(); }

}  // namespace epitaph::storage::rocks
