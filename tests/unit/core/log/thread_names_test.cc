#include "core/log/thread_names.h"

#include <doctest/doctest.h>

#include <string>

using namespace aug;

TEST_CASE("names of threads that name no program are told") {
  for (const char* comm : {"3", "17", "exe", "starter", "headless_shell", "memfd:runc", "AppRun.wrapped",
                           "ThreadPoolForeg", "MainThread"}) {
    CAPTURE(comm);
    CHECK(what_thread_is(comm) != "");
  }
  CHECK(std::string(what_thread_is("3")).find("descriptor") != std::string::npos);
}

TEST_CASE("names of programs are not") {
  for (const char* comm : {"", "bwrap", "7z", "exec", "starters", "rootlesskit", "x3", "chrome"}) {
    CAPTURE(comm);
    CHECK(what_thread_is(comm) == "");
  }
}
