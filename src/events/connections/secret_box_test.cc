#include "events/connections/secret_box.h"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/scratch_folder.h"

namespace epitaph::events {
namespace {

SecretBox box_of(std::uint8_t first) {
  SecretBox::Key key{};
  key[0] = first;
  return SecretBox{key};
}

TEST(SecretBox, OpensWhatItSealedAndHidesIt) {
  for (const std::string secret : {"", "s", "correct horse battery staple"}) {
    const auto box = box_of(1);
    const auto sealed = box.seal(secret, "arn:a");
    if (!secret.empty()) {
      EXPECT_THAT(sealed, testing::Not(testing::HasSubstr(secret)));
    }
    EXPECT_NE(box.seal(secret, "arn:a"), sealed);  // never twice the same
    const auto opened = box.unseal(sealed, "arn:a");
    ASSERT_TRUE(opened);
    EXPECT_EQ(*opened, secret);
  }
}

TEST(SecretBox, OpensNothingElse) {
  const auto box = box_of(1);
  const auto sealed = box.seal("secret", "arn:a");
  auto changed = sealed;
  changed[40] = changed[40] == '0' ? '1' : '0';
  struct Case {
    std::string_view name;
    SecretBox box;
    std::string sealed, of;
  };
  const Case kCases[] = {
      {"another key", box_of(2), sealed, "arn:a"},
      {"another name", box, sealed, "arn:b"},
      {"changed", box, changed, "arn:a"},
      {"cut", box, sealed.substr(2), "arn:a"},
      {"short", box, "01", "arn:a"},
      {"empty", box, "", "arn:a"},
      {"no hexadecimal", box, "zz", "arn:a"},
      {"odd", box, "012", "arn:a"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const auto opened = c.box.unseal(c.sealed, c.of);
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().kind, ErrorKind::kCorrupt);
  }
}

TEST(SecretBox, MakesItsKeyOnceForItsOwnerAlone) {
  const ScratchFolder folder;
  const auto path = folder / "key";
  const auto first = SecretBox::open(path);
  ASSERT_TRUE(first) << first.error().message;
  struct stat facts {};
  ASSERT_EQ(::stat(path.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600U);
  const auto second = SecretBox::open(path);
  ASSERT_TRUE(second);
  EXPECT_EQ(*second->unseal(first->seal("s", "n"), "n"), "s");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{folder.path()}, {}), 1);
}

TEST(SecretBox, RefusesAKeyFileThatIsNone) {
  struct Case {
    std::string_view name, content;
    mode_t mode;
    std::string_view message;
  };
  const std::string digits(64, 'a');
  const Case kCases[] = {
      {"empty", "", 0600, "must hold 64 hexadecimal digits"},
      {"short", "abcd", 0600, "must hold 64 hexadecimal digits"},
      {"others may read it", digits, 0644, "may be read by others"},
  };
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.name);
    const ScratchFolder folder;
    const auto path = folder / "key";
    std::ofstream{path} << c.content;
    ASSERT_EQ(::chmod(path.c_str(), c.mode), 0);
    const auto box = SecretBox::open(path);
    ASSERT_FALSE(box);
    EXPECT_EQ(box.error().kind, ErrorKind::kInvalid);
    EXPECT_THAT(box.error().message, testing::HasSubstr(std::string{c.message}));
  }
  EXPECT_FALSE(SecretBox::open("/nowhere/at/all/key"));
}

}  // namespace
}  // namespace epitaph::events
