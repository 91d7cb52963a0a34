#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

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

/// What was read, or the QueryError in its place.
template <class T>
using Parsed = Result<T, QueryError>;

}  // namespace epitaph::logs::insights
