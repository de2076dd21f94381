#include "core/host/mount_table.h"

#include <doctest/doctest.h>

#include <string>

using namespace aug;

TEST_CASE("who mounted a file system with a server is told by its device") {
  const std::string table =
      "22 1 0:20 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
      "40 22 0:45 / /home/u/user_id=0\\040-\\040fuse rw,nosuid,nodev - fuse.app app rw,user_id=1000,group_id=1000\n"
      "41 22 0:46 / /srv rw - fuse.root x,user_id=7 rw,user_id=0,group_id=0,allow_other\n"
      "42 22 0:47 / /run/0:45 rw - tmpfs tmpfs rw,user_id=5\n";
  CHECK(fuse_owner(table, 0, 45) == 1000U);
  CHECK(fuse_owner(table, 0, 46) == 0U);
  CHECK_FALSE(fuse_owner(table, 0, 20));
  CHECK_FALSE(fuse_owner(table, 0, 47));
  CHECK_FALSE(fuse_owner(table, 0, 4));
  CHECK_FALSE(fuse_owner("", 0, 45));
}
