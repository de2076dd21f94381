#pragma once

#include <vector>

#include "core/doctor/doctor_facts.h"
#include "system/apparmor_parser.h"
#include "system/root.h"

namespace aug {

/// Links in /etc/apparmor.d that lead to nothing; the service that loads the profiles fails for each.
std::vector<BadFile> broken_links(const Root& root);

/// Those of these files that the parser cannot read, what it says of them, and what they include in which the mistake
/// is; the first 50. Throws Failure(failed).
std::vector<BadFile> unreadable_profiles(const Root& root, const ParserSetting& setting,
                                         const std::vector<std::string>& paths);

}  // namespace aug
