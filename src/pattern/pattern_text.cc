#include "pattern/pattern_text.h"

#include <utility>

namespace epitaph::pattern {

std::nullopt_t PatternText::refuse(std::string reason) {
  if (!error_) {
    error_ = PatternError{.reason = broken() ? fault() : std::move(reason),
                          .location = location_after(json(), offset()),
                          .location_twice = false,
                          .source = quote_source(json())};
  }
  return std::nullopt;
}

std::nullopt_t PatternText::refuse_in_list(std::string reason) {
  if (!error_) {
    refuse(std::move(reason));
    error_->location_twice = true;
  }
  return std::nullopt;
}

std::nullopt_t PatternText::refuse_without_place(std::string reason) {
  if (broken()) return refuse({});
  if (!error_) {
    error_ = PatternError{
        .reason = std::move(reason), .location = {}, .location_twice = false, .source = {}};
  }
  return std::nullopt;
}

bool PatternText::expect(Token wanted, std::string_view reason) {
  if (next() == wanted) return true;
  refuse(std::string(reason));
  return false;
}

}  // namespace epitaph::pattern
