#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace epitaph::cli {

/// `text` with nothing in it that a terminal would obey: control characters, of C1 and the
/// invisible ones that turn text around too, stand as `\n`, `\u001b`; bytes that are no UTF-8 as
/// U+FFFD. Events are hostile text.
std::string printable(std::string_view text);

/// How many columns `text` takes; every character counts as one.
std::size_t display_width(std::string_view text);

/// Cut to `width` columns, the last of them an ellipsis where something went.
std::string shortened(std::string_view text, std::size_t width);

/// What stdout is written for.
struct Window {
  std::size_t columns = 80;
  /// Whether a line that is longer would be torn: on a terminal. In a pipe nothing is cut.
  bool cuts = false;
};

/// COLUMNS when that is set, as on a terminal of that width; else the terminal on stdout, else a
/// pipe, for which lines are laid out as for 80 columns.
Window window_of_stdout();

/// Whether stdout takes colour: a terminal, and NO_COLOR is not set.
bool colour_on_stdout();

enum class Colour { kNone, kBold, kDim, kRed, kYellow, kGreen };

/// `text` in a colour when stdout takes it, else as it is.
std::string coloured(std::string_view text, Colour colour);

}  // namespace epitaph::cli
