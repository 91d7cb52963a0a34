// src/pattern/alternatives.h
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace epitaph::pattern {

/// What each combination of "$or" branches asks for, while a pattern is read. Begins with one that
/// asks for nothing.
///
/// Paths and leaves are numbers here, given by the parser: a thousand alternatives of hundreds of
/// fields each have to be copied when another "$or" begins.
class Alternatives {
 public:
  struct Field {
    std::uint32_t path;
    std::uint32_t leaf;
  };
  using Fields = std::vector<Field>;  // by path, none twice

  /// From here on every alternative asks for this leaf at its path, whatever it asked for before.
  void set(const Field& field);

  /// Adds those of another branch.
  void append(Alternatives&& branch);

  std::size_t size() const { return all_.size(); }
  const std::vector<Fields>& all() const { return all_; }

  /// None at all, for branches to be appended to.
  static Alternatives none();

 private:
  std::vector<Fields> all_{1};
};

}  // namespace epitaph::pattern
