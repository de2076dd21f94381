#include "core/change/step.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("each step has a line for people") {
  CHECK(describe(LoadProfiles{{"bwrap", "unpriv_bwrap"}, "bytes"}) == "load the profiles bwrap, unpriv_bwrap");
  CHECK(describe(LoadProfiles{{"bwrap"}, "bytes"}) == "load the profile bwrap");
  CHECK(describe(UnloadProfile{"bwrap"}) == "unload the profile bwrap");
  CHECK(describe(PlaceFile{"/etc/x", {"text"}}) == "place /etc/x");
  CHECK(describe(RemoveFile{"/etc/x"}) == "remove /etc/x");
  CHECK(describe(SetSysctl{"kernel.x", "0"}) == "set kernel.x = 0");
  CHECK(describe(ReloadUnits{UnitScope::user}) == "reload the units of users");
  CHECK(describe(ReloadUnits{UnitScope::system}) == "reload the units of the system");
  CHECK(describe(SelectGeneration{12}) == "select generation 12");
  CHECK(describe(SelectGeneration{0}) == "select no generation");
}

TEST_CASE("a file that is to be placed is root's and readable by all unless told otherwise") {
  const FileState file{"text"};
  CHECK(file.mode == 0644);
  CHECK(file.uid == 0);
  CHECK(file.gid == 0);
  CHECK(file == FileState{"text", 0644, 0, 0});
  CHECK(file != FileState{"text", 0600, 0, 0});
  CHECK(file != FileState{"text", 0644, 1, 0});
  CHECK(file != FileState{"text", 0644, 0, 1});
  CHECK(file != FileState{"other"});
}

TEST_CASE("profiles and settings are the kernel's, files and what reads them are not") {
  for (const Step& step : {Step(LoadProfiles{}), Step(UnloadProfile{}), Step(SetSysctl{})}) CHECK(is_for_kernel(step));
  for (const Step& step : {Step(PlaceFile{}), Step(RemoveFile{}), Step(ReloadUnits{}), Step(SelectGeneration{})}) {
    CHECK_FALSE(is_for_kernel(step));
  }
}
