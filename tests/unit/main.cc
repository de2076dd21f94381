#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "system/left_processes.h"
#include "system/probe_helper.h"

int main(int argc, char** argv) {
  aug::end_as_helper(argc, argv);
  aug::end_as_ender(argc, argv);
  return doctest::Context(argc, argv).run();
}
