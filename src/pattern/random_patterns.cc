#include "pattern/random_patterns.h"

#include <array>
#include <iterator>
#include <string_view>

#include <fmt/format.h>

namespace epitaph::pattern {
namespace {

constexpr int kDepthMax = 3;

// The first ones are plain; the others lead to the same paths by other ways.
constexpr std::size_t kPlainKeys = 6;
constexpr std::array<std::string_view, 11> kKeys = {
    "a", "b", "c", "d", "containers-of-a-task", "é", "a.b", "a.b.c", "", "\\u0061", "b."};

constexpr std::array<std::string_view, 26> kStrings = {"",
                                                       "x",
                                                       "xy",
                                                       "xyz",
                                                       "XY",
                                                       "yx",
                                                       "zyx",
                                                       "xxyxx",
                                                       "10.0.0.1",
                                                       "10.0.0.01",
                                                       "10.0.0.300",
                                                       "::1",
                                                       "0:0::1",
                                                       "::ffff:a00:1",
                                                       "straße",
                                                       "STRASSE",
                                                       "Straße",
                                                       "\\u0078y",
                                                       "a*b",
                                                       "a\\\"b",
                                                       "\\\\",
                                                       "İx",
                                                       "K",
                                                       "😀",
                                                       "service:checkout-api-00012",
                                                       "service:Checkout-web-00013"};

constexpr std::array<std::string_view, 19> kNumbers = {"0",
                                                       "-0",
                                                       "0.0",
                                                       "1",
                                                       "1.0",
                                                       "1e0",
                                                       "2",
                                                       "300",
                                                       "3e2",
                                                       "3.0E+2",
                                                       "0.1",
                                                       "1e-1",
                                                       "-5.5",
                                                       "9007199254740992",
                                                       "9007199254740993",
                                                       "1e400",
                                                       "123456789012345678901234",
                                                       "-122.42916360922355",
                                                       "0.30000000000000004"};

constexpr std::array<std::string_view, 12> kWildcards = {
    "*",      "x*",  "*x", "*y*", "x*z", "*x*x", "a\\\\*b", "*-api-*", "service:*-00013",
    "*00012", "*ß*", "xy"};

constexpr std::array<std::string_view, 9> kBlocks = {"10.0.0.0/8", "10.0.0.0/24",   "10.0.0.1/31",
                                                     "0.0.0.0/0",  "::/0",          "::/8",
                                                     "::1/127",    "2001:db8::/32", "10.1.0.0/16"};

std::string in_quotes(std::string_view text) { return fmt::format("\"{}\"", text); }

std::string joined(const std::string& sum, const std::string& more) {
  return sum.empty() ? more : sum + "," + more;
}

}  // namespace

template <class List>
std::string RandomPatterns::pick(const List& list) {
  return std::string(list[below_(static_cast<std::uint32_t>(std::size(list)))]);
}

// Mostly one of a few, so that patterns and events meet.
std::string RandomPatterns::key() {
  return std::string(kKeys[below_(one_in(3) ? static_cast<std::uint32_t>(kKeys.size()) : 3)]);
}

std::string RandomPatterns::pattern() { return pattern_object(0); }

std::string RandomPatterns::pattern_object(int depth) {
  std::string members;
  const std::uint32_t count = 1 + below_(2);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (depth < kDepthMax && one_in(8)) {
      members = joined(members, relationship(depth));
      continue;
    }
    const bool below = depth < kDepthMax && one_in(3);
    members = joined(members, fmt::format("{}:{}", in_quotes(key()),
                                          below ? pattern_object(depth + 1) : conditions()));
  }
  return fmt::format("{{{}}}", members);
}

std::string RandomPatterns::relationship(int depth) {
  std::string branches;
  const std::uint32_t count = 2 + below_(2);
  for (std::uint32_t i = 0; i < count; ++i) {
    branches = joined(branches, pattern_object(depth + 1));
  }
  return fmt::format("\"$or\":[{}]", branches);
}

std::string RandomPatterns::conditions() {
  std::string list = condition();
  while (one_in(3)) list = joined(list, condition());
  return fmt::format("[{}]", list);
}

