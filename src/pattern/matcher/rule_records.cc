#include "pattern/matcher/rule_records.h"

#include <algorithm>

namespace epitaph::pattern {

RecordId RuleRecords::add(const New& record) {
  const auto id = static_cast<RecordId>(words_.size());
  const std::uint32_t count = static_cast<std::uint32_t>(record.in_order.size()) |
                              (record.copy ? kCopy : 0) | (record.has_absence ? kAbsence : 0);
  words_.insert(words_.end(), {kNoRecord, record.rule, record.shared, count});
  words_.insert(words_.end(), record.shared_first.begin(), record.shared_first.end());
  if (record.shared != 0) {
    words_.insert(words_.end(), record.in_order.begin(), record.in_order.end());
  }
  return id;
}

RecordId RuleRecords::add_group(std::uint32_t group) {
  const auto id = static_cast<RecordId>(words_.size());
  words_.insert(words_.end(), {kNoRecord, kGroup, group, 0});
  return id;
}

RecordId RuleRecords::add_list(const RuleRecords& other, RecordId first) {
  RecordId begin = kNoRecord;
  RecordId last = kNoRecord;
  for (RecordId at = first; at != kNoRecord;) {
    const Record record = other[at];
    at = record.next();
    if (record.rule() == kGone) continue;
    const auto id = static_cast<RecordId>(words_.size());
    words_.insert(words_.end(), record.words_, record.words_ + record.size());
    set_next(id, kNoRecord);
    if (last == kNoRecord) {
      begin = id;
    } else {
      set_next(last, id);
    }
    last = id;
  }
  return begin;
}

std::size_t RuleRecords::remove(std::span<const RuleId> rules) {
  std::size_t gone = 0;
  for (std::size_t at = 0; at < words_.size();) {
    const Record record(&words_[at]);
    const std::size_t size = record.size();
    if (record.rule() < kGroup && std::ranges::binary_search(rules, record.rule())) {
      if (!record.is_copy()) ++gone;
      words_[at + 1] = kGone;
    }
    at += size;
  }
  return gone;
}

}  // namespace epitaph::pattern
