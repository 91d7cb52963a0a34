#pragma once
#include <array>
#include <cstdint>
#include <string>

namespace epitaph {

/// 128 bits from the operating system's generator, buffered for each thread. Safe from any thread.
std::array<std::uint8_t, 16> random_bytes();

/// 64 random bits, never all zero.
std::uint64_t random_number();

/// A random UUID (version 4) in lower case: `5f6d2c1e-8a39-4b0c-9c55-2f7f0a1d9e10`.
std::string random_uuid();

}  // namespace epitaph
