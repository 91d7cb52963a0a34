#pragma once
#include <string_view>

#include <boost/json.hpp>

#include "aws/error.h"

namespace epitaph::queues {

constexpr std::size_t kBatchEntriesMax = 10;

/// Whether the `Entries` of a batch are 1 to 10, each with an Id of its own. `entry_type` is AWS's
/// name for one, for the message. Errors: EmptyBatchRequest, TooManyEntriesInBatchRequest,
/// InvalidBatchEntryId, BatchEntryIdsNotDistinct.
aws::Verdict check_batch(const boost::json::object& input, std::string_view entry_type);

/// The answer to a batch: each of its entries for itself.
class BatchAnswer {
 public:
  /// `result` holds the entry's Id.
  void succeed(boost::json::object result) { successful_.push_back(std::move(result)); }
  void fail(const boost::json::object& entry, const aws::ApiError& error);

  /// `Successful` and `Failed`, either of which may be empty.
  boost::json::object output() &&;

 private:
  boost::json::array successful_, failed_;
};

}  // namespace epitaph::queues
