#include "cli/query_progress.h"

#include <gtest/gtest.h>

namespace epitaph::cli {
namespace {

using std::chrono::seconds;

TEST(QueryProgress, TellsRecordsBytesShareAndWhatIsLeft) {
  EXPECT_EQ(query_progress_line({.records_matched = 12'345,
                                 .records_scanned = 250'000,
                                 .bytes_scanned = 500'000'000,
                                 .bytes_expected = 2'000'000'000,
                                 .elapsed = seconds{2}}),
            "12,345 of 250,000 records match · 500 MB · 25% · about 6s left");
}

TEST(QueryProgress, LeavesOutWhatItCannotKnow) {
  EXPECT_EQ(query_progress_line({.waits = true}), "waiting for other queries");
  EXPECT_EQ(query_progress_line({.records_scanned = 5, .bytes_scanned = 700}),
            "0 of 5 records match · 700 B");
  EXPECT_EQ(
      query_progress_line({.records_scanned = 5, .bytes_scanned = 700, .bytes_expected = 600}),
      "0 of 5 records match · 700 B");
  EXPECT_EQ(query_progress_line({.bytes_expected = 600, .elapsed = seconds{9}}),
            "0 of 0 records match · 0 B · 0%");
}

}  // namespace
}  // namespace epitaph::cli
