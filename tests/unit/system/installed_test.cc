#include "system/installed.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

/// What a copy of this program at `path` takes for its share folder.
std::string share_folder_of(const TemporaryFolder& folder, const std::string& path) {
  fs::create_directories(fs::path(folder / path).parent_path());
  fs::copy_file("/proc/self/exe", folder / path);
  const std::string command = "AUG_TELL=" + (folder / "told") + " " + (folder / path) +
                              " --no-skip --test-case='the share folder is told to a file' >/dev/null";
  REQUIRE(std::system(command.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe)
  return folder.read("told");
}

}  // namespace

TEST_CASE("the share folder is told to a file" * doctest::skip()) {
  const char* file = std::getenv("AUG_TELL");  // NOLINT(concurrency-mt-unsafe)
  if (file != nullptr) std::ofstream(file) << share_folder();
}

TEST_CASE("the share folder is the one beside the program's folder") {
  const TemporaryFolder folder;
  folder.write("usr/share/aa-userns-gen/file", "");
  CHECK(share_folder_of(folder, "usr/bin/tool") == folder / "usr/share/aa-userns-gen");
}

TEST_CASE("a program without a share folder has none") {
  const TemporaryFolder folder;
  CHECK(share_folder_of(folder, "bin/tool").empty());
  folder.write("other/share/aa-userns-gen", "a file");
  CHECK(share_folder_of(folder, "other/bin/tool").empty());
}

TEST_CASE("templates and policies are built in, each once and with its text") {
  const auto names = built_in_names();
  CHECK(std::set(names.begin(), names.end()).size() == names.size());
  for (const char* name : {"templates/bwrap", "templates/unpriv_bwrap", "templates/gateway", "policies/runner.yaml"}) {
    CAPTURE(name);
    CHECK(std::count(names.begin(), names.end(), name) == 1);
  }
  for (const std::string_view name : names) {
    REQUIRE(built_in(name));
    CHECK_FALSE(built_in(name)->empty());
    std::ifstream file(AUG_TESTS_DIR "/../" + std::string(name));
    CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == *built_in(name));
  }
}

TEST_CASE("what is not built in is not found") {
  for (const char* name : {"", "bwrap", "templates", "templates/", "templates/bwrap ", "/templates/bwrap"}) {
    CHECK(built_in(name) == std::nullopt);
  }
}
