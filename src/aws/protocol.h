#pragma once
#include "aws/error.h"
#include "http/message.h"

namespace epitaph::aws {

/// One way in which AWS clients put an operation into HTTP. Safe from any thread.
class Protocol {
 public:
  virtual ~Protocol() = default;
  /// Whether the request is in this protocol, right or wrong.
  virtual bool speaks(const http::Request& request) const = 0;
  /// Runs the operation that the request asks for. May block as long as that does, and throws what
  /// its handler throws.
  virtual http::Response respond(const http::Request& request) const = 0;
  /// An error in this protocol's form, with the service's own class for an internal failure. Does
  /// not block.
  virtual http::Response refuse(const http::Request& request, const ApiError& error) const = 0;
};

}  // namespace epitaph::aws
