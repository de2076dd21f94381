#include "core/policy/example_policy.h"

#include "core/text/format.h"

namespace aug {
namespace {

constexpr std::string_view text = R"(# A policy to edit. aa-userns-gen-policy(5) has every key.
# Then see what it comes to, and grant it:
#   aa-userns-gen check {name}
#   aa-userns-gen apply {name}
# yaml-language-server: $schema=/usr/share/aa-userns-gen/schema/policy.schema.json
version: 1
name: {name}
# What it is for, in one line.
description: Programs of our own
# The programs that may use user namespaces, an item for each.
binaries:
  # The program that runs in the end, by its absolute path: no wrapper script, no shell, no interpreter. This path
  # stands for yours. 'aa-userns-gen suggest PATH' says what suits a program.
  - path: {path}
    # gateway: for a program that builds a sandbox of its own. It may use user namespaces again, and so may all that it
    # starts. bwrap: for bubblewrap. It may build its sandboxes, and what runs in them has no capabilities.
    template: gateway
    # Where the program is not installed, nothing is granted. Without this line, its profile is there before it is.
    if_missing: skip
    # The name of the profile. Without this line, the last part of the path.
    # profile: {name}
)";

/// Those of the installed policies that are there to be copied.
bool is_placeholder(std::string_view path) {
  return path == example_path || path == "/opt/Example.AppImage";
}

}  // namespace

Diagnoses placeholders_in(const Policy& policy) {
  Diagnoses found;
  for (const BinaryEntry& entry : policy.binaries) {
    for (const BinaryPath& path : entry.paths) {
      if (!is_placeholder(path.text)) continue;
      found.push_back(
          {"example-policy"_id, Severity::error, path.location,
           aug::format("'{}' is an example, as it stands: this path stands for the path of a program", policy.name),
           "put your program's path in its place"});
    }
  }
  return found;
}

std::string example_policy(std::string_view name) {
  return aug::format(text, fmt::arg("name", name), fmt::arg("path", example_path));
}

}  // namespace aug
