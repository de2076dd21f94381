#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "core/policy/mistakes.h"

namespace aug {

/// Notices what may be there only once.
class Repeats {
 public:
  /// `what` is the name of the thing in the message: "repeated WHAT 'text', which is on line N already".
  Repeats(std::string what, std::string hint, Mistakes& mistakes);

  void see(const std::string& text, std::size_t offset);

 private:
  std::string what_;
  std::string hint_;
  Mistakes& mistakes_;
  std::map<std::string, std::size_t> seen_;
};

}  // namespace aug
