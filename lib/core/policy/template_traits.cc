#include "core/policy/template_traits.h"

#include "core/text/paths.h"

namespace aug {

TemplateTraits traits_of(std::string_view name) {
  if (name == template_name::bwrap) return {.has_child = true};
  if (name == template_name::gateway) return {.is_unconfined = true};
  return {};
}

std::string template_for(const std::string& program) {
  const std::string name = last_part_of(program);
  // A vendor may bring bubblewrap under a name of its own: "srt-bwrap".
  const bool is_bubblewrap = name == "bwrap" || name.ends_with("-bwrap");
  return std::string(is_bubblewrap ? template_name::bwrap : template_name::gateway);
}

}  // namespace aug
