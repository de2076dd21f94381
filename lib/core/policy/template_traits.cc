#include "core/policy/template_traits.h"

#include "core/host/bubblewrap.h"

namespace aug {

TemplateTraits traits_of(std::string_view name) {
  if (name == template_name::bwrap) return {.has_child = true};
  if (name == template_name::gateway) return {.is_unconfined = true};
  return {};
}

std::string template_for(const std::string& program) {
  return std::string(is_bubblewrap(program) ? template_name::bwrap : template_name::gateway);
}

}  // namespace aug
