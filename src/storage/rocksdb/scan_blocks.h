#pragma once
#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include "storage/rocksdb/block.h"
#include "storage/rocksdb/bodies.h"
#include "storage/rocksdb/schema.h"

namespace epitaph::storage::rocks {

/// The few blocks that a scan is in the midst of.
///
/// Events mostly lie in blocks in the order in which they are scanned, so a block that has given
/// all its bodies will not be asked again: the next one is unpacked into its memory, which is still
/// in the processor's cache, and nothing of the scan pushes out what other readers keep. A block
/// that has more to give when its place is needed, or when the scan ends, goes to the shared ones.
/// One thread at a time.
class ScanBlocks {
 public:
  /// Both must outlive this.
  ScanBlocks(Bodies& bodies, const rocksdb::Snapshot* snapshot)
      : bodies_(bodies), snapshot_(snapshot) {}
  ~ScanBlocks();
  ScanBlocks(const ScanBlocks&) = delete;
  ScanBlocks& operator=(const ScanBlocks&) = delete;

  /// The body that `ref` names; the view holds until the next call. Errors: as Bodies::block().
  Result<std::string_view> body(const BodyRef& ref);

 private:
  struct Place {
    std::uint64_t number = 0;  ///< 0: empty
    Block own;
    std::shared_ptr<const Block> shared;  ///< in place of `own`, where others keep it already
    std::size_t given = 0;                ///< bodies, counted again when they are asked again
    std::uint64_t used = 0;               ///< when, in calls

    const Block& block() const { return shared ? *shared : own; }
  };

  Result<Place*> place_of(std::uint64_t number);
  /// Gives the memory that the next block may have.
  Block leave(Place& place);

  Bodies& bodies_;
  const rocksdb::Snapshot* const snapshot_;
  // Two or three senders whose events are of different age alternate; more are seldom.
  std::array<Place, 4> places_;
  Place* last_ = nullptr;
  std::uint64_t calls_ = 0;
};

}  // namespace epitaph::storage::rocks
