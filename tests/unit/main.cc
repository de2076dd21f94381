#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "system/probe_helper.h"

int main(int argc, char** argv) {
  aug::end_as_helper(argc, argv);
  return doctest::Context(argc, argv).run();
}
