#pragma once

#include <sys/types.h>

#include <ctime>
#include <set>
#include <string>
#include <string_view>

#include "system/kernel.h"

namespace aug {

/// While it lives, it takes down what this process looks at on the host: the files, folders, links and settings of the
/// kernel, there or not, that an answer rests on. There is one at a time.
class Witness {
 public:
  explicit Witness(const Kernel& kernel);
  ~Witness();
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  /// This path is looked at, by its name on the host. Does nothing where no witness lives.
  static void note(std::string_view path);

  const std::set<std::string, std::less<>>& paths() const { return paths_; }
  /// When it began, by the clock that the kernel dates changes of files with.
  const timespec& since() const { return since_; }
  /// The circumstances that it began in, see circumstances().
  const std::string& circumstances() const { return circumstances_; }

 private:
  timespec since_{};
  std::string circumstances_;
  std::set<std::string, std::less<>> paths_;
};

/// What an answer rests on besides paths: this boot, the profiles in the kernel, this program, and what confines us.
/// "" where that cannot be told.
std::string circumstances(const Kernel& kernel);

}  // namespace aug
