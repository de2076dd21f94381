#include "core/apparmor/profile_file_names.h"

#include <doctest/doctest.h>

TEST_CASE("files that apparmor_parser skips in a folder are ignored") {
  for (const char* name : {"", ".", ".hidden", "README", "a~", "a.dpkg-new", "a.dpkg-old", "a.dpkg-dist", "a.dpkg-bak",
                           "a.dpkg-remove", "a.pacsave", "a.pacnew", "a.rpmnew", "a.rpmsave", "a.orig", "a.rej"}) {
    CAPTURE(name);
    CHECK(aug::is_ignored_profile_file(name));
  }
}

TEST_CASE("files that only look like leftovers are loaded") {
  for (const char* name :
       {"a", "README.txt", "readme", "a.swp", "a.bak", "a.orig.b", "a.dpkg-tmp", "orig", "usr.bin.man"}) {
    CAPTURE(name);
    CHECK_FALSE(aug::is_ignored_profile_file(name));
  }
}
