#include "storage/rocksdb/key_prefixes.h"

#include <string_view>

#include "storage/rocksdb/tasks/task_arn.h"

namespace epitaph::storage::rocks {

namespace {

using namespace std::string_view_literals;
using rocksdb::Slice;

/// The first so many bytes, then all up to and with the first terminator.
class TerminatedPrefix final : public rocksdb::SliceTransform {
 public:
  TerminatedPrefix(const char* name, std::size_t fixed_bytes, std::string_view terminator)
      : name_(name), fixed_bytes_(fixed_bytes), terminator_(terminator) {}

  const char* Name() const override { return name_; }
  bool InDomain(const Slice& key) const override { return prefix_bytes(key) > 0; }
  Slice Transform(const Slice& key) const override { return {key.data(), prefix_bytes(key)}; }

 private:
  std::size_t prefix_bytes(const Slice& key) const {
    const std::size_t at = key.ToStringView().find(terminator_, fixed_bytes_);
    return at == std::string_view::npos ? 0 : at + terminator_.size();
  }

  const char* name_;
  std::size_t fixed_bytes_;
  std::string_view terminator_;
};

}  // namespace

std::shared_ptr<const rocksdb::SliceTransform> stream_key_prefix() {
  return std::make_shared<TerminatedPrefix>("epitaph.StreamPrefix", 8, "\0\1"sv);
}

std::shared_ptr<const rocksdb::SliceTransform> subject_key_prefix() {
  return std::make_shared<TerminatedPrefix>("epitaph.SubjectPrefix", 0, "\0"sv);
}

std::shared_ptr<const rocksdb::SliceTransform> task_place_prefix() {
  return std::shared_ptr<const rocksdb::SliceTransform>(
      rocksdb::NewFixedPrefixTransform(kIdKeyPrefixBytes));
}

}  // namespace epitaph::storage::rocks
