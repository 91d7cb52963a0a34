#pragma once
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "storage/task_row.h"

namespace epitaph::bench {

/// Rows of stopped tasks as an organisation has them, one after another: 12 accounts, 40 clusters,
/// 200 services of very different sizes, of which each is deployed anew every few thousand stops;
/// 40 causes, 5 of them most of what happens; reasons that are mostly alike, and for one task in
/// twenty name an instance. A stop every 6 seconds or so, ids at random; the same for the same
/// seed.
class StoppedTasks {
 public:
  explicit StoppedTasks(std::uint64_t seed);
  storage::TaskRow next();

  /// How often next() has given a task of `kRareImage`: once in a hundred thousand.
  static constexpr std::string_view kRareImage = "registry.example.com/one-off:debug";

 private:
  struct Service {
    std::string account, region, cluster, name, family;
    std::vector<std::string> containers;
    bool on_ec2 = false;
    std::vector<std::string> instances;  ///< that it runs on; empty: Fargate
    std::uint64_t revision = 1;
    std::string deployment;
    std::vector<std::string> images, digests;  ///< by container, of the revision
    std::uint64_t stops_left = 0;              ///< until the next deployment
  };

  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }
  std::string hex(std::size_t digits);
  void deploy(Service& service);
  void add_stop(storage::TaskRow& row, const Service& service);

  std::mt19937_64 random_;
  std::vector<Service> services_;
  std::discrete_distribution<std::size_t> pick_service_, pick_cause_;
  Timestamp now_{std::chrono::seconds{1'704'067'200}};
  std::uint64_t made_ = 0;
};

}  // namespace epitaph::bench
