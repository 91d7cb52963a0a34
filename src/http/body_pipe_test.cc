#include "http/body_pipe.h"

#include <gtest/gtest.h>

namespace epitaph::http {
namespace {

TEST(BodyPipe, GivesWhatWasWrittenInItsOrder) {
  auto [writer, reader] = make_body_pipe(100);
  EXPECT_TRUE(writer.write("ab"));
  EXPECT_TRUE(writer.write("cd"));
  EXPECT_EQ(writer.pending(), 4U);
  const auto taken = reader->take(nullptr);
  EXPECT_EQ(taken.bytes, "abcd");
  EXPECT_FALSE(taken.finished);
  EXPECT_EQ(writer.pending(), 0U);
}

TEST(BodyPipe, RefusesWhatDoesNotFitUnlessNothingIsPending) {
  auto [writer, reader] = make_body_pipe(5);
  EXPECT_TRUE(writer.write("0123456789"));
  EXPECT_FALSE(writer.write("x"));
  EXPECT_EQ(reader->take(nullptr).bytes, "0123456789");
  EXPECT_TRUE(writer.write("x"));
  EXPECT_TRUE(writer.write("yyyy"));
  EXPECT_FALSE(writer.write("z"));
}

TEST(BodyPipe, WakesAReaderOnceThatFoundNothing) {
  auto [writer, reader] = make_body_pipe(100);
  int woken = 0;
  EXPECT_TRUE(reader->take([&] { ++woken; }).bytes.empty());
  writer.write("");
  EXPECT_EQ(woken, 0);
  writer.write("a");
  writer.write("b");
  EXPECT_EQ(woken, 1);
  EXPECT_EQ(reader->take([&] { ++woken; }).bytes, "ab");
  writer.write("c");
  EXPECT_EQ(woken, 1);  // the take() before found something
}

TEST(BodyPipe, EndsWithItsWriter) {
  int woken = 0;
  auto ends = std::make_unique<BodyEnds>(make_body_pipe(100));
  const auto reader = ends->reader;
  reader->take([&] { ++woken; });
  ends.reset();
  EXPECT_EQ(woken, 1);
  EXPECT_TRUE(reader->take(nullptr).finished);
}

TEST(BodyPipe, GivesTheLastPieceWithTheEnd) {
  auto [writer, reader] = make_body_pipe(100);
  writer.write("last");
  writer.finish();
  EXPECT_FALSE(writer.write("more"));
  const auto taken = reader->take(nullptr);
  EXPECT_EQ(taken.bytes, "last");
  EXPECT_TRUE(taken.finished);
}

TEST(BodyPipe, TellsTheWriterThatNobodyReads) {
  auto [writer, reader] = make_body_pipe(100);
  int woken = 0;
  reader->take([&] { ++woken; });
  EXPECT_FALSE(writer.abandoned());
  reader.reset();
  EXPECT_TRUE(writer.abandoned());
  EXPECT_FALSE(writer.write("a"));
  EXPECT_EQ(writer.pending(), 0U);
  EXPECT_EQ(woken, 0);
}

TEST(BodyPipe, LetsAWriterBeReplaced) {
  auto first = make_body_pipe(100);
  auto second = make_body_pipe(100);
  first.writer = std::move(second.writer);
  EXPECT_TRUE(first.reader->take(nullptr).finished);
  EXPECT_TRUE(first.writer.write("a"));
  EXPECT_EQ(second.reader->take(nullptr).bytes, "a");
}

}  // namespace
}  // namespace epitaph::http
