#pragma once

namespace aug {

enum class Depth {
  read,   ///< read files and the kernel's profiles; nothing is executed
  look,   ///< also ask the kernel which profile an exec gets
  prove,  ///< also try what the profile is for, as an unprivileged user
};

}  // namespace aug
