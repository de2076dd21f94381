#pragma once

#include <string_view>

namespace aug {

/// Why no grant should name a program: whoever may run it may have it do anything.
struct RunsAnything {
  enum class Kind { nothing, shell, interpreter, multiplexer };

  Kind kind = Kind::nothing;
  std::string_view what = {};  ///< "a shell", "a tool that runs other programs"; "" for programs of their own

  bool empty() const { return kind == Kind::nothing; }
};

/// By the name alone, without a version: python3.12 is an interpreter.
RunsAnything what_runs_anything(std::string_view path);

}  // namespace aug
