#include "storage/rocksdb/documents.h"

#include "storage/rocksdb/bytes.h"

namespace epitaph::storage::rocks {

namespace {

Result<Document> to_document(DocumentKey key, std::string_view value) {
  ByteReader in(value);
  Document document{.key = std::move(key), .text = {}, .revision = in.u64()};
  if (!in.ok()) return bad_row("documents");
  document.text = in.rest();
  return document;
}

Result<DocumentKey> decode_document_key(std::string_view key) {
  std::string parts[3];
  for (std::string& part : parts) {
    const std::size_t end = key.find('\0');
    if (end == std::string_view::npos) return bad_row("documents");
    part = key.substr(0, end);
    key.remove_prefix(end + 1);
  }
  return DocumentKey{.kind = std::move(parts[0]),
                     .scope = {.account = std::move(parts[1]), .region = std::move(parts[2])},
                     .name = std::string(key)};
}

std::string prefix_of(std::string_view kind, const std::optional<Scope>& scope) {
  if (scope) return document_key({.kind = std::string(kind), .scope = *scope, .name = ""});
  return std::string(kind) + '\0';
}

}  // namespace

Result<std::optional<Document>> read_document(const Database& database, const DocumentKey& key) {
  EPITAPH_TRY(value, database.get(Family::kDocuments, document_key(key)));
  if (!value) return std::optional<Document>{};
  EPITAPH_TRY(document, to_document(key, *value));
  return std::optional{std::move(document)};
}

Result<std::vector<Document>> list_documents(const Database& database, std::string_view kind,
                                             const std::optional<Scope>& scope) {
  std::vector<Document> documents;
  RangeWalk walk(database, Family::kDocuments, KeyRange::of_prefix(prefix_of(kind, scope)));
  for (walk.seek_first(); walk.valid(); walk.next()) {
    EPITAPH_TRY(key, decode_document_key(walk.key()));
    EPITAPH_TRY(document, to_document(std::move(key), walk.value()));
    documents.push_back(std::move(document));
  }
  EPITAPH_CHECK(walk.status());
  return documents;
}

}  // namespace epitaph::storage::rocks
