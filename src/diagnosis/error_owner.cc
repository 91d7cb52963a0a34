#include "diagnosis/error_owner.h"

#include <string_view>

#include "base/ascii.h"
#include "diagnosis/suspect.h"

namespace epitaph::diagnosis {
namespace {

bool in_word(char c) { return is_alphanumeric(c) || c == '-' || c == '_'; }

/// Whether `text` holds `word` and the word neither begins nor ends inside a longer one.
bool quotes(std::string_view text, std::string_view word) {
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !in_word(text[at - 1])) && (end == text.size() || !in_word(text[end])))
      return true;
  }
  return false;
}

std::string_view without_tag(std::string_view image) {
  image = image.substr(0, image.find('@'));
  const auto colon = image.rfind(':');
  const bool is_port = colon != std::string_view::npos && image.substr(colon).contains('/');
  return is_port ? image : image.substr(0, colon);
}

/// `team/app` of `111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app`: a first part with a dot
/// or a port is a registry.
std::string_view without_registry(std::string_view image) {
  const auto slash = image.find('/');
  const auto host = image.substr(0, slash);
  return slash != std::string_view::npos && host.find_first_of(".:") != std::string_view::npos
             ? image.substr(slash + 1)
             : image;
}

std::string_view whole_image(const Container& container) { return container.image; }
std::string_view untagged_image(const Container& container) { return without_tag(container.image); }
std::string_view repository(const Container& container) {
  return without_registry(without_tag(container.image));
}
std::string_view name(const Container& container) { return container.name; }

/// The container whose part is quoted at the greatest length.
std::optional<std::size_t> longest_quoted(const Task& task,
                                          std::string_view (*part_of)(const Container&)) {
  std::optional<std::size_t> found;
  std::size_t longest = 0;
  for (std::size_t i = 0; i < task.containers.size(); ++i) {
    const auto part = part_of(task.containers[i]);
    if (part.size() > longest && quotes(task.stopped_reason, part)) {
      found = i;
      longest = part.size();
    }
  }
  return found;
}

}  // namespace

std::optional<std::size_t> owner_of_error(const Task& task,
                                          std::optional<std::size_t> ended_first) {
  if (task.containers.size() == 1) return 0;
  for (const auto part : {&whole_image, &untagged_image, &repository, &name}) {
    if (const auto quoted = longest_quoted(task, part)) return quoted;
  }
  if (ended_first && task.containers[*ended_first].exit_code != 0) return ended_first;
  return only_application(task);
}

}  // namespace epitaph::diagnosis
