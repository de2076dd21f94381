#pragma once

#include <string_view>

namespace aug {

/// Who can have written a line of a log.
enum class Author {
  kernel,        ///< the kernel alone: the line proves what it says
  named_file,    ///< whoever could write to the file that was named
  anybody,       ///< any user: syslog takes what logger(1) sends
  caller,        ///< nobody: whoever calls named the program, and no log is asked
  broken_record  ///< any user: a record before it does not end on its line, and this may be the rest of a name in it
};

/// Whether a record stands in the line just where the kernel and auditd put one. What comes later in a line, or in a
/// message of another program, may be a text of a user's.
bool is_in_kernels_place(std::string_view line);

/// Whether the line has a record with a quoted value that does not end. Kernels write 'execpath' as it is, and the name
/// of a folder may have a line break.
bool is_broken_off(std::string_view line);

/// Tells of each line of one log who can have written it.
class AuthorOfLines {
 public:
  /// `author` of the log as a whole.
  explicit AuthorOfLines(Author author) : author_(author) {}

  /// To be asked for every line, in their order: after a record that is broken off in a file that was named, or one
  /// that stands deeper than one before it, as dmesg writes the rest of a message with a line break, nothing in it can
  /// be told from the rest of a name any more, however much it looks like a record of the kernel's.
  Author of(std::string_view line);

 private:
  bool goes_on_with(std::string_view line);

  Author author_;
  std::size_t blanks_ = std::string_view::npos;  ///< before the record that had the fewest
};

}  // namespace aug
