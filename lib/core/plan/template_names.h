#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/plan/text_template.h"
#include "core/policy/policy.h"

namespace aug {

/// Those that a policy may name: of a family, the one that brings the others along.
std::vector<std::string_view> names_for_policies(const Templates& templates);

/// That there is no template of the name that the entry has, if so.
std::optional<Diagnosis> flaw_in_template(const BinaryEntry& entry, const Templates& templates);

}  // namespace aug
