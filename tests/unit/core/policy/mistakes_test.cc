#include "core/policy/mistakes.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("mistakes are told by place and words, each once, and those of the same place and words as they came") {
  const SourceText source("one\ntwo\n", "p.yaml");
  Mistakes mistakes(source);
  mistakes.add("a-kind"_id, 4, "b", "first");
  mistakes.add("a-kind"_id, 4, "b", "first");
  mistakes.add("a-kind"_id, 4, "b", "second");
  mistakes.add("a-kind"_id, 4, "a");
  mistakes.add("a-kind"_id, 0, "c");
  std::string told;
  for (const Diagnosis& each : mistakes.in_order()) told += each.message + ":" + each.hint + " ";
  CHECK(told == "c: a: b:first b:second ");
}
