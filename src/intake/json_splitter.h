#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace epitaph::intake {

/// One JSON value out of a stream, or what stands where one should.
struct Item {
  std::string_view text;   ///< holds during the call only
  std::string_view list;   ///< the member of an answer that it came out of: `events`; else empty
  std::uint64_t line = 0;  ///< where it begins, the first line being 1
  std::string_view fault;  ///< why it is no item; empty for a good one
};

/// Cuts a stream of JSON into items, whatever its arrangement:
///   one value, pretty-printed or compact      one item
///   values one after the other, NDJSON        an item each
///   an array                                  an item an element
///   {…, "events": [ … ], …}                   an item an element: the answer of `aws logs
///                                             get-log-events` or `filter-log-events`; likewise
///                                             `tasks` and `services`, as `aws ecs describe-tasks`
///                                             and `describe-services` give
/// Any of these may follow one another. It looks at brackets and strings only; whether an item is
/// good JSON is for its reader to say.
///
/// Bounded: no more than one item is held, and an item over `item_bytes_max` is given up as a
/// fault. A value that never ends does not take the rest with it: a line that begins with `{`
/// begins anew.
class JsonSplitter {
 public:
  using Sink = std::function<void(const Item&)>;

  JsonSplitter(std::size_t item_bytes_max, Sink sink);

  /// Takes the next bytes; items that they complete go to the sink.
  void feed(std::string_view bytes);
  /// The stream has ended; what is left half is a fault.
  void finish();

 private:
  /// What stands around the items: nothing, an array, or a list of an answer.
  enum class Around { kNothing, kArray, kAnswer };
  enum class State { kBetween, kValue, kString, kEscape };

  void take(char c);
  void take_between(char c);
  void take_in_value(char c);
  void take_in_string(char c);
  void begin_item(char c);
  void end_item();
  void enter_answer();
  void give_up(std::string_view fault);
  void keep(char c);
  bool ends_scalar(char c) const;
  bool begins_anew(char c) const;

  std::size_t item_bytes_max_;
  Sink sink_;
  State state_ = State::kBetween;
  Around around_ = Around::kNothing;
  std::string item_;
  std::string brackets_;      // those of the item that are open
  bool dropped_ = false;      // the item is nobody's: too long, or the rest of an answer
  std::string last_string_;   // the last member name of an outermost object, cut short
  std::string_view list_;     // of the answer that the items come out of
  std::string_view opening_;  // `"events":` came last, which makes an array the list of that name
  std::uint64_t line_ = 1;
  std::uint64_t item_line_ = 1;
  std::size_t column_ = 0;  // of the character being taken; 0 begins a line
  bool item_begins_line_ = false;
};

}  // namespace epitaph::intake
