#include "ecs/task_size.h"

#include <gtest/gtest.h>

namespace epitaph::ecs {
namespace {

TEST(TaskSize, ReadsUnitsAndVcpus) {
  struct {
    std::string_view text;
    std::optional<std::int64_t> units;
  } const kCases[] = {
      {"256", 256}, {"1 vCPU", 1024}, {".5 vcpu", 512},    {"2vCPU", 2048}, {" 1024 ", 1024},
      {"", {}},     {"vCPU", {}},     {"0", {}},           {"-256", {}},    {"0.1 vCPU", {}},
      {"one", {}},  {"256 MB", {}},   {"99999999999", {}}, {"nan", {}},     {"1e3", 1000},
  };
  for (const auto& c : kCases) EXPECT_EQ(cpu_units(c.text), c.units) << c.text;
  EXPECT_EQ(memory_mib("512"), 512);
  EXPECT_EQ(memory_mib("2 GB"), 2048);
  EXPECT_EQ(memory_mib("0.5GB"), 512);
  EXPECT_EQ(memory_mib("2 TB"), std::nullopt);
}

TEST(TaskSize, KnowsWhatFargateHas) {
  struct {
    std::int64_t cpu, memory;
    bool has;
  } constexpr kCases[] = {
      {256, 512, true},      {256, 1024, true},   {256, 2048, true},   {256, 1536, false},
      {256, 4096, false},    {512, 1024, true},   {512, 512, false},   {1024, 8192, true},
      {1024, 8193, false},   {4096, 30720, true}, {8192, 20480, true}, {8192, 17408, false},
      {16384, 122880, true}, {300, 1024, false},
  };
  for (const auto& c : kCases) {
    EXPECT_EQ(is_fargate_size(c.cpu, c.memory), c.has) << c.cpu << " " << c.memory;
  }
}

}  // namespace
}  // namespace epitaph::ecs
