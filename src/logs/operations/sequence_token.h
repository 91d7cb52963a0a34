#pragma once
#include <string>

#include "base/clock.h"
#include "logs/event_digits.h"

namespace epitaph::logs {

/// What PutLogEvents answers as nextSequenceToken and DescribeLogStreams as uploadSequenceToken:
/// 56 digits that nobody has needed since 2023, and that old clients still read and send.
inline std::string sequence_token(Timestamp last_ingestion) {
  return event_digits(first_place(last_ingestion));
}

}  // namespace epitaph::logs
