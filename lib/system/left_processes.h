#pragma once

namespace aug {

/// From here on, processes that lose their parents become this one's children, however they left their session, their
/// group and their user: prctl(2), PR_SET_CHILD_SUBREAPER.
void adopt_orphans();

/// Ends all children of this process, and theirs as they come. For root, who may. Whether none is left: AppArmor may
/// keep even root from ending a process.
bool end_children();

}  // namespace aug
