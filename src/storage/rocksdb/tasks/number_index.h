#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace epitaph::storage::rocks {

/// Finds the number of a text among many that lie elsewhere, one behind the other: a hash table of
/// numbers alone, open and of eight bytes a slot. A map of strings would hold each text once more,
/// with a node and an allocation for it, which took most of a segment's memory and of a start.
class NumberIndex {
 public:
  /// The number for which `text_of(number)` is `text`.
  template <class TextOf>
  std::optional<std::uint32_t> find(std::string_view text, TextOf text_of) const {
    if (slots_.empty()) return std::nullopt;
    const Slot& slot = slots_[place_of(hash_of(text), text, text_of)];
    if (slot.number == kFree) return std::nullopt;
    return slot.number;
  }

  /// Of a text that is not there; `number` is below 2^32 - 1.
  template <class TextOf>
  void add(std::string_view text, std::uint32_t number, TextOf text_of) {
    if ((count_ + 1) * 3 > slots_.size() * 2) grow();
    const std::uint32_t hash = hash_of(text);
    slots_[place_of(hash, text, text_of)] = {.hash = hash, .number = number};
    ++count_;
  }

 private:
  static constexpr std::uint32_t kFree = ~std::uint32_t{0};
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = kFree;
  };

  static std::uint32_t hash_of(std::string_view text) {
    return static_cast<std::uint32_t>(std::hash<std::string_view>{}(text));
  }

  /// The slot of the text, or the free one where it would go.
  template <class TextOf>
  std::size_t place_of(std::uint32_t hash, std::string_view text, TextOf text_of) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].number != kFree &&
           (slots_[at].hash != hash || text_of(slots_[at].number) != text)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  void grow() {
    std::vector<Slot> slots(slots_.empty() ? 16 : slots_.size() * 2);
    const std::size_t mask = slots.size() - 1;
    for (const Slot& slot : slots_) {
      if (slot.number == kFree) continue;
      std::size_t at = slot.hash & mask;
      while (slots[at].number != kFree) at = (at + 1) & mask;
      slots[at] = slot;
    }
    slots_ = std::move(slots);
  }

  std::vector<Slot> slots_;  ///< as many as a power of two
  std::size_t count_ = 0;
};

}  // namespace epitaph::storage::rocks
