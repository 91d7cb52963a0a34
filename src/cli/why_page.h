#pragma once
#include <string>

#include <boost/json.hpp>

#include "base/clock.h"

namespace epitaph::cli {

/// A task of /api/v1/tasks/TASK as a page for people, with all that is known of it: why it stopped
/// stands above everything, its timeline last. why_answer() is the short form.
/// `now` is for "3d ago".
std::string why_page(const boost::json::object& task, Timestamp now, bool utc);

}  // namespace epitaph::cli
