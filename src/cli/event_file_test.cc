#include "cli/event_file.h"

#include <fstream>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "base/scratch_folder.h"

namespace epitaph::cli {
namespace {

using testing::ElementsAre;

constexpr std::string_view kEvent =
    R"({"id":"e1","detail-type":"D","source":"s","account":"1","time":"2026-11-01T10:00:00Z","region":"r","detail":{}})";

/// `LINE:ID` of each event, `LINE!FAULT` of what is none.
std::vector<std::string> read(const std::string& path) {
  std::vector<std::string> found;
  const auto status = read_event_file(
      path, {.on_item = [&](const intake::Reading& item, std::uint64_t line) -> Status {
               found.push_back(std::to_string(line) + ":" + std::get<Event>(item).id);
               return Done{};
             },
             .on_fault =
                 [&](std::uint64_t line, const std::string& fault) {
                   found.push_back(std::to_string(line) + "!" + fault);
                 }});
  if (!status) found.push_back(status.error().message);
  return found;
}

TEST(EventFile, ReadsPlainAndGzipAlike) {
  const auto text = std::string{kEvent} + "\n7\n" + std::string{kEvent};
  const ScratchFolder folder;
  const auto plain = (folder / "events.ndjson").string();
  std::ofstream{plain} << text;
  const auto packed = plain + ".gz";
  gzFile gz = gzopen(packed.c_str(), "wb");
  gzwrite(gz, text.data(), static_cast<unsigned>(text.size()));
  gzclose(gz);
  EXPECT_THAT(read(plain), ElementsAre("1:e1", "2!event is not a JSON object", "3:e1"));
  EXPECT_EQ(read(packed), read(plain));
}

TEST(EventFile, SaysWhenItCannotBeRead) {
  EXPECT_THAT(read("/does/not/exist"),
              ElementsAre("cannot read /does/not/exist: No such file or directory"));
}

TEST(EventFile, SaysWhenAGzipIsCutShort) {
  const ScratchFolder folder;
  const auto path = (folder / "cut.gz").string();
  gzFile gz = gzopen(path.c_str(), "wb");
  gzwrite(gz, kEvent.data(), static_cast<unsigned>(kEvent.size()));
  gzclose(gz);
  std::string bytes(1000, '\0');
  std::ifstream in{path, std::ios::binary};
  in.read(bytes.data(), 1000);
  bytes.resize(static_cast<std::size_t>(in.gcount()) - 12);
  std::ofstream{path, std::ios::binary} << bytes;
  EXPECT_THAT(read(path).back(), testing::HasSubstr("cannot read"));
}

}  // namespace
}  // namespace epitaph::cli
