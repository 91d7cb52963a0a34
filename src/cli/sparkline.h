#pragma once
#include <cstddef>
#include <string>

#include <boost/json.hpp>

namespace epitaph::cli {

/// How wide the row is in a table.
inline constexpr std::size_t kSparkColumns = 24;

/// A histogram of /api/v1, [{begin, count}] in stretches of `width_ms`, as a row of blocks `▁▂▅█`,
/// at most `columns` of them; stretches that are put together to fit are added up. A stretch in
/// which nothing happened is a blank; so the row begins and ends with something.
std::string sparkline(const boost::json::array& histogram, std::int64_t width_ms,
                      std::size_t columns);

}  // namespace epitaph::cli
