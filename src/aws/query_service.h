#pragma once
#include "aws/operation.h"
#include "aws/query_protocol.h"

namespace epitaph::aws {

/// A service that was declared for AWS JSON, as the Query protocol speaks it: its shapes read the
/// forms (query_input.h) and write the XML (query_output.h), and refuse as they do in JSON.
/// `service.query` must be there.
QueryService query_service(const Service& service);

}  // namespace epitaph::aws
