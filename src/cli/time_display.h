#pragma once
#include <string>
#include <string_view>

#include "base/clock.h"

namespace epitaph::cli {

/// `2026-11-24 09:15:02 CET`, in the zone of this machine, or `… UTC`. Text that is no RFC 3339
/// time comes back as it is.
std::string local_time(std::string_view rfc3339, bool utc);

/// `3d 4h ago`; empty for no time, and for one ahead of `now`.
std::string time_ago(std::string_view rfc3339, Timestamp now);

}  // namespace epitaph::cli
