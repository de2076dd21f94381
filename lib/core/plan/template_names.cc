#include "core/plan/template_names.h"

#include <algorithm>

#include "core/apparmor/profile_family.h"
#include "core/text/format.h"
#include "core/text/spelling.h"

namespace aug {

std::vector<std::string_view> names_for_policies(const Templates& templates) {
  std::vector<std::string_view> names;
  for (const auto& [name, text] : templates) {
    const auto brings = [&name = name](const auto& other) {
      return other.first != name && is_of_family(name, other.first);
    };
    if (std::ranges::none_of(templates, brings)) names.push_back(name);
  }
  return names;
}

std::optional<Diagnosis> flaw_in_template(const BinaryEntry& entry, const Templates& templates) {
  if (templates.contains(entry.template_name)) return std::nullopt;
  const std::vector<std::string_view> names = names_for_policies(templates);
  const auto meant = nearest(entry.template_name, names);
  return Diagnosis{
      "unknown-template"_id, Severity::error, entry.location,
      aug::format("cannot find a template '{}'", entry.template_name),
      meant ? aug::format("did you mean '{}'?", *meant) : aug::format("the templates are {}", fmt::join(names, ", "))};
}

}  // namespace aug
