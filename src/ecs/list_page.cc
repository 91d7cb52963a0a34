#include "ecs/list_page.h"

#include <algorithm>

#include "aws/input.h"
#include "ecs/refusals.h"
#include "logs/page_token.h"

namespace epitaph::ecs {

const aws::Shape& max_results_shape() {
  static const aws::Shape kShape = aws::integer().range(1, 100);
  return kShape;
}

const aws::Shape& next_token_shape() {
  static const aws::Shape kShape = aws::string();
  return kShape;
}

void ListPage::finish(boost::json::object& output) const {
  if (next_token) output["nextToken"] = *next_token;
}

std::string list_token(std::string_view listing, std::string_view last) {
  return logs::page_token(listing, last);
}

aws::Outcome<std::optional<std::string>> token_of(const aws::Call& call, std::string_view listing) {
  const auto token = aws::optional_text(call.input, "nextToken");
  if (!token) return std::optional<std::string>{};
  auto last = logs::parse_page_token(listing, *token);
  if (!last) return invalid_next_token();
  return last;
}

std::size_t max_results_of(const aws::Call& call, std::size_t otherwise) {
  const auto given = aws::optional_number(call.input, "maxResults");
  return given ? static_cast<std::size_t>(*given) : otherwise;
}

aws::Outcome<ListPage> page_of(const aws::Call& call, std::string_view listing,
                               std::vector<std::string> keys, std::size_t max_results,
                               bool descending) {
  EPITAPH_TRY(last, token_of(call, listing));
  if (last) {
    std::erase_if(keys, [&](const auto& key) { return descending ? key >= *last : key <= *last; });
  }
  ListPage page;
  if (keys.size() > max_results) {
    keys.resize(max_results);
    page.next_token = list_token(listing, keys.back());
  }
  page.keys = std::move(keys);
  return page;
}

}  // namespace epitaph::ecs
