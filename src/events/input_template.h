#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace epitaph::events {

/// The template of an InputTransformer, taken apart:
///
///   template    = ( literal | placeholder )*
///   placeholder = "<" name ">", name of letters, digits and `._-`; `\<` is a plain `<`
///
/// A template is a JSON one when it begins with `{` (blanks before it do not count), and a text one
/// otherwise. Every text is a template. The views point into the text parsed.
/// Source: reference eventbridge.md, 7.
struct InputTemplate {
  struct Part {
    std::string_view text;  ///< of a placeholder its name, without the brackets
    bool is_placeholder = false;
    bool in_quotes = false;  ///< whether it lies within a string of the template
  };

  static InputTemplate parse(std::string_view text);

  bool is_json = false;
  std::vector<Part> parts;
};

}  // namespace epitaph::events
