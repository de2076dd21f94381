#include "core/apparmor/our_files.h"

#include <doctest/doctest.h>

namespace aug {
namespace {

TEST_CASE("files of ours have a name and a first line that no other has") {
  CHECK(file_name_of("tool") == "aa-userns-gen.tool");
  CHECK(path_of("tool") == "/etc/apparmor.d/aa-userns-gen.tool");
  CHECK(has_name_of_ours(path_of("tool")));
  CHECK_FALSE(has_name_of_ours("/etc/apparmor.d/tool"));
  CHECK(is_ours("# Managed by aa-userns-gen; changes to this file are undone\n"));
  CHECK_FALSE(is_ours("profile tool {}\n# Managed by aa-userns-gen"));
  CHECK_FALSE(is_ours(""));
}

TEST_CASE("links by which an administrator changes what becomes of a file have its name") {
  CHECK(override_links_of("tool") == std::vector<std::string>{"/etc/apparmor.d/disable/aa-userns-gen.tool",
                                                              "/etc/apparmor.d/force-complain/aa-userns-gen.tool"});
  CHECK(disable_link_of("/etc/apparmor.d/other") == "/etc/apparmor.d/disable/other");
}

}  // namespace
}  // namespace aug
