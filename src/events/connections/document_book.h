#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "aws/error.h"
#include "base/result.h"
#include "model/arn.h"
#include "storage/storage.h"

namespace epitaph::events {

/// The documents of one kind, each of a name in an account and region: Connection, ApiDestination.
/// Nothing is kept in memory: every call reads the store, so whatever another call or node changed
/// is seen at once. Changes are optimistic: read, decide, commit if it still is what was read, else
/// again. Safe from any thread; blocks on the store, which must outlive it.
///
/// `Item` has scope, name, id, kKind, and, found beside it, to_json() and parse_document().
template <class Item>
class DocumentBook {
 public:
  explicit DocumentBook(storage::Storage& storage) : storage_(storage) {}

  Result<std::optional<Item>> find(const Scope& scope, std::string_view name) const {
    EPITAPH_TRY(document, storage_.read_document(key(scope, name)));
    if (!document) return std::optional<Item>{};
    EPITAPH_TRY(item, parse_document(document->text, static_cast<const Item*>(nullptr)));
    return std::optional<Item>{std::move(item)};
  }

  /// The item that `arn:P:events:R:A:KIND/NAME/UUID` means; nullopt when there is none, or it is
  /// another than the one of that UUID.
  Result<std::optional<Item>> find_arn(std::string_view arn) const {
    const auto parts = parse_arn(arn);
    const auto prefix = std::string{Item::kKind} + "/";
    if (!parts || parts->service != "events" || !parts->resource.starts_with(prefix)) {
      return std::optional<Item>{};
    }
    const auto rest = parts->resource.substr(prefix.size());
    EPITAPH_TRY(item, find({std::string{parts->account}, std::string{parts->region}},
                           rest.substr(0, rest.find('/'))));
    if (item && item->arn() != arn) return std::optional<Item>{};
    return std::move(item);
  }

  /// By name. Errors: kCorrupt when one cannot be read.
  Result<std::vector<Item>> list(const std::optional<Scope>& scope) const {
    EPITAPH_TRY(documents, storage_.list_documents(Item::kKind, scope));
    std::vector<Item> items;
    items.reserve(documents.size());
    for (const auto& document : documents) {
      EPITAPH_TRY(item, parse_document(document.text, static_cast<const Item*>(nullptr)));
      items.push_back(std::move(item));
    }
    return items;
  }

  /// What is to become of the item, or of there being none; may be called again.
  using Change = std::function<aws::Verdict(std::optional<Item>& item)>;

  /// Errors: those of `change`; ConcurrentModificationException after kAttemptsMax lost races.
  aws::Verdict change(const Scope& scope, std::string_view name, const Change& change) const {
    for (int attempt = 0; attempt < kAttemptsMax; ++attempt) {
      EPITAPH_TRY(document, storage_.read_document(key(scope, name)));
      std::optional<Item> item;
      if (document) {
        EPITAPH_TRY(parsed, parse_document(document->text, static_cast<const Item*>(nullptr)));
        item = std::move(parsed);
      }
      EPITAPH_CHECK(change(item));
      storage::Commit commit;
      storage::DocumentRow row{.key = key(scope, name), .text = {}, .expected = 0};
      if (document) row.expected = document->revision;
      if (item) row.text = boost::json::serialize(to_json(*item));
      commit.documents.push_back(std::move(row));
      const auto committed = storage_.commit(std::move(commit));
      if (!committed && committed.error().kind == ErrorKind::kConflict) continue;
      EPITAPH_CHECK(committed);
      return Done{};
    }
    return aws::ApiError{
        .type = "ConcurrentModificationException",
        .message = fmt::format("{} is being changed by others at the same time.", name)};
  }

  static constexpr int kAttemptsMax = 20;

 private:
  static storage::DocumentKey key(const Scope& scope, std::string_view name) {
    return {.kind = std::string{Item::kKind}, .scope = scope, .name = std::string{name}};
  }

  storage::Storage& storage_;
};

}  // namespace epitaph::events
