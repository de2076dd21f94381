#pragma once

#include <string>

#include "core/plan/text_template.h"
#include "system/root.h"

namespace aug {

/// All templates by name. The first folder that has one wins: `own` (unless empty), /etc/aa-userns-gen/templates of the
/// root, the installed ones, the built-in ones. Throws Failure(failed) when one cannot be read or `own` is no folder.
Templates load_templates(const Root& root, const std::string& own);

}  // namespace aug
