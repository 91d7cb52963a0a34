// src/pattern/matcher/event_cursor.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "pattern/matcher/bracket_search.h"
#include "pattern/matcher/bracket_search_kernel.h"
#include "pattern/matcher/byte_lanes.h"
#include "pattern/matcher/scalar_end.h"

namespace epitaph::pattern {

/// A place in the text of an event that moves on over one piece of JSON after another. The caller
/// says what comes next, by what it stands at; nothing outside the text is read, whatever the text
/// is. To be copied as it likes: what it gives points into the text.
///
/// Strings are most of an event, so it looks for the quotes of 64 bytes in one step and goes from
/// one to the next. All of it is inlined, whatever the compiler thinks of that: only so does it lie
/// in the processor's registers, and every step begins where the one before ended.
class EventCursor {
 public:
  [[gnu::always_inline]] explicit EventCursor(std::string_view text)
      : at_(text.data()), end_(text.data() + text.size()), block_(at_) {
    look_at_block();
  }

  /// The next character that is no blank, where it then stands; NUL at the end.
  [[gnu::always_inline]] char here() {
    if (end_ > at_ && *at_ > ' ') return *at_;  // as in all that we store
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    return at_ < end_ ? *at_ : '\0';
  }

  /// The same, past a `mark` that comes before if there is one.
  [[gnu::always_inline]] char here_behind(char mark) {
    if (bytes_from(at_) > 1 && *at_ == mark && at_[1] > ' ') [[likely]]
      return *++at_;
    if (here() != mark) return here();
    ++at_;
    return here();
  }

  /// Past the character that it stands at.
  [[gnu::always_inline]] void step() { ++at_; }

  /// Past the string whose opening quote it stands at; `text` is what is between the quotes. False
  /// when it does not end.
  [[gnu::always_inline]] bool take_string(std::string_view& text) {
    const char* const from = at_ + 1;
    auto in_block = static_cast<std::size_t>(from - block_);
    while (in_block >= kBlockBytes || quotes_ >> in_block == 0) {
      if (bytes_from(block_) <= kBlockBytes) return false;
      in_block = in_block < kBlockBytes ? 0 : in_block - kBlockBytes;
      block_ += kBlockBytes;
      look_at_block();
    }
    at_ = block_ + in_block + __builtin_ctzll(quotes_ >> in_block);
    text = {from, static_cast<std::size_t>(at_ - from)};
    ++at_;
    return true;
  }

  /// Whether there is a backslash in the string that was taken last.
  [[gnu::always_inline]] bool has_escapes(std::string_view text) const {
    return backslash_ >= text.data() && text.find('\\') != std::string_view::npos;
  }

  /// Past the number, true, false or null that it stands at. False when that is nothing, or is cut
  /// off by the end.
  [[gnu::always_inline]] bool take_scalar(std::string_view& text) {
    const char* const begin = at_;
    at_ = scalar_end(begin, end_);
    text = {begin, static_cast<std::size_t>(at_ - begin)};
    return at_ != begin && at_ != end_;
  }

  /// Past the bracket that closes so many which are open. False when there is none.
  [[gnu::always_inline]] bool leave_brackets(FindClosing find, std::size_t depth) {
    const std::size_t closing = find(at_, bytes_from(at_), depth);
    if (closing == kNowhere) return false;
    at_ += closing + 1;
    if (static_cast<std::size_t>(at_ - block_) >= kBlockBytes) {
      block_ = at_;
      escaped_ = 0;
      look_at_block();
    }
    return true;
  }

  /// How many bytes the text has from a place in it on.
  [[gnu::always_inline]] std::size_t bytes_from(const char* from) const {
    return static_cast<std::size_t>(end_ - from);
  }

 private:
  [[gnu::always_inline]] void look_at_block() {
    fetch_ahead(block_);
    const std::size_t bytes = bytes_from(block_);
    const Marks marks = bytes >= kBlockBytes ? marks_of(block_) : last_marks(block_, bytes);
    quotes_ = marks.quotes;
    if ((marks.backslashes | escaped_) == 0) [[likely]]
      return;
    quotes_ &= ~escaped_bytes(marks.backslashes, escaped_);
    if (marks.backslashes != 0) backslash_ = block_ + 63 - __builtin_clzll(marks.backslashes);
  }

  struct Marks {
    std::uint64_t quotes, backslashes;
  };
  static Marks marks_of(const char* block) {
    const ByteLanes lanes(block);
    return {.quotes = lanes.equal('"'), .backslashes = lanes.has('\\') ? lanes.equal('\\') : 0};
  }
  // Of fewer than 64 bytes, with blanks behind them.
  [[gnu::noinline]] static Marks last_marks(const char* block, std::size_t bytes) {
    char last[kBlockBytes];
    std::memset(last, ' ', sizeof last);
    if (bytes > 0) std::memcpy(last, block, bytes);
    return marks_of(last);
  }

  const char* at_;
  const char* end_;
  const char* block_;                // the 64 bytes that are looked at
  std::uint64_t quotes_ = 0;         // those of the block that begin or end a string
  std::uint64_t escaped_ = 0;        // 1 when its last byte takes the meaning of the next one away
  const char* backslash_ = nullptr;  // the last one in all blocks so far
};

}  // namespace epitaph::pattern
