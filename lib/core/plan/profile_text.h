#pragma once

#include <string>
#include <vector>

#include "core/plan/plan.h"
#include "core/plan/text_template.h"
#include "core/text/diagnosis.h"

namespace aug {

/// A profile as text, ready to be compiled and placed.
struct RenderedProfile {
  std::string name;
  std::string text;
  std::vector<std::string> optional_classes;  ///< see TextTemplate::optional_classes
  Location because;                           ///< the policy entry that asked for it
  std::string origin = {};                    ///< the template that it was rendered from, for messages
  bool has_wildcards = false;                 ///< in its attachments
};

/// Patterns as a rule or a header has them, checked and quoted for AppArmor. Throws Failure(invalid_policy).
std::string attachment_text(const std::vector<std::string>& patterns, const Location& because);

/// The begin of a rule about a helper. Where rules of the same weight lead elsewhere, the parser takes a path before a
/// pattern, but refuses two patterns: one with wildcards is given more weight. Throws as above.
std::string helper_text(const std::string& pattern, const Location& because);

/// Fills the templates; every value is checked and quoted here, last, whatever was checked before.
/// Throws Failure(invalid_policy).
std::vector<RenderedProfile> render_profiles(const std::vector<ProfilePlan>& plans, const Templates& templates);

}  // namespace aug
