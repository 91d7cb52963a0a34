#include "storage/rocksdb/tasks/task_row_bytes.h"

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

namespace {

void write(ByteWriter& out, const std::vector<std::string>& texts) {
  out.varint(texts.size());
  for (const std::string& text : texts) out.varint(text.size()).text(text);
}

std::vector<std::string> read_texts(ByteReader& in) {
  std::vector<std::string> texts;
  const std::uint64_t count = in.varint();
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) texts.emplace_back(in.text(in.varint()));
  return texts;
}

}  // namespace

std::string encode(const TaskRow& row) {
  ByteWriter out;
  out.varint(row.place.version).time(row.place.time).u64(row.place.hash);
  out.time(row.time).u8(row.stopped ? 1 : 0);
  for (const auto& values : row.values) write(out, values);
  write(out, row.reasons);
  return out.take();
}

std::optional<TaskRow> decode_task_row(std::string_view arn, std::string_view value) {
  ByteReader in(value);
  TaskRow row;
  row.arn = arn;
  row.place.version = in.varint();
  row.place.time = in.time();
  row.place.hash = in.u64();
  row.time = in.time();
  row.stopped = in.u8() == 1;
  for (auto& values : row.values) values = read_texts(in);
  row.reasons = read_texts(in);
  if (!in.done()) return std::nullopt;
  return row;
}

}  // namespace epitaph::storage::rocks