std::string RandomPatterns::condition() {
  switch (below_(16)) {
    case 0:
    case 1:
    case 2:
      return in_quotes(pick(kStrings));
    case 3:
      return pick(kNumbers);
    case 4:
      return pick(std::array<std::string_view, 3>{"true", "false", "null"});
    case 5:
      return fmt::format(R"({{"exists":{}}})", one_in(2) ? "true" : "false");
    case 6:
      return fmt::format(R"({{"prefix":"{}"}})", pick(kStrings));
    case 7:
      return fmt::format(R"({{"suffix":"{}"}})", pick(kStrings));
    case 8:
      return fmt::format(R"({{"{}":{{"equals-ignore-case":"{}"}}}})",
                         one_in(2) ? "prefix" : "suffix", pick(kStrings));
    case 9:
      return fmt::format(R"({{"equals-ignore-case":"{}"}})", pick(kStrings));
    case 10:
    case 11:
      return fmt::format(R"({{"wildcard":"{}"}})", pick(kWildcards));
    case 12:
      return numeric();
    case 13:
      return fmt::format(R"({{"cidr":"{}"}})", pick(kBlocks));
    case 14:
      return fmt::format(R"({{"exactly":"{}"}})", pick(kStrings));
    default:
      return anything_but();
  }
}

std::string RandomPatterns::text_list() {
  std::string list = in_quotes(pick(kStrings));
  while (one_in(2)) list = joined(list, in_quotes(pick(kStrings)));
  return fmt::format("[{}]", list);
}

std::string RandomPatterns::anything_but() {
  constexpr std::array<std::string_view, 3> kInner = {"prefix", "suffix", "equals-ignore-case"};
  switch (below_(5)) {
    case 0:
      return fmt::format(R"({{"anything-but":{}}})", text_list());
    case 1:
      return fmt::format(R"({{"anything-but":[{},{}]}})", pick(kNumbers), pick(kNumbers));
    case 2:
      return fmt::format(R"({{"anything-but":{{"wildcard":"{}"}}}})", pick(kWildcards));
    case 3:
      return fmt::format(R"({{"anything-but":"{}"}})", pick(kStrings));
    default:
      return fmt::format(R"({{"anything-but":{{"{}":{}}}}})", pick(kInner), text_list());
  }
}

std::string RandomPatterns::numeric() {
  constexpr std::array<std::string_view, 5> kOperators = {"=", "<", "<=", ">", ">="};
  if (one_in(3)) {
    return fmt::format(R"({{"numeric":["{}",{},"{}",{}]}})", one_in(2) ? ">" : ">=", pick(kNumbers),
                       one_in(2) ? "<" : "<=", pick(kNumbers));
  }
  return fmt::format(R"({{"numeric":["{}",{}]}})", pick(kOperators), pick(kNumbers));
}

std::string RandomPatterns::event(bool once) { return event_object(0, once); }

std::string RandomPatterns::event_object(int depth, bool once) {
  std::string members;
  if (once) {
    for (std::size_t key = 0; key < kPlainKeys; ++key) {
      if (one_in(3)) continue;
      members =
          joined(members, fmt::format("{}:{}", in_quotes(kKeys[key]), event_value(depth, once)));
    }
  } else {
    const std::uint32_t count = below_(5);
    for (std::uint32_t i = 0; i < count; ++i) {
      members = joined(members, fmt::format("{}{} : {}", one_in(4) ? "\n" : "", in_quotes(key()),
                                            event_value(depth, once)));
    }
  }
  return fmt::format("{{{}}}", members);
}

std::string RandomPatterns::event_value(int depth, bool once) {
  if (depth < kDepthMax && one_in(3)) return event_object(depth + 1, once);
  if (depth < kDepthMax && one_in(3)) {
    std::string elements;
    const std::uint32_t count = below_(4);
    for (std::uint32_t i = 0; i < count; ++i) {
      elements = joined(elements, event_value(depth + 1, once));
    }
    return fmt::format("[{}{}]", one_in(4) ? " " : "", elements);
  }
  return scalar();
}

std::string RandomPatterns::scalar() {
  switch (below_(5)) {
    case 0:
      return pick(kNumbers);
    case 1:
      return pick(std::array<std::string_view, 3>{"true", "false", "null"});
    default:
      return in_quotes(pick(kStrings));
  }
}

}  // namespace epitaph::pattern
