#pragma once

#include <string>

#include "core/change/step.h"

namespace aug {

/// Why no step of this program can be like this one, to follow "it would": "place /su"; "" where one can. What is on
/// disk of an interrupted change, and of a generation, is held against it, whoever wrote that: a step has a path that
/// ours can have, and its files are root's, without setuid.
std::string flaw_in(const Step& step);

/// A file as it may be put back: root's, without setuid, setgid and the sticky bit.
FileState restorable(FileState file);

}  // namespace aug
