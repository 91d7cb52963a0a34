#pragma once
#include <memory>
#include <vector>

#include "storage/storage.h"

namespace epitaph::logs {

/// Several streams of one group read as one, in ascending order of their events' places. Meant for
/// up to a hundred or so: each event costs a look at the head of every stream.
/// The cursors must ascend too. Lifetimes and threads are as for each of them.
class MergedCursor final : public storage::LogEventCursor {
 public:
  explicit MergedCursor(std::vector<std::unique_ptr<storage::LogEventCursor>> cursors);

  Result<const storage::LogEventView*> next() override;

 private:
  struct Head {
    std::unique_ptr<storage::LogEventCursor> cursor;
    const storage::LogEventView* event = nullptr;  ///< points into `cursor`; null: to be read
  };
  Status fill();

  std::vector<Head> heads_;
};

}  // namespace epitaph::logs
