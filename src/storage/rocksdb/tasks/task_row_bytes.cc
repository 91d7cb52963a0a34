#include "storage/rocksdb/tasks/task_row_bytes.h"

#include "storage/rocksdb/bytes.h"
#include "storage/rocksdb/tasks/task_dictionary.h"

namespace epitaph::storage::rocks {

namespace {

constexpr std::size_t kFieldsBeforeReasons = stored_number(kReasonsColumn);

void write(ByteWriter& out, const std::vector<std::string>& texts) {
  out.varint(texts.size());
  for (const std::string& text : texts) out.varint(text.size()).text(text);
}

void read_texts(ByteReader& in, std::vector<std::string>& texts) {
  const std::uint64_t count = in.varint();
  std::size_t read = 0;
  for (; read < count && in.ok(); ++read) {
    if (read == texts.size()) texts.emplace_back();
    texts[read] = in.text(in.varint());
  }
  texts.resize(read);
}

}  // namespace

std::string encode(const TaskRow& row) {
  ByteWriter out;
  out.varint(row.place.version).time(row.place.time).u64(row.place.hash);
  out.time(row.time).u8(row.stopped ? 1 : 0);
  for (std::size_t i = 0; i < kFieldsBeforeReasons; ++i) write(out, row.values[i]);
  write(out, row.reasons);
  for (std::size_t i = kFieldsBeforeReasons; i < kTaskFields; ++i) write(out, row.values[i]);
  return out.take();
}

bool decode_task_row(std::string_view arn, std::string_view value, TaskRow& row) {
  ByteReader in(value);
  row.arn = arn;
  row.place.version = in.varint();
  row.place.time = in.time();
  row.place.hash = in.u64();
  row.time = in.time();
  row.stopped = in.u8() == 1;
  for (std::size_t i = 0; i < kFieldsBeforeReasons; ++i) read_texts(in, row.values[i]);
  read_texts(in, row.reasons);
  for (std::size_t i = kFieldsBeforeReasons; i < kTaskFields; ++i) {
    if (in.rest().empty()) {
      row.values[i].clear();
    } else {
      read_texts(in, row.values[i]);
    }
  }
  return in.done();
}

}  // namespace epitaph::storage::rocks
