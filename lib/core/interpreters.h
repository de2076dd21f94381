#pragma once

#include <string_view>

namespace aug {

/// What makes a program one that no grant should name, since whoever may run it may have it do anything: "a shell",
/// "an interpreter", "a tool that runs other programs", "systemd's own executor"; "" for others. Versions in the name
/// do not count: python3.12.
std::string_view what_runs_anything(std::string_view path);

}  // namespace aug
