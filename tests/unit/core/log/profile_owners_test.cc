#include "core/log/profile_owners.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("profiles that programs write are known by their names") {
  CHECK(owner_of("snap.thunder.thunder").who == "snapd");
  CHECK(owner_of("snap-update-ns.thunder").who == "snapd");
  CHECK(owner_of("/snap/snapd/21759/usr/lib/snapd/snap-confine").who == "snapd");
  CHECK(owner_of("docker-default").who == "Docker");
  CHECK(owner_of("containers-default-0.57.4").who == "Podman or Buildah");
  CHECK(owner_of("cri-containerd.apparmor.d").who == "containerd");
  CHECK(owner_of("crio-default").who == "CRI-O");
  CHECK(owner_of("lxc-container-default-cgns").who == "LXC");
  CHECK(owner_of("lxd-c1_</var/snap/lxd/common/lxd>").who == "LXD");
  CHECK(owner_of("incus-c1_</var/lib/incus>").who == "Incus");
  CHECK(owner_of("libvirt-0d2f7a4e-1111-2222-3333-444444444444").who == "libvirt");
  CHECK(owner_of("viewer//null-/usr/bin/bwrap").who == "the kernel");
}

TEST_CASE("profiles that people write are nobody else's") {
  for (const char* profile :
       {"", "/usr/bin/tool", "tool", "tool//child", "snapshot", "dockerd", "unpriv_bwrap", "a//&b"}) {
    CAPTURE(profile);
    CHECK_FALSE(owner_of(profile).is_program());
  }
}

TEST_CASE("of a stack, the profile counts that a program writes") {
  CHECK(owner_of("tool//&snap.thunder.thunder").who == "snapd");
  CHECK(owner_of("docker-default//&unpriv_bwrap").is_container);
}

TEST_CASE("each is changed in its own way, and none by an edit in /etc/apparmor.d") {
  CHECK(owner_of("snap.thunder.thunder").how.find("'snap connections thunder'") != std::string::npos);
  CHECK(owner_of("docker-default").how.find("--security-opt apparmor=unconfined") != std::string::npos);
  CHECK(owner_of("viewer//null-x").how.find("'viewer'") != std::string::npos);
  CHECK(owner_of("lxd-c1_x").how.find("security.nesting") != std::string::npos);
}
