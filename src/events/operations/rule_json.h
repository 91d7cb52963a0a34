#pragma once
#include <boost/json.hpp>

#include "model/rule.h"

namespace epitaph::events {

/// A rule as ListRules shows it: members that it has not are left out.
boost::json::object rule_json(const Rule& rule);

}  // namespace epitaph::events
