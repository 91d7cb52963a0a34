#pragma once
#include <atomic>
#include <cstddef>
#include <utility>

namespace epitaph::http {

/// How many bytes of request bodies may be in memory at once, over all connections: without it ten
/// thousand connections could bring sixteen megabytes each. Safe from any thread.
class BodyBudget {
 public:
  explicit BodyBudget(std::size_t bytes_max) : bytes_max_(bytes_max) {}

  std::size_t held() const { return held_.load(std::memory_order_relaxed); }

  /// One body's share, given back when it goes. The budget outlives it.
  class Share {
   public:
    explicit Share(BodyBudget& budget) : budget_(&budget) {}
    Share(Share&& other) noexcept
        : budget_(other.budget_), bytes_(std::exchange(other.bytes_, 0)) {}
    Share& operator=(Share&&) = delete;
    ~Share() { budget_->held_.fetch_sub(bytes_, std::memory_order_relaxed); }

    /// Makes the share `bytes` large; false, and unchanged, when there is not so much left.
    [[nodiscard]] bool grow_to(std::size_t bytes) {
      if (bytes <= bytes_) return true;
      const auto more = bytes - bytes_;
      const auto before = budget_->held_.fetch_add(more, std::memory_order_relaxed);
      if (before + more > budget_->bytes_max_) {
        budget_->held_.fetch_sub(more, std::memory_order_relaxed);
        return false;
      }
      bytes_ = bytes;
      return true;
    }

   private:
    BodyBudget* budget_;
    std::size_t bytes_ = 0;
  };

 private:
  const std::size_t bytes_max_;
  std::atomic<std::size_t> held_{0};
};

}  // namespace epitaph::http
