// src/pattern/condition.h
#pragma once
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "pattern/address.h"
#include "pattern/cidr.h"
#include "pattern/folded_text.h"
#include "pattern/value.h"
#include "pattern/wildcard.h"

// What a pattern may ask of a single value, a type for each way to ask. All are immutable values
// and can be compared, so that equal ones can be shared. Only numbers match numbers, and only
// strings all else that looks at text.
namespace epitaph::pattern {

/// "text", when it is no address, and {"exactly": "text"}.
struct EqualsString {
  std::string text;
  bool operator==(const EqualsString&) const = default;
};

/// "10.0.0.1": text that is an address accepts every other way to write the same one.
struct EqualsAddress {
  Address address;
  bool operator==(const EqualsAddress&) const = default;
};

/// 5 accepts 5.0 and 5e0; a number that cannot be compared accepts its own spelling alone.
struct EqualsNumber {
  std::string spelling;
  std::optional<double> value;
  bool operator==(const EqualsNumber&) const = default;
};

/// true, false, null.
struct EqualsLiteral {
  Value::Kind kind;
  bool operator==(const EqualsLiteral&) const = default;
};

/// {"prefix": "text"}; an empty one accepts every string, as an empty suffix does.
struct Prefix {
  std::string text;
  bool operator==(const Prefix&) const = default;
};

/// {"suffix": "text"}.
struct Suffix {
  std::string text;
  bool operator==(const Suffix&) const = default;
};

/// {"equals-ignore-case": "text"}.
struct EqualsIgnoreCase {
  FoldedText text;
  bool operator==(const EqualsIgnoreCase&) const = default;
};

/// {"prefix": {"equals-ignore-case": "text"}}.
struct PrefixIgnoreCase {
  FoldedText text;
  bool operator==(const PrefixIgnoreCase&) const = default;
};

/// {"suffix": {"equals-ignore-case": "text"}}.
struct SuffixIgnoreCase {
  FoldedText text;
  bool operator==(const SuffixIgnoreCase&) const = default;
};

/// {"numeric": [">", 1, "<=", 5]}; "=" is a range of which both ends are the number.
struct NumericRange {
  struct Bound {
    double value;
    bool inclusive;
    bool operator==(const Bound&) const = default;
  };
  std::optional<Bound> lower, upper;
  bool operator==(const NumericRange&) const = default;
};

/// What can be asked of a value by itself, and so also be refused by anything-but. The grammar lets
/// only some in there: strings, numbers, prefix, suffix, equals-ignore-case, wildcard.
using ValueTest = std::variant<EqualsString, EqualsAddress, EqualsNumber, EqualsLiteral, Prefix,
                               Suffix, EqualsIgnoreCase, PrefixIgnoreCase, SuffixIgnoreCase,
                               Wildcard, NumericRange, Cidr>;

/// {"anything-but": ...}: a value of any type that none of the tests accepts. The field must be
/// there.
struct AnythingBut {
  std::vector<ValueTest> refused;
  bool operator==(const AnythingBut&) const = default;
};

/// {"exists": true}: any value, null as well.
struct Exists {
  bool operator==(const Exists&) const = default;
};

/// {"exists": false}. Accepts no value: it is the only condition on a field as a whole.
struct Absent {
  bool operator==(const Absent&) const = default;
};

using Condition = std::variant<ValueTest, AnythingBut, Exists, Absent>;

bool accepts(const ValueTest& test, const Value& value);
bool accepts(const Condition& condition, const Value& value);

}  // namespace epitaph::pattern
