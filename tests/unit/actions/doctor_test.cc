#include "actions/doctor.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "support/failure_of.h"
#include "support/temporary_folder.h"

using namespace aug;

namespace {

/// Of an image tree without a parser.
Checks checks_of(const TemporaryFolder& image, const std::vector<std::string>& programs) {
  return doctor(Host(HostChoice{image.path(), image / "no-parser", ""}), programs);
}

const Check* find(const Checks& checks, const std::string& id) {
  const auto found = std::find_if(checks.begin(), checks.end(), [&](const Check& check) { return check.id == id; });
  return found == checks.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("doctor looks at programs by their absolute paths, or by a name alone") {
  const TemporaryFolder image;
  const Failure failure = failure_of([&] { checks_of(image, {"/usr/bin/bwrap", "bin/bwrap"}); });
  CHECK(failure.code() == ExitCode::usage);
  CHECK(std::string(failure.what()) == "cannot look at 'bin/bwrap': it is no absolute path");
  CHECK(failure_of([&] { checks_of(image, {"bwrap"}); }).code() == ExitCode::failed);
  image.write("usr/bin/tool", "\177ELF");
  std::filesystem::permissions(image / "usr/bin/tool", std::filesystem::perms::owner_all);
  CHECK(find(checks_of(image, {"tool"}), "gaps") == nullptr);
}

TEST_CASE("what doctor cannot find out is told, and hides nothing else") {
  const TemporaryFolder image;
  CHECK(find(checks_of(image, {}), "gaps") == nullptr);
  image.write("var/lib/aa-userns-gen/generations/1/manifest.json", "no JSON");
  std::filesystem::create_symlink("generations/1", image / "var/lib/aa-userns-gen/current");
  const Checks checks = checks_of(image, {"/usr/bin/none"});
  const Check* gaps = find(checks, "gaps");
  REQUIRE(gaps != nullptr);
  CHECK(gaps->evidence.starts_with("cannot read "));
  CHECK(find(checks, "parser") != nullptr);
  CHECK(find(checks, "binary-missing") == &checks.front());
}
