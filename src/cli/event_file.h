#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "base/result.h"
#include "model/event.h"

namespace epitaph::cli {

/// What a file holds, as it is read.
struct EventFileReader {
  /// An event, and the line on which it begins. An Error stops the reading and is handed back.
  std::function<Status(Event event, std::uint64_t line)> on_event;
  /// What is no event, and why.
  std::function<void(std::uint64_t line, const std::string& fault)> on_fault;
};

/// Reads a file of events, gzip or plain, in any arrangement of intake::JsonSplitter; `-` is stdin.
/// Holds one item at a time, whatever the length of the file.
/// Errors: kIo when the file cannot be opened or read.
Status read_event_file(const std::string& path, const EventFileReader& reader);

}  // namespace epitaph::cli
