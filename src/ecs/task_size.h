#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace epitaph::ecs {

/// CPU units of `1024`, `1 vCPU` or `.5 vcpu`, MiB of `2048`, `2 GB` or `2GB`: positive and whole.
/// nullopt when `text` is none of these.
std::optional<std::int64_t> cpu_units(std::string_view text);
std::optional<std::int64_t> memory_mib(std::string_view text);

/// Whether Fargate has tasks of this size.
/// Source: ECS Developer Guide, "Task CPU and memory".
bool is_fargate_size(std::int64_t cpu_units, std::int64_t memory_mib);

}  // namespace epitaph::ecs
