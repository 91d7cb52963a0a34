#include "storage/rocksdb/tasks/task_dictionary.h"

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

namespace {

void write_stats(ByteWriter& out, const std::vector<TaskValueStats>& stats, Timestamp base) {
  const auto since = [](Timestamp time, Timestamp from) {
    return static_cast<std::uint64_t>(wrapping_difference(time, from));
  };
  for (const TaskValueStats& one : stats) {
    out.varint(one.count).varint(since(one.first, base)).varint(since(one.last, one.first));
  }
}

void read_stats(ByteReader& in, TaskDictionary& dictionary, Timestamp base) {
  for (std::size_t i = 0; i < dictionary.values() && in.ok(); ++i) {
    TaskValueStats one;
    one.count = in.varint();
    one.first = wrapping_sum(base, static_cast<std::int64_t>(in.varint()));
    one.last = wrapping_sum(one.first, static_cast<std::int64_t>(in.varint()));
    dictionary.stats.push_back(one);
  }
}

/// Whether every id named a value.
bool read_tuples(ByteReader& in, TaskDictionary& dictionary) {
  const std::uint64_t tuples = in.varint();
  std::vector<std::uint32_t> ids;
  for (std::uint64_t i = 0; i < tuples && in.ok(); ++i) {
    ids.clear();
    const std::uint64_t count = in.varint();
    for (std::uint64_t j = 0; j < count && in.ok(); ++j) {
      const std::uint64_t id = in.varint();
      if (id >= dictionary.values()) return false;
      ids.push_back(static_cast<std::uint32_t>(id));
    }
    dictionary.add_tuple(ids);
  }
  return true;
}

}  // namespace

std::uint32_t TaskDictionary::add_value(std::string_view value) {
  text_.append(value);
  ends_.push_back(static_cast<std::uint32_t>(text_.size()));
  return static_cast<std::uint32_t>(ends_.size() - 1);
}

std::uint32_t TaskDictionary::add_tuple(std::span<const std::uint32_t> ids) {
  ids_.insert(ids_.end(), ids.begin(), ids.end());
  tuple_ends_.push_back(static_cast<std::uint32_t>(ids_.size()));
  return static_cast<std::uint32_t>(tuple_ends_.size() - 1);
}

std::optional<std::uint32_t> TaskDictionary::find(std::string_view wanted) const {
  std::uint32_t low = 0, high = static_cast<std::uint32_t>(values());
  while (low < high) {
    const std::uint32_t middle = low + (high - low) / 2;
    if (value(middle) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == values() || value(low) != wanted) return std::nullopt;
  return low;
}

std::string encode(const TaskDictionary& dictionary, Timestamp base) {
  ByteWriter out;
  out.varint(dictionary.values());
  for (std::size_t i = 0; i < dictionary.values(); ++i) {
    out.varint(dictionary.value(i).size()).text(dictionary.value(i));
  }
  out.u8(dictionary.stats.empty() ? 0 : 1);
  write_stats(out, dictionary.stats, base);
  out.varint(dictionary.tuples());
  for (std::size_t code = 0; code < dictionary.tuples(); ++code) {
    const auto ids = dictionary.tuple(code);
    out.varint(ids.size());
    for (const std::uint32_t id : ids) out.varint(id);
  }
  return out.take();
}

std::optional<TaskDictionary> decode_dictionary(std::string_view bytes, Timestamp base) {
  ByteReader in(bytes);
  TaskDictionary dictionary;
  const std::uint64_t values = in.varint();
  for (std::uint64_t i = 0; i < values && in.ok(); ++i) dictionary.add_value(in.text(in.varint()));
  const std::uint8_t with_stats = in.u8();
  if (with_stats > 1) return std::nullopt;
  if (with_stats == 1) read_stats(in, dictionary, base);
  if (!read_tuples(in, dictionary) || !in.done()) return std::nullopt;
  return dictionary;
}

}  // namespace epitaph::storage::rocks
