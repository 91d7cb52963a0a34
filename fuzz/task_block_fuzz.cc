// Any bytes are a part of a block of tasks or corrupt; what is one can be read from end to end, and
// is written and read again as the same.
#include <cstdlib>
#include <string_view>

#include "storage/rocksdb/tasks/codes_column.h"
#include "storage/rocksdb/tasks/numbers_column.h"
#include "storage/rocksdb/tasks/task_block_keys.h"
#include "storage/rocksdb/tasks/task_dictionary.h"
#include "storage/rocksdb/tasks/task_reasons.h"
#include "storage/rocksdb/tasks/task_row_bytes.h"

using namespace epitaph::storage::rocks;

namespace {

constexpr epitaph::Timestamp kBase{};

void read_dictionary(std::string_view bytes) {
  const auto dictionary = decode_dictionary(bytes, kBase);
  if (!dictionary) return;
  for (std::size_t code = 0; code < dictionary->tuples(); ++code) {
    for (const std::uint32_t id : dictionary->tuple(code)) {
      if (dictionary->value(id).size() > bytes.size()) std::abort();
    }
  }
  const std::string stored = encode(*dictionary, kBase);
  const auto again = decode_dictionary(stored, kBase);
  if (!again || encode(*again, kBase) != stored) std::abort();
}

void read_numbers(std::string_view bytes, std::size_t count) {
  const auto numbers = NumbersColumn::decode(bytes, count);
  if (!numbers) return;
  std::vector<std::int64_t> all;
  for (std::size_t i = 0; i < count; ++i) all.push_back((*numbers)[i]);
  (void)numbers->lower_bound(7);
  const auto again = NumbersColumn::decode(NumbersColumn::encode(all), count);
  if (!again) std::abort();
  for (std::size_t i = 0; i < count; ++i) {
    if ((*again)[i] != all[i]) std::abort();
  }
}

void read_codes(std::string_view bytes, std::size_t count, std::size_t limit) {
  const auto codes = decode_codes(bytes, count, limit);
  if (codes && decode_codes(encode_codes(*codes), count, limit) != codes) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::size_t count = data[1];
  const std::string_view bytes{reinterpret_cast<const char*>(data) + 2, size - 2};
  switch (data[0] % 6) {
    case 0:
      read_dictionary(bytes);
      break;
    case 1:
      read_numbers(bytes, count);
      break;
    case 2:
      read_codes(bytes, count, 1 + count / 2);
      break;
    case 3:
      (void)decode_dead(bytes, count);
      break;
    case 4:
      (void)decode_task_block_header(count, bytes);
      break;
    default: {
      epitaph::storage::TaskRow row;
      (void)decode_task_row("arn", bytes, row);
    }
  }
  return 0;
}
