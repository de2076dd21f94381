#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

// Logs come through other hands: as JSON, broken by a terminal or a mail, with quotes that a text processor bent. This
// is for files that somebody names, which prove nothing by themselves; the kernel's own log is read as it stands.

namespace aug {

/// The line with its record as the kernel wrote it, out of a string of JSON (journalctl -o json, the logs of
/// containers), and with plain quotes; the line itself where it has no record of such a kind.
std::string straightened(std::string_view line);

/// Puts records that were broken into several lines together again, and straightens them.
class RecordLines {
 public:
  explicit RecordLines(std::function<void(std::string_view line)> take) : take_(std::move(take)) {}

  void take(std::string_view line);
  /// Hands over what waits for more. To be called at the end.
  void finish();

 private:
  bool continues(std::string_view line) const;

  std::function<void(std::string_view)> take_;
  std::vector<std::string> parts_;  ///< of a record that may go on
};

}  // namespace aug
