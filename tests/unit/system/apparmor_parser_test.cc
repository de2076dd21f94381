#include "system/apparmor_parser.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/apparmor/compiled_policy.h"
#include "core/text/failure.h"
#include "support/temporary_folder.h"

using namespace aug;
using namespace std::chrono_literals;

namespace {

/// tests/fakes/apparmor_parser, copied so that it behaves as its name says; nobody but its owner may write it, whatever
/// the modes of the tree that it came with.
struct FakeParser {
  explicit FakeParser(const std::string& behaviour) {
    setting.program = folder / (behaviour.empty() ? "apparmor_parser" : "apparmor_parser-" + behaviour);
    std::filesystem::copy_file(AUG_TESTS_DIR "/fakes/apparmor_parser", setting.program);
    std::filesystem::permissions(setting.program, std::filesystem::perms{0755});
    setting.base = folder.path();
  }

  TemporaryFolder folder;
  ParserSetting setting;
};

RenderedProfile profile(const std::string& name, std::vector<std::string> optional = {}) {
  return {name,
          "abi <abi/4.0>,\nprofile " + name + " /usr/bin/" + name + " {\n  userns,\n}\n",
          std::move(optional),
          {"policy.yaml", 7, 5, ""}};
}

Failure failure_of(const ParserSetting& setting, const std::vector<RenderedProfile>& profiles) {
  try {
    compile(setting, profiles);
  } catch (const Failure& failure) {
    return failure;
  }
  return {ExitCode::done, "none"_id, ""};
}

Failure refusal_of(const std::string& program) {
  try {
    find_parser(program);
  } catch (const Failure& failure) {
    return failure;
  }
  return {ExitCode::done, "none"_id, ""};
}

}  // namespace

TEST_CASE("all profiles are compiled by one run, in their order") {
  const FakeParser fake("");
  const std::vector<RenderedProfile> profiles{profile("beta"), profile("alpha")};
  const auto compiled = split_compiled(compile(fake.setting, profiles));
  REQUIRE(compiled.size() == 2);
  CHECK(compiled[0].name == "beta");
  CHECK(compiled[1].name == "alpha");
  CHECK(compile(fake.setting, {}).empty());
}

TEST_CASE("what begins alike is one source, unless that has a mistake") {
  const FakeParser fake("");
  compile(fake.setting, std::vector{profile("beta"), profile("alpha"), profile("gamma", {"dbus"})});
  const std::string calls = fake.folder.read("calls");
  CHECK(calls.find("/proc/self/fd/", calls.find("/proc/self/fd/", calls.find("/proc/self/fd/") + 1) + 1) ==
        std::string::npos);
}

TEST_CASE("the parser is told neither to load nor to cache, and where its files are") {
  FakeParser fake("");
  fake.setting.features = "/features";
  compile(fake.setting, std::vector{profile("one")});
  const std::string calls = fake.folder.read("calls");
  const std::string expected = "--skip-kernel-load\n--skip-cache\n--stdout\n--jobs=0\n--base\n" + fake.folder.path() +
                               "\n--warn=rule-not-enforced\n--Werror=rule-not-enforced\n--kernel-features\n/features\n"
                               "/proc/self/fd/";
  CHECK(calls.substr(0, expected.size()) == expected);
}

TEST_CASE("the parser is told to leave differential encoding where a pattern would reach too far") {
  FakeParser fake("");
  std::vector profiles{profile("one")};
  compile(fake.setting, profiles);
  CHECK(fake.folder.read("calls").find("no-diff-encode") == std::string::npos);
  profiles.front().has_wildcards = true;
  compile(fake.setting, profiles);
  CHECK(fake.folder.read("calls").find("\n--optimize\nno-diff-encode\n") != std::string::npos);
}

TEST_CASE("a parser that compresses is told not to") {
  const FakeParser fake("zstd");
  CHECK(split_compiled(compile(fake.setting, std::vector{profile("one")})).front().name == "one");
  CHECK(fake.folder.read("calls").find("\n--zstd-compress-level=none\n") != std::string::npos);
}

TEST_CASE("a mistake is shown at the policy entry of each profile that has it") {
  const FakeParser fake("fail");
  const Failure failure = failure_of(fake.setting, {profile("one"), profile("two")});
  CHECK(failure.code() == ExitCode::failed);
  REQUIRE(failure.diagnoses().size() == 2);
  CHECK(failure.diagnoses()[1].location == Location{"policy.yaml", 7, 5, ""});
  CHECK(failure.diagnoses()[1].message ==
        "cannot compile the profile two: line 3 \"userns,\": syntax error, unexpected TOK_ID, expecting TOK_MODE");
}

TEST_CASE("exit status 0 is not believed when the parser says otherwise") {
  const FakeParser liar("lie");
  CHECK(std::string(failure_of(liar.setting, {profile("one")}).what()) ==
        "cannot compile the profile one: line 3 \"userns,\": Invalid capability fly.");
  const FakeParser skipping("skip");
  CHECK(std::string(failure_of(skipping.setting, {profile("one")}).what()) ==
        "cannot compile the profile one: Skipping profile in /etc/apparmor.d/disable: one");
  const FakeParser silent("silent");
  CHECK(std::string(failure_of(silent.setting, {profile("one")}).what()) ==
        "cannot compile the profile one: " + silent.setting.program + " left a profile out, with exit status 0");
}

