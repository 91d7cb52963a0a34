#pragma once
#include <set>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "aws/error.h"
#include "queues/messages.h"

namespace epitaph::queues {

/// Which members of a message a ReceiveMessage call wants to see, beside its body.
class ShownMembers {
 public:
  /// AttributeNames and its newer name MessageSystemAttributeNames; MessageAttributeNames, where
  /// `prefix.*` names all that begin so. Errors: InvalidAttributeName.
  static aws::Outcome<ShownMembers> asked_for(const boost::json::object& input);

  boost::json::object show(const ReceivedMessage& message) const;

 private:
  boost::json::object system_attributes(const ReceivedMessage& message) const;
  MessageAttributes chosen(const MessageAttributes& attributes) const;

  std::set<std::string> system_;
  std::vector<std::string> names_;
};

}  // namespace epitaph::queues
