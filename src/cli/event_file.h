#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "base/result.h"
#include "intake/read_item.h"

namespace epitaph::cli {

/// What a file holds, as it is read.
struct EventFileReader {
  /// An event or a description, and the line on which it begins. An Error stops the reading and is
  /// handed back.
  std::function<Status(intake::Reading item, std::uint64_t line)> on_item;
  /// What is no event, and why.
  std::function<void(std::uint64_t line, const std::string& fault)> on_fault;
  /// Now and then: how many bytes of the file, as it lies on the disk, have been read.
  std::function<void(std::uint64_t offset)> on_progress = [](std::uint64_t) {};
};

/// Reads a file of whatever intake::read_item() takes, gzip or plain, in any arrangement of
/// intake::JsonSplitter; `-` is stdin. Holds one item at a time, whatever the length of the file.
/// Errors: kIo when the file cannot be opened or read.
Status read_event_file(const std::string& path, const EventFileReader& reader);

}  // namespace epitaph::cli
