#include "intake/batch.h"

#include <utility>

#include "base/overloaded.h"
#include "intake/json_splitter.h"

namespace epitaph::intake {
namespace {

/// An event is at most kEventBytesMax in its canonical form; white space and the escapes of a log
/// event's message may make its item some times as long.
constexpr std::size_t kItemBytesMax = 8 * kEventBytesMax;

}  // namespace

Batch read_batch(std::string_view body) {
  Batch batch;
  std::size_t index = 0;
  const auto keep = Overloaded{[&](Event&& event) { batch.events.push_back(std::move(event)); },
                               [&](Description&& described) {
                                 batch.descriptions.push_back({index - 1, std::move(described)});
                               }};
  JsonSplitter splitter{kItemBytesMax, [&](const Item& item) {
                          const auto at = index++;
                          if (!item.fault.empty()) {
                            batch.rejected.push_back({at, std::string{item.fault}});
                          } else if (auto reading = read_item(item)) {
                            std::visit(keep, *std::move(reading));
                          } else {
                            batch.rejected.push_back({at, reading.error().message});
                          }
                        }};
  splitter.feed(body);
  splitter.finish();
  return batch;
}

boost::json::array to_json(const std::vector<Rejection>& rejected) {
  boost::json::array out;
  for (const auto& [index, error] : rejected) out.push_back({{"index", index}, {"error", error}});
  return out;
}

}  // namespace epitaph::intake
