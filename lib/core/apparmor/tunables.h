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
  /// one is not set or contains itself, or is made of others more than a hundred deep, or when the result would be
  /// longer than a megabyte.
  std::optional<std::string> expand(std::string_view text) const;

 private:
  using Values = std::vector<std::string>;
  std::optional<Values> values_of(const std::string& name, std::set<std::string>& open) const;
  std::optional<Values> products(std::string_view text, std::set<std::string>& open) const;

  std::map<std::string, std::vector<std::string>> values_;
  std::map<std::string, bool> flags_;
};

/// "HOME" of "@{HOME}", "@HOME", "${x}" and "$x".
std::string variable_name(std::string_view text);

}  // namespace aug
