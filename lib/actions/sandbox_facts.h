#pragma once

#include <string>
#include <vector>

#include "core/change/generation.h"
#include "core/log/suggestion.h"
#include "system/host.h"

namespace aug {

/// The helpers that policies name: those applied, and those that are known here. They are read when they are first
/// asked for.
class NamedHelpers {
 public:
  NamedHelpers(const Host& host, const Generation& current) : root_(host.root), current_(current) {}

  /// What is known of the sandbox of a record, whose program is this. Throws Failure(failed) where a folder of
  /// policies cannot be read.
  SandboxFacts of(const AuditRecord& record, const ProgramFacts& program);

 private:
  struct Helper {
    std::string policy;
    std::string path;  ///< where it leads to
    bool is_there = true;
    bool is_applied = false;
  };

  void read();
  void add(const std::string& policy, const std::string& helper, bool is_applied);

  const Root& root_;
  const Generation& current_;
  bool is_read_ = false;
  std::vector<Helper> helpers_;  ///< those applied first
};

}  // namespace aug
