#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "system/namespace_trial.h"

int main(int argc, char** argv) {
  aug::end_as_trial(argc, argv);
  return doctest::Context(argc, argv).run();
}
