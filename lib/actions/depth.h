#pragma once

namespace aug {

enum class Depth {
  look,   ///< read files and the kernel, and ask it which profile an exec gets
  prove,  ///< also try what the profile is for, as an unprivileged user
};

}  // namespace aug
