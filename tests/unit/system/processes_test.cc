#include "system/processes.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

using namespace aug;

TEST_CASE("a running process is listed with the program that it executes") {
  const std::vector<RunningProcess> processes = running_processes();
  const auto self = std::find_if(processes.begin(), processes.end(),
                                 [](const RunningProcess& process) { return process.pid == ::getpid(); });
  REQUIRE(self != processes.end());
  CHECK(self->program == std::filesystem::read_symlink("/proc/self/exe").string());
}

TEST_CASE("a process is in our own user namespace unless it says otherwise") {
  CHECK_FALSE(is_in_own_namespace(::getpid()));
  CHECK_FALSE(is_in_own_namespace(0));
}
