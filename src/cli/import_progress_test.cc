#include "cli/import_progress.h"

#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

using std::chrono::seconds;

TEST(ImportProgress, TellsFilesEventsRateAndWhatIsLeft) {
  EXPECT_EQ(progress_line({.files_done = 2,
                           .files = 7,
                           .items = 1'234'567,
                           .bytes_done = 25,
                           .bytes = 100,
                           .elapsed = seconds{10}}),
            "2 of 7 files · 1,234,567 events · 123,456/s · 25% · about 30s left");
}

TEST(ImportProgress, LeavesOutWhatItCannotKnow) {
  EXPECT_EQ(progress_line({.files = 1, .items = 5}), "0 of 1 files · 5 events");
  EXPECT_EQ(progress_line({.files = 1, .items = 500, .elapsed = seconds{1}}),
            "0 of 1 files · 500 events · 500/s");
}

}  // namespace
}  // namespace epitaph::cli
