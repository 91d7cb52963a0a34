#include "diagnosis/sentence.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace epitaph::diagnosis {
namespace {

struct SentenceCase {
  std::string_view name, text, filled;
};

constexpr SentenceCase kSentenceCases[] = {
    {"no hole", "It stopped.", "It stopped."},
    {"a word", "Container {container} stopped.", "Container app stopped."},
    {"a word without a value", "Image {image}.", "Image (unknown)."},
    {"an option that holds", "It ended[ with {exitCode}].", "It ended with 137."},
    {"an option that falls away", "It ended[ with {exitCode} ({exitMeaning})].", "It ended."},
    {"two options", "[{container}: ]stopped[ in {image}]", "app: stopped"},
    {"braces of a value are text", "{reason}", "{container} [x]"},
    {"empty", "", ""},
};

TEST(Sentence, FillsItsHoles) {
  const Words words{{"container", "app"}, {"exitCode", "137"}, {"reason", "{container} [x]"}};
  for (const auto& c : kSentenceCases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(Sentence{std::string{c.text}}.fill(words), c.filled);
  }
}

TEST(Sentence, RefusesAHoleThatNothingFills) {
  for (const std::string text : {"{nobody}", "{container", "[never closed", "[a {nobody}]"}) {
    EXPECT_THROW(Sentence{text}, std::invalid_argument) << text;
  }
}

}  // namespace
}  // namespace epitaph::diagnosis
