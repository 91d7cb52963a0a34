#pragma once
#include <string>
#include <string_view>

#include "base/clock.h"

namespace epitaph::cli {

/// `2026-11-24 09:15:02 CET`, in the zone of this machine, or `… UTC`. Text that is no RFC 3339
/// time comes back as it is.
std::string local_time(std::string_view rfc3339, bool utc);

/// The moment from which ages count: EPITAPH_NOW (RFC 3339) when that is set, so that a report can
/// be made again word for word, else this machine's clock.
Timestamp now_for_display();

/// `3d4h`, as short as a column wants it: the two largest units, of a hundred days and more the
/// days alone; empty as time_ago().
std::string age_of(std::string_view rfc3339, Timestamp now);

/// `3d 4h ago`; empty for no time, and for one ahead of `now`.
std::string time_ago(std::string_view rfc3339, Timestamp now);

}  // namespace epitaph::cli
