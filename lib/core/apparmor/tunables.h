#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// The variables of a profile file: @{HOME} and its like, which stand for lists of values, and $flags.
class Tunables {
 public:
  enum class Assignment { set, add, set_if_unset, replace };

  /// Why the parser refuses the assignment, or "".
  std::string assign(const std::string& name, Assignment how, std::vector<std::string> values);
  std::string assign_flag(const std::string& name, Assignment how, bool value);

  bool is_set(const std::string& name) const;
  std::optional<bool> flag(const std::string& name) const;

  /// `text` with every variable replaced by its value, or by the alternatives {a,b} when it has several. Nullopt when
  /// one is not set or contains itself, or is made of others more than a hundred deep; when the result would be longer
  /// than a megabyte; and when all texts together have taken more work than those of a whole profile file should.
  std::optional<std::string> expand(std::string_view text);

  /// The same as a list: each of the texts that come of putting a value in place of every variable.
  std::optional<std::vector<std::string>> values_in(std::string_view text);

 private:
  using Values = std::vector<std::string>;
  bool may_copy(std::size_t bytes);
  std::optional<Values> values_of(const std::string& name, std::set<std::string>& open);
  std::optional<Values> products(std::string_view text, std::set<std::string>& open);

  std::map<std::string, std::vector<std::string>> values_;
  std::map<std::string, bool> flags_;
  std::size_t work_ = 0;  ///< that all texts have taken so far
};

/// "HOME" of "@{HOME}", "@HOME", "${x}" and "$x".
std::string variable_name(std::string_view text);

}  // namespace aug