TEST_CASE("rules that are not enforced are a mistake unless their class is optional") {
  const FakeParser fake("warn");
  CHECK_FALSE(compile(fake.setting, std::vector{profile("one", {"unix", "dbus"})}).empty());
  CHECK(std::string(failure_of(fake.setting, {profile("one", {"unix"})}).what()) ==
        "cannot compile the profile one: its 'dbus' rules would not be enforced");
}

TEST_CASE("a parser or kernel without userns is unsupported") {
  FakeParser old("old");
  CHECK(failure_of(old.setting, {profile("one")}).code() == ExitCode::unsupported);
  CHECK(parser_flaw(old.setting)->message == "cannot use " + old.setting.program + ": it does not know 'userns'");
  FakeParser unenforced("unenforced");
  CHECK(failure_of(unenforced.setting, {profile("one", {"dbus"})}).code() == ExitCode::unsupported);
  CHECK(parser_flaw(unenforced.setting)->message ==
        "cannot compile for this kernel: its AppArmor features do not enforce 'userns'");
  unenforced.setting.features = "/some/features";
  CHECK(parser_flaw(unenforced.setting)->message ==
        "cannot compile for these features: /some/features does not enforce 'userns'");
}

TEST_CASE("whether a parser knows priority= is found out by trying, and once") {
  const FakeParser old("priority");
  CHECK_FALSE(knows_priority(old.setting));
  const FakeParser fake("");
  CHECK(knows_priority(fake.setting));
  std::filesystem::remove(fake.folder / "calls");
  CHECK(knows_priority(fake.setting));
  CHECK_FALSE(std::filesystem::exists(fake.folder / "calls"));
}

TEST_CASE("a parser without a flaw has none") {
  CHECK(parser_flaw(FakeParser("").setting) == std::nullopt);
}

TEST_CASE("a parser that hangs or crashes is a failure") {
  FakeParser hanging("hang");
  hanging.setting.time_limit = 1s;
  CHECK(std::string(failure_of(hanging.setting, {profile("one")}).what()) ==
        "cannot compile: no answer from " + hanging.setting.program + " within 1 s");
  const FakeParser crashing("crash");
  const Failure crash = failure_of(crashing.setting, {profile("one")});
  CHECK(crash.code() == ExitCode::failed);
  CHECK(std::string(crash.what()) ==
        "cannot compile the profile one: " + crashing.setting.program + ": killed by signal 11");
  CHECK(parser_flaw(crashing.setting)->message == "cannot use " + crashing.setting.program + ": killed by signal 11");
}

TEST_CASE("a parser that others could replace is refused" * doctest::skip(::geteuid() != 0)) {
  const FakeParser fake("");
  const std::string& program = fake.setting.program;
  CHECK(find_parser(program) == program);
  ::chmod(program.c_str(), 0757);
  CHECK(std::string(refusal_of(program).what()) ==
        "cannot use " + program + ": " + program + " can be written by everybody");
  ::chmod(program.c_str(), 0755);
  REQUIRE(::chown(fake.folder.path().c_str(), 0, 1) == 0);
  ::chmod(fake.folder.path().c_str(), 0775);
  CHECK(refusal_of(program).code() == ExitCode::unsupported);
  CHECK(std::string(refusal_of(program).what()) ==
        "cannot use " + program + ": " + fake.folder.path() + " can be written by group 1");
  ::chmod(fake.folder.path().c_str(), 01777);
  CHECK(find_parser(program) == program);
}

TEST_CASE("a parser of another user is refused" * doctest::skip(::geteuid() != 0)) {
  const FakeParser fake("");
  REQUIRE(::chown(fake.setting.program.c_str(), 65534, 65534) == 0);
  CHECK(std::string(refusal_of(fake.setting.program).what()) ==
        "cannot use " + fake.setting.program + ": " + fake.setting.program + " belongs to user 65534");
}

TEST_CASE("a parser has to be a program with an absolute path, links are resolved") {
  const FakeParser fake("");
  std::filesystem::create_symlink("apparmor_parser", fake.folder / "link");
  CHECK(find_parser(fake.folder / "link") == fake.setting.program);
  CHECK(std::string(refusal_of("parser").what()) == "cannot use parser: it is no absolute path");
  CHECK(std::string(refusal_of(fake.folder.path()).what()) ==
        "cannot use " + fake.folder.path() + ": it is no program");
  CHECK(std::string(refusal_of(fake.folder / "none").what()) ==
        "cannot use " + (fake.folder / "none") + ": No such file or directory");
}

TEST_CASE("the identity of a build changes with the parser and with the features") {
  const FakeParser fake("");
  const ParserSetting& setting = fake.setting;
  const std::string first = build_identity(setting, "a 1\n");
  CHECK(build_identity(setting, "a 1\n") == first);
  CHECK(build_identity(setting, "a 2\n") != first);
  std::filesystem::last_write_time(setting.program, std::filesystem::file_time_type::clock::now() + 1ns);
  CHECK(build_identity(setting, "a 1\n") != first);
}
