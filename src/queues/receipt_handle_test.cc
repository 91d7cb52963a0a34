#include "queues/receipt_handle.h"

#include <gtest/gtest.h>

namespace epitaph::queues {
namespace {

Timestamp at(std::int64_t ms) { return Timestamp{std::chrono::milliseconds{ms}}; }

TEST(ReceiptHandle, ComesBackFromItsText) {
  for (const ReceiptHandle& handle :
       {ReceiptHandle{storage::QueueId{1}, {at(1'700'000'000'123), 7}},
        ReceiptHandle{storage::QueueId{~std::uint64_t{0}}, {at(-5), ~std::uint64_t{0}}}}) {
    EXPECT_EQ(parse_receipt_handle(to_text(handle)), handle);
  }
}

TEST(ReceiptHandle, ThatWasMadeUpIsNone) {
  std::string changed = to_text({storage::QueueId{1}, {at(5), 7}});
  changed[3] = changed[3] == 'A' ? 'B' : 'A';
  for (const std::string& text : {std::string{}, std::string{"nonsense"}, std::string(44, 'A'),
                                  std::string(44, '='), std::string(1000, 'A'), changed}) {
    EXPECT_EQ(parse_receipt_handle(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace epitaph::queues
