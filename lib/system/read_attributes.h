#pragma once

#include <string>
#include <vector>

#include "core/apparmor/file_attributes.h"
#include "system/root.h"

namespace aug {

/// Those of the file's extended attributes that the profiles ask for. What cannot be read is not there, as for the
/// kernel.
FileAttributes read_attributes(const Root& root, const std::string& path,
                               const std::vector<AttributeCondition>& conditions);

}  // namespace aug
