#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aug {

/// The profile that Ubuntu's kernels give to whoever makes a namespace without a grant: it leaves no capability.
inline constexpr std::string_view stub_profile = "unprivileged_userns";

/// The confinement of a process, as the kernel shows it: "bwrap//&unpriv_bwrap (enforce)".
struct Label {
  std::vector<std::string> profiles;  ///< of the stack, in its order; {"unconfined"} without any; none: not known
  std::string mode;                   ///< "enforce", "complain", "mixed", ...; "" where the kernel shows none

  /// The profile that the stack begins with: the one that was given at exec; "" where none is known.
  std::string first() const;
  /// The stack without its mode: "bwrap//&unpriv_bwrap".
  std::string name() const;
  /// Whether the profile is in the stack.
  bool has(std::string_view profile) const;
  /// Whether no profile confines it.
  bool is_unconfined() const;

  friend bool operator==(const Label&, const Label&) = default;
};

/// The label in what the kernel shows; an empty one for "".
Label label_from(std::string_view text);

}  // namespace aug
