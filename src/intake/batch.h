#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "intake/read_item.h"
#include "model/event.h"

namespace epitaph::intake {

/// An item that is nothing of what read_item() takes, by its place among the items of its request,
/// from 0.
struct Rejection {
  std::size_t index = 0;
  std::string error;
};

/// A description, likewise by its place.
struct IndexedDescription {
  std::size_t index = 0;
  Description description;
};

/// What one request brought in.
struct Batch {
  std::vector<Event> events;
  std::vector<IndexedDescription> descriptions;
  std::vector<Rejection> rejected;
};

/// Reads a request's body in any arrangement of JsonSplitter.
Batch read_batch(std::string_view body);

/// [{"index", "error"}]
boost::json::array to_json(const std::vector<Rejection>& rejected);

}  // namespace epitaph::intake
