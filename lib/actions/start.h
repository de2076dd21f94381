#pragma once

namespace aug {

/// The first call in main() of a program that uses this library. Puts right what its caller left to it, and ends a
/// process that this library started to try a namespace.
void start(int argc, char** argv);

}  // namespace aug
