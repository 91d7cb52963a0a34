#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace epitaph::logs::insights {

/// The part of XPath that finds one value in a log line:
///   path = ( "/" | "//" ) step { ( "/" | "//" ) step } [ "/@" name | "/text()" ]
///   step = ( name | "*" ) [ "[" number "]" ]
/// Names are compared as written, prefix included. Without a slash in front, the path may begin at
/// any element.
///
/// Reads hostile text: in one pass, without recursion, and without expanding what a document type
/// declares. An element deeper than kDepthMax is not found.
class XmlPath {
 public:
  static constexpr std::size_t kDepthMax = 256;
  static constexpr std::size_t kStepsMax = 32;

  /// Errors: kInvalid when the path is none of the above.
  static Result<XmlPath> compile(std::string_view path);

  /// The text of the first element (or attribute) that the path leads to, entities resolved; of an
  /// element with all that is inside it. nullopt when there is none, or the text breaks off before.
  std::optional<std::string> find(std::string_view xml) const;

 private:
  friend class XmlWalk;
  struct Step {
    std::string name;  ///< "*": any
    bool anywhere = false;
    std::uint32_t index = 0;  ///< from 1; 0: any
  };

  std::vector<Step> steps_;
  std::string attribute_;  ///< empty: the element's text
};

}  // namespace epitaph::logs::insights
