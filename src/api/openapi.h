#pragma once
#include <string_view>

#include "api/resource.h"

namespace epitaph::api {

/// The description of /api/v1 and the intake, OpenAPI 3.
std::string_view openapi_document();

/// Adds GET /api/v1/openapi.json.
void add_openapi_resource(Resources& resources);

}  // namespace epitaph::api
