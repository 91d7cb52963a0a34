#pragma once
#include <string>
#include <string_view>

#include "queues/message.h"

namespace epitaph::queues {

/// What SQS answers as MD5OfMessageBody and MD5OfMessageAttributes, by which the SDKs check that
/// nothing was lost on the way: 32 lower-case hexadecimal digits. Nothing rests on MD5's strength.
///
/// Of attributes it is taken over these parts of each, in the order of the names:
///   u32 BE length, name; u32 BE length, data type; 1 (text) or 2 (bytes); u32 BE length, value
/// Source: Amazon SQS Developer Guide, "Calculating the MD5 message digest for message attributes".
std::string md5_of_body(std::string_view body);
/// Of none it is empty, and not answered.
std::string md5_of_attributes(const MessageAttributes& attributes);

}  // namespace epitaph::queues
