#pragma once

#include <string_view>

namespace aug {

/// Why no grant should name a program: whoever may run it may have it do anything.
struct RunsAnything {
  std::string_view lint;  ///< the word by which `allow` overrules it: "shell", "interpreter" or "multiplexer"
  std::string_view what;  ///< "a shell", "a tool that runs other programs"; "" for programs of their own

  bool empty() const { return what.empty(); }
};

/// By the name alone, without a version: python3.12 is an interpreter.
RunsAnything what_runs_anything(std::string_view path);

}  // namespace aug
