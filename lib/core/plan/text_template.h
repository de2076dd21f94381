#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/diagnosis.h"

namespace aug {

/// A whole profile with a few placeholders, written @NAME@: capitals and underscores between at signs.
class TextTemplate {
 public:
  /// `origin` names it in messages: its file, or "built-in template bwrap".
  TextTemplate(std::string text, std::string origin);

  const std::string& origin() const { return origin_; }
  bool has_placeholder(std::string_view name) const;

  /// The classes of rules that a kernel may lack without harm, since the template only allows them: named in the line
  /// "# Rules that the kernel may leave unenforced: dbus, unix".
  const std::vector<std::string>& optional_classes() const { return optional_classes_; }

  /// The text with every placeholder filled. A line with a placeholder of `lists` is there once for each item, so not
  /// at all for an empty list. Throws Failure(invalid_policy) for a placeholder without a value, with its line and
  /// column, and for a value without one.
  std::string fill(const std::map<std::string, std::string>& values,
                   const std::map<std::string, std::vector<std::string>>& lists = {}) const;

 private:
  struct Placeholder {
    std::size_t offset;  // of the first '@'
    std::string name;
  };

  using Values = std::map<std::string, std::string>;

  static std::vector<Placeholder> placeholders_in(std::string_view text);
  std::string fill_line(std::size_t begin, std::size_t end, const Values& values, Diagnoses& diagnoses) const;

  std::string text_;
  std::string origin_;
  std::vector<Placeholder> placeholders_;
  std::vector<std::string> optional_classes_;
};

/// Templates by name.
using Templates = std::map<std::string, TextTemplate>;

}  // namespace aug
