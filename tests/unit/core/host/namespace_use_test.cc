#include "core/host/namespace_use.h"

#include <doctest/doctest.h>

#include <cerrno>

using namespace aug;
using Stage = NamespaceUse::Stage;

TEST_CASE("the same refusal has different causes, which the error and the settings tell apart") {
  const NamespaceUse works{Stage::done, 0, "bwrap (enforce)"};
  CHECK(obstacle_of(works, {}) == Obstacle::none);
  CHECK(obstacle_of({Stage::map, EPERM, "unprivileged_userns (enforce)"}, {}) == Obstacle::restriction);
  CHECK(obstacle_of({Stage::create, EACCES, "unconfined"}, {.is_restricted = true}) == Obstacle::stub_missing);
  CHECK(obstacle_of({Stage::create, EACCES, "x (enforce)"}, {.is_restricted = true}) == Obstacle::refused);
  CHECK(obstacle_of({Stage::create, EACCES, "unconfined"}, {}) == Obstacle::refused);
  CHECK(obstacle_of({Stage::mount, EACCES, "x (enforce)"}, {}) == Obstacle::refused);
  CHECK(obstacle_of({Stage::create, ENOSPC, ""}, {.limit = "0"}) == Obstacle::limit_zero);
  CHECK(obstacle_of({Stage::create, ENOSPC, ""}, {.limit = "100"}) == Obstacle::limit_reached);
  CHECK(obstacle_of({Stage::create, EPERM, ""}, {.has_seccomp = true, .clone = "0"}) == Obstacle::clone_off);
  CHECK(obstacle_of({Stage::create, EPERM, ""}, {.has_seccomp = true, .is_chroot = true}) == Obstacle::chroot);
  CHECK(obstacle_of({Stage::create, EPERM, ""}, {.has_seccomp = true, .clone = "1"}) == Obstacle::seccomp);
  CHECK(obstacle_of({Stage::create, EPERM, ""}, {}) == Obstacle::unknown);
  CHECK(obstacle_of({Stage::create, EINVAL, ""}, {}) == Obstacle::no_support);
  CHECK(obstacle_of({Stage::create, ENOSYS, ""}, {.has_seccomp = true}) == Obstacle::seccomp);
  CHECK(obstacle_of({Stage::user, EPERM, ""}, {}) == Obstacle::unknown);
}

TEST_CASE("how far it got is said in words") {
  CHECK(describe({Stage::map, EPERM, "unprivileged_userns (enforce)"}) ==
        "a plain user cannot map the user into the namespace: Operation not permitted; its label is "
        "'unprivileged_userns (enforce)'");
  CHECK(describe({Stage::done, 0, ""}) == "a plain user can use a user namespace");
}
