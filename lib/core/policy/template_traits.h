#pragma once

#include <string>
#include <string_view>

// What is known of a template by its name alone, where its text is not at hand.

namespace aug::template_name {

inline constexpr std::string_view bwrap = "bwrap";
inline constexpr std::string_view gateway = "gateway";

}  // namespace aug::template_name

namespace aug {

/// Whether a policy can name a template so: other files in a folder of templates are those of editors and packagers.
bool is_template_name(std::string_view name);

/// The promises of a template; one of a user's own promises nothing, unless it replaces a built-in one.
struct TemplateTraits {
  bool has_child = false;      ///< it is for bubblewrap: what that runs gets a profile of its own, or is a helper
  bool is_unconfined = false;  ///< it denies nothing, so a namespace is good for all, and complain mode for nothing
};

/// The traits of the template of that name.
TemplateTraits traits_of(std::string_view template_name);

/// The built-in template for a program that nobody has chosen one for.
std::string template_for(const std::string& program);

}  // namespace aug
