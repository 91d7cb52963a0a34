#include "pattern/wildcard_score.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <string>

namespace epitaph::pattern {
namespace {

// A byte, or the star.
using Step = int;
constexpr Step kStar = -1;

using Place = std::size_t;
constexpr Place kStart = 0;

// The places that one text can be at, together: sorted.
using Places = std::vector<Place>;

class Automaton {
 public:
  explicit Automaton(std::span<const WildcardEntry> entries) {
    std::set<std::vector<std::string>> seen;  // an entry that is written twice counts once
    for (const WildcardEntry& entry : entries) {
      std::vector<std::string> wildcards;
      for (const Wildcard* wildcard : entry) wildcards.push_back(flat(*wildcard));
      if (!seen.insert(wildcards).second) continue;
      for (const Wildcard* wildcard : entry) add(*wildcard);
      ++entries_;
    }
  }

  // Where a text gets to that is at `from` and goes on with `byte`.
  Places after(const Places& from, Step byte) const {
    Places out;
    for (const Place place : from) {
      if (nodes_[place].star) out.push_back(place);
      const auto next = nodes_[place].next.find(byte);
      if (next == nodes_[place].next.end()) continue;
      out.push_back(next->second);
      // A star takes no characters, too: whoever stands before it is already in it.
      const auto star = nodes_[next->second].next.find(kStar);
      if (star != nodes_[next->second].next.end()) out.push_back(star->second);
    }
    std::ranges::sort(out);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  // The bytes that make a difference to a text that is at `from`, and one that makes none.
  std::set<Step> bytes_after(const Places& from) const {
    constexpr Step kAnyOther = 256;
    std::set<Step> out{kAnyOther};
    for (const Place place : from) {
      for (const auto& [step, next] : nodes_[place].next) {
        if (step != kStar) out.insert(step);
      }
    }
    return out;
  }

  std::size_t weight(const Places& places) const {
    std::size_t sum = 0;
    for (const Place place : places) sum += nodes_[place].entries;
    return sum;
  }

 private:
  struct Node {
    std::map<Step, Place> next;
    bool star = false;
    std::size_t entries = 0;     // how many it can lead to
    std::size_t last_entry = 0;  // the one counted last, so that none counts twice; from 1
  };

  static std::string flat(const Wildcard& wildcard) {
    std::string out;
    for (const std::string& piece : wildcard.pieces()) out += piece + '\0';
    return out;
  }

  void add(const Wildcard& wildcard) {
    Place at = advance(kStart, '"');
    for (std::size_t i = 0; i < wildcard.pieces().size(); ++i) {
      if (i > 0) at = advance(at, kStar);
      for (const char c : wildcard.pieces()[i]) at = advance(at, static_cast<unsigned char>(c));
    }
    advance(at, '"');
  }

  Place advance(Place from, Step step) {
    const auto [found, made] = nodes_[from].next.try_emplace(step, nodes_.size());
    const Place place = found->second;
    if (made) nodes_.emplace_back();
    Node& node = nodes_[place];
    node.star = step == kStar;
    if (node.last_entry != entries_ + 1) {
      node.last_entry = entries_ + 1;
      ++node.entries;
    }
    return place;
  }

  std::vector<Node> nodes_{1};
  std::size_t entries_ = 0;
};

}  // namespace

std::size_t wildcard_score(std::span<const WildcardEntry> entries) {
  if (entries.empty()) return 0;
  const Automaton automaton(entries);
  std::size_t score = 0;
  std::set<Places> seen;
  std::queue<Places> waiting;
  waiting.push(automaton.after({kStart}, '"'));
  while (!waiting.empty()) {
    const Places here = std::move(waiting.front());
    waiting.pop();
    score = std::max(score, automaton.weight(here));
    if (score > kWildcardScoreMax) return score;
    for (const Step byte : automaton.bytes_after(here)) {
      Places there = automaton.after(here, byte);
      if (there.empty() || !seen.insert(there).second) continue;
      if (seen.size() > kWildcardStatesMax) return kWildcardScoreMax + 1;
      waiting.push(std::move(there));
    }
  }
  return score;
}

}  // namespace epitaph::pattern
