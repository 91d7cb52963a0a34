// src/pattern/random_patterns.h
#pragma once
#include <cstdint>
#include <functional>
#include <string>

namespace epitaph::pattern {

/// Patterns and events made up for tests and fuzzing. Keys and values are few and alike, so that
/// patterns match some events and narrowly miss others; every operator, escape, kind of number and
/// shape of array comes up.
class RandomPatterns {
 public:
  /// A number below the one given, at random or as a fuzzer wants it.
  using Below = std::function<std::uint32_t(std::uint32_t)>;

  explicit RandomPatterns(Below below) : below_(std::move(below)) {}

  /// The text of a pattern; a few are refused.
  std::string pattern();
  /// The text of an event. With `once` no two ways in it lead to one path.
  std::string event(bool once);

 private:
  bool one_in(std::uint32_t n) { return below_(n) == 0; }
  template <class List>
  std::string pick(const List& list);

  std::string key();
  std::string pattern_object(int depth);
  std::string relationship(int depth);
  std::string conditions();
  std::string condition();
  std::string anything_but();
  std::string numeric();
  std::string text_list();

  std::string event_object(int depth, bool once);
  std::string event_value(int depth, bool once);
  std::string scalar();

  Below below_;
};

}  // namespace epitaph::pattern
