#pragma once

#include <string>
#include <variant>
#include <vector>

namespace aug {

/// A line for the reader; no shell runs it.
struct RemedyNote {
  std::string text;

  friend bool operator==(const RemedyNote&, const RemedyNote&) = default;
};

/// A program to run as root.
struct RemedyCommand {
  std::string program;
  std::vector<std::string> arguments = {};
  std::vector<std::string> input = {};  ///< lines on its standard input; none: it reads nothing
  bool may_fail = false;                ///< the rest counts even where this fails
  bool is_to_decide = false;            ///< only the reader knows whether it is right: shown behind "# "
  std::vector<std::string> reads = {};  ///< arguments of this program, whose output is the input instead

  friend bool operator==(const RemedyCommand&, const RemedyCommand&) = default;
};

/// A file to write.
struct RemedyFile {
  std::string path;
  std::vector<std::string> lines;
  bool is_one_word = false;  ///< a file of the kernel's, which takes the one line without its end

  friend bool operator==(const RemedyFile&, const RemedyFile&) = default;
};

using RemedyLine = std::variant<RemedyNote, RemedyCommand, RemedyFile>;

/// The lines of a remedy, in this order; none where there is nothing to do.
using Remedy = std::vector<RemedyLine>;

/// This program itself.
RemedyCommand own_command(std::vector<std::string> arguments);

/// The command that grants what this program suggests for the program of this path.
RemedyCommand suggested_grant(const std::string& path);

/// A remedy that only the reader can carry out.
Remedy by_hand(std::string what);

/// For the tree of an image at `folder`: this program does it there; what any other would do is told as a note, since
/// its paths are the host's.
Remedy in_image(const Remedy& remedy, const std::string& folder);

/// Lines for a root shell, to be run as they stand; notes begin with '#'. Where a shell cannot be given one of the
/// words safely, since it has control characters or is no UTF-8, a single note says so, and no command is shown.
std::string shown(const Remedy& remedy);

}  // namespace aug
