#pragma once

namespace epitaph::logs::insights {

/// One command of a query, parsed. What it does to rows is for the folder's execution to say.
class Stage {
 public:
  virtual ~Stage() = default;
};

}  // namespace epitaph::logs::insights
