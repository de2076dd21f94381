#include "core/change/concern.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

PlannedBinary binary(const std::string& path, const std::string& profile) {
  PlannedBinary planned;
  planned.policy = "p";
  planned.path = planned.real_path = path;
  planned.profile = profile;
  return planned;
}

Generation with(std::vector<PlannedBinary> binaries) {
  Generation generation;
  generation.binaries = std::move(binaries);
  return generation;
}

Change loading(std::vector<std::string> profiles) {
  return {LoadProfiles{std::move(profiles), ""}, {}};
}

const PlannedBinary a = binary("/usr/bin/a", "a");
const PlannedBinary b = binary("/usr/bin/b", "b");

}  // namespace

TEST_CASE("a change of one program's profile leaves the others as they were") {
  const Concern concern(with({a, b}), with({a, b}), {loading({"a"})});
  CHECK(concern.is_with(a));
  CHECK_FALSE(concern.is_with(b));
}

TEST_CASE("what the sandbox runs, and its helpers, count as the program") {
  for (const char* const relative : {"unpriv_a", "helper_a"}) {
    const Concern concern(with({a, b}), with({a, b}), {loading({relative})});
    CHECK(concern.is_with(a));
    CHECK_FALSE(concern.is_with(b));
  }
}

TEST_CASE("what is new or planned otherwise is concerned, whatever is loaded") {
  PlannedBinary moved = b;
  moved.real_path = "/opt/b";
  const Concern concern(with({b}), with({a, moved}), {});
  CHECK(concern.is_with(a));
  CHECK(concern.is_with(moved));
}

TEST_CASE("a profile with a pattern, one of others and a setting of the kernel concern all") {
  PlannedBinary pattern = binary("/usr/lib/*/c", "c");
  pattern.glob = true;
  const Generation generation = with({a, b, pattern});
  CHECK(Concern(generation, generation, {loading({"c"})}).is_with(b));
  CHECK(Concern(with({a, b, pattern}), with({a, b}), {{UnloadProfile{"c"}, {}}}).is_with(b));
  CHECK(Concern(generation, generation, {loading({"a", "somebody's"})}).is_with(b));
  CHECK(Concern(generation, generation, {{SetSysctl{"user.max_user_namespaces", "100"}, {}}}).is_with(b));
  CHECK_FALSE(Concern(generation, generation, {{RemoveFile{"/etc/apparmor.d/x"}, {}}}).is_with(b));
}

TEST_CASE("what another profile serves is always concerned: it is not ours to know what became of that") {
  PlannedBinary served = b;
  served.state = BinaryState::granted_by_other;
  CHECK(Concern(with({a, served}), with({a, served}), {loading({"a"})}).is_with(served));
}
