#include <algorithm>
#include <numeric>
#include <string>
#include <unordered_map>

#include "logs/insights/commands/commands.h"
#include "logs/insights/commands/shown_columns.h"
#include "logs/insights/execution/runnable_stage.h"

namespace epitaph::logs::insights {
namespace {

struct Sessions {
  std::vector<Expression> identity;
  Slot time;
  double gap_ms = 30.0 * 60 * 1000;
  Slot id;
};

class SessionizeOperator final : public GatheringOperator {
 public:
  SessionizeOperator(const Sessions& sessions, const OperatorSite& site)
      : GatheringOperator(site.run),
        sessions_(sessions),
        fields_(site.fields),
        packer_(site.live) {}

  Result<Flow> push(Row& row) override {
    std::string key;
    for (const Expression& field : sessions_.identity) {
      append_key(evaluate(field, row, run_.query), key);
    }
    Entry entry{.time = row[sessions_.time].to_number().value_or(0), .row = packer_.pack(row)};
    std::size_t bytes = sizeof(Entry) + RowPacker::bytes(entry.row);
    const auto [found, made] = identities_.try_emplace(key, identities_.size());
    if (made) bytes += key.size() + kIdentityBytes;
    EPITAPH_CHECK(run_.memory.take(bytes, "sessionize"));
    entry.identity = found->second;
    entries_.push_back(std::move(entry));
    return Flow::kMore;
  }

 private:
  static constexpr std::size_t kIdentityBytes = 64;
  struct Entry {
    double time = 0;
    std::size_t identity = 0;
    RowPacker::Packed row;
  };

  /// The session of each entry, numbered from 1 in the order in which they began.
  std::vector<std::uint64_t> numbered() const {
    std::vector<std::size_t> by_time(entries_.size());
    std::iota(by_time.begin(), by_time.end(), std::size_t{0});
    std::ranges::stable_sort(by_time, {}, [this](std::size_t i) { return entries_[i].time; });
    struct Open {
      std::uint64_t session = 0;
      double last = 0;
    };
    std::vector<Open> open(identities_.size());
    std::vector<std::uint64_t> sessions(entries_.size());
    std::uint64_t begun = 0;
    for (const std::size_t i : by_time) {
      const Entry& entry = entries_[i];
      Open& now = open[entry.identity];
      if (now.session == 0 || entry.time - now.last > sessions_.gap_ms) now.session = ++begun;
      now.last = entry.time;
      sessions[i] = now.session;
    }
    return sessions;
  }

  Status emit(Operator& into) const override {
    const auto sessions = numbered();
    Row row(fields_);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (run_.stop.stop_requested()) break;
      packer_.unpack(entries_[i].row, row);
      row[sessions_.id] = Value::number(static_cast<double>(sessions[i]));
      EPITAPH_TRY(flow, into.push(row));
      if (flow == Flow::kEnough) break;
    }
    return Done{};
  }

  const Sessions& sessions_;
  const FieldTable& fields_;
  const RowPacker packer_;
  std::unordered_map<std::string, std::size_t> identities_;
  std::vector<Entry> entries_;
};

/// `sessionize f, … [maxspan d] [as a]`: the rows of one identity belong to one session as long as
/// no two of them that follow each other are further apart than `d` (30m). The column, session_id
/// unless it is named, holds the session's number in the order of their beginnings. The rows keep
/// their order.
/// Source: Amazon CloudWatch Logs User Guide, "sessionize".
class SessionizeStage final : public RunnableStage {
 public:
  explicit SessionizeStage(Sessions sessions) : sessions_(std::move(sessions)) {}

  std::string_view command() const override { return "sessionize"; }
  std::unique_ptr<Operator> start(const OperatorSite& site) const override {
    return std::make_unique<SessionizeOperator>(sessions_, site);
  }
  void reads(SlotSet& slots) const override {
    for (const Expression& field : sessions_.identity) slots.add(field);
    slots.add(sessions_.time);
  }
  bool gathers() const override { return true; }

 private:
  const Sessions sessions_;
};

}  // namespace

ParsedStage parse_sessionize(Cursor& cursor, Span keyword) {
  Sessions sessions{};
  EPITAPH_CHECK(read_list(cursor, [&]() -> Parsed<Done> {
    EPITAPH_TRY(field, cursor.parse_field());
    sessions.identity.push_back(std::move(field));
    return Done{};
  }));
  if (cursor.accept_keyword("maxspan")) {
    EPITAPH_TRY(gap, cursor.expect_period());
    sessions.gap_ms = length_ms(gap);
  }
  EPITAPH_TRY(time, cursor.scope().use_column("@timestamp", keyword));
  sessions.time = time;
  EPITAPH_TRY(alias, cursor.parse_alias());
  const FieldName name =
      alias.value_or(FieldName{.name = "session_id", .parts = {"session_id"}, .span = keyword});
  EPITAPH_TRY(id, cursor.scope().define(name.name, name.span));
  sessions.id = id;
  show(shown_columns(cursor), name.name, id);
  return ParsedStage{std::make_unique<SessionizeStage>(std::move(sessions))};
}

}  // namespace epitaph::logs::insights
