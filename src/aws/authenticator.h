#pragma once
#include <string>

#include "aws/error.h"
#include "http/message.h"
#include "model/arn.h"

namespace epitaph::aws {

/// Where those belong whose credential names no account (or no region).
struct Home {
  std::string account = "000000000000";
  std::string region = "us-east-1";
};

/// On whose behalf a request is made.
struct Caller {
  Scope scope;
  std::string access_key;  ///< empty when the request carried no credential
};

/// Decides who is calling, before anything else of a request is looked at. Safe from any thread.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  /// Errors go to the client as they are.
  virtual Outcome<Caller> authenticate(const http::Request& request) const = 0;
};

/// `auth = "none"`: takes the credential scope at its word and looks at no signature. An access key
/// of 12 digits is its own account; any other belongs to the home account. The region is the
/// scope's, or the home region.
class TrustingAuthenticator final : public Authenticator {
 public:
  explicit TrustingAuthenticator(Home home) : home_(std::move(home)) {}
  /// Errors: credential_of()'s.
  Outcome<Caller> authenticate(const http::Request& request) const override;

 private:
  Home home_;
};

}  // namespace epitaph::aws
