#pragma once

namespace aug {

/// What a program that uses this library begins main() with. Puts right what its caller left to it, and ends a process
/// that this library started to try a namespace.
void start(int argc, char** argv);

}  // namespace aug
