#include "core/policy/template_traits.h"

#include <algorithm>

#include "core/host/bubblewrap.h"
#include "core/text/ascii.h"

namespace aug {

bool is_template_name(std::string_view name) {
  constexpr std::size_t longest = 64;
  const auto allowed = [](char c) { return is_small_letter(c) || is_digit(c) || c == '_' || c == '-'; };
  return !name.empty() && name.size() <= longest && name.front() != '_' && name.front() != '-' &&
         std::ranges::all_of(name, allowed);
}

TemplateTraits traits_of(std::string_view name) {
  if (name == template_name::bwrap) return {.has_child = true};
  if (name == template_name::gateway) return {.is_unconfined = true};
  return {};
}

std::string template_for(const std::string& program) {
  return std::string(is_bubblewrap(program) ? template_name::bwrap : template_name::gateway);
}

}  // namespace aug
