#pragma once
#include <exception>
#include <string_view>
#include <type_traits>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/result.h"
#include "storage/storage.h"

namespace epitaph::storage {

/// What `read` makes of a document whose text is a JSON object. `read` may throw, as Boost.JSON's
/// `at` and `to_number` do where something else was expected; the object holds until it returns.
/// Errors: kCorrupt, "`what` NAME: its document cannot be read: …".
template <class Read>
auto read_json(const Document& document, std::string_view what, Read read)
    -> Result<std::invoke_result_t<Read, const boost::json::object&>> {
  try {
    const auto value = boost::json::parse(document.text);
    return read(value.as_object());
  } catch (const std::exception& fault) {
    return Error{ErrorKind::kCorrupt, fmt::format("{} {}: its document cannot be read: {}", what,
                                                  document.key.name, fault.what())};
  }
}

}  // namespace epitaph::storage
