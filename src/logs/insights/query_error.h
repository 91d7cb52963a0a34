#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace epitaph::logs::insights {

/// A piece of the query's text, in bytes: [begin, end).
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Why a text is no query, told as MalformedQueryException tells it in its queryCompileError.
/// Offsets count UTF-16 units of the query from 0, because AWS's parser is written in Java; the end
/// is exclusive.
struct QueryError {
  std::string message;
  std::size_t start_char_offset = 0;
  std::size_t end_char_offset = 0;
};

/// An error about `span` of `query`, in words of its own.
QueryError query_error(std::string_view query, Span span, std::string message);

/// `unexpected symbol found <tok> at line L and position P`: lines from 1, positions from 0,
/// `<EOF>` where the query is over. Source: reference cloudwatch-logs.md, 5.6.
QueryError unexpected_symbol(std::string_view query, Span span);

/// The same about the word at `span`, with AWS's reason behind it where one helps:
/// `unexpected symbol found foo at line 1 and position 9: <reason>`.
QueryError unexpected_symbol(std::string_view query, Span span, std::string_view reason);

/// What was read, or the QueryError in its place: Result<T>, with an error that has a position.
/// EPITAPH_TRY and EPITAPH_CHECK work with it.
template <class T>
class [[nodiscard]] Parsed {
 public:
  // NOLINTBEGIN(google-explicit-constructor): `return value;` and `return error;` are the point.
  Parsed(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Parsed(QueryError error) : state_(std::in_place_index<1>, std::move(error)) {}
  // NOLINTEND(google-explicit-constructor)
  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  T& operator*() & { return std::get<0>(state_); }
  const T& operator*() const& { return std::get<0>(state_); }
  T&& operator*() && { return std::get<0>(std::move(state_)); }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }
  const QueryError& error() const& { return std::get<1>(state_); }
  QueryError&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, QueryError> state_;
};

}  // namespace epitaph::logs::insights
