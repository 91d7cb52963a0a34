#include "ledger/holds.h"

#include <algorithm>

#include <boost/json.hpp>

#include "base/overloaded.h"
#include "base/time_text.h"
#include "ledger/json_members.h"

namespace epitaph::ledger {
namespace {

namespace json = boost::json;

constexpr std::string_view kHoldKind = "ledger-hold";

storage::DocumentKey document_key(const Held& what) {
  storage::DocumentKey key{.kind = std::string{kHoldKind}, .scope = {}, .name = {}};
  std::visit(Overloaded{[&key](const TaskArn& task) {
                          key.scope = task.scope();
                          key.name = task.text();
                        },
                        [&key](const ServiceKey& service) {
                          key.scope = service.scope;
                          key.name = service.cluster + "/" + service.service;
                        }},
             what);
  return key;
}

Result<Held> parse_key(const storage::DocumentKey& key) {
  if (auto task = TaskArn::parse(key.name)) return Held{*std::move(task)};
  const auto slash = key.name.find('/');
  if (slash == std::string::npos) {
    return Error{ErrorKind::kCorrupt, "ledger-hold: neither a task nor a service"};
  }
  return Held{ServiceKey{key.scope, key.name.substr(0, slash), key.name.substr(slash + 1)}};
}

}  // namespace

Status place_hold(storage::Storage& store, const Hold& hold) {
  if (hold.reason.empty()) return Error{ErrorKind::kInvalid, "reason is missing"};
  const json::object text{{"reason", hold.reason},
                          {"placedBy", hold.placed_by},
                          {"placedAt", format_rfc3339(hold.placed_at)}};
  storage::Commit commit;
  commit.documents.push_back(
      {.key = document_key(hold.what), .text = json::serialize(text), .expected = 0});
  auto written = store.commit(std::move(commit));
  if (!written && written.error().kind == ErrorKind::kConflict) {
    return Error{ErrorKind::kConflict, document_key(hold.what).name + " is held already"};
  }
  EPITAPH_CHECK(std::move(written));
  return Done{};
}

Status lift_hold(storage::Storage& store, const Held& what) {
  const auto key = document_key(what);
  EPITAPH_TRY(document, store.read_document(key));
  if (!document) return Error{ErrorKind::kNotFound, key.name + " is not held"};
  storage::Commit commit;
  commit.documents.push_back({.key = key, .text = std::nullopt});
  EPITAPH_CHECK(store.commit(std::move(commit)));
  return Done{};
}

Result<std::vector<Hold>> list_holds(storage::Storage& store) {
  EPITAPH_TRY(documents, store.list_documents(kHoldKind, std::nullopt));
  std::vector<Hold> holds;
  for (const auto& document : documents) {
    EPITAPH_TRY(what, parse_key(document.key));
    const auto text = parse_object(document.text);
    holds.push_back({.what = std::move(what),
                     .reason = text_member(text, "reason"),
                     .placed_by = text_member(text, "placedBy"),
                     .placed_at = time_member(text, "placedAt").value_or(Timestamp{})});
  }
  return holds;
}

bool HeldNames::holds(const ServiceKey& service) const {
  if (!service.cluster.empty()) return services.contains(service);
  return std::ranges::any_of(services, [&](const ServiceKey& held) {
    return held.scope == service.scope && held.service == service.service;
  });
}

Result<HeldNames> read_held_names(storage::Storage& store) {
  EPITAPH_TRY(holds, list_holds(store));
  HeldNames held;
  for (auto& hold : holds) {
    std::visit(Overloaded{[&held](TaskArn& task) { held.tasks.insert(task.text()); },
                          [&held](ServiceKey& key) { held.services.insert(std::move(key)); }},
               hold.what);
  }
  return held;
}

}  // namespace epitaph::ledger
