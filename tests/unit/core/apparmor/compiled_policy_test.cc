#include "core/apparmor/compiled_policy.h"

#include <doctest/doctest.h>

#include "support/compiled_profile.h"
#include "support/failure_of.h"

using namespace aug;

namespace {

ExitCode split_code(const std::string& bytes) {
  return failure_of([&] { split_compiled(bytes); }).code();
}

}  // namespace

TEST_CASE("joined profiles come apart as they were, in their order") {
  const std::vector<CompiledProfile> profiles{compiled_profile("zeta", std::string("a\0b", 3)),
                                              compiled_profile("alpha"), compiled_profile("unpriv_bwrap", "")};
  CHECK(split_compiled(join_compiled(profiles)) == profiles);
  CHECK(split_compiled("").empty());
  CHECK(join_compiled({}).empty());
}

TEST_CASE("the children of a profile are profiles of their own") {
  const std::vector<CompiledProfile> profiles{compiled_profile("a"), compiled_profile("a//b"),
                                              compiled_profile("a//c")};
  const auto split = split_compiled(join_compiled(profiles));
  REQUIRE(split.size() == 3);
  CHECK(split[1].name == "a//b");
  CHECK(split == profiles);
}

TEST_CASE("a version inside of a profile does not end it") {
  const std::string number{"\x02\x09\x00\x00\x00", 5};
  const std::string header = compiled_profile("inner", "").bytes;
  for (const std::string& body :
       {named("version"), named("version") + number, named("version") + number + named("profiles"),
        named("version") + number + named("profile"), named("version") + number + named("profile") + "\x07\x05",
        header.substr(0, header.size() - 1), named("profile") + "\x07\x05" + counted("inner")}) {
    const std::vector<CompiledProfile> one{compiled_profile("outer", body)};
    CHECK(split_compiled(one[0].bytes) == one);
  }
}

TEST_CASE("two versions in a row do not hide the header that begins at the second") {
  const std::vector<CompiledProfile> profiles{
      compiled_profile("outer", named("version") + std::string("\x02\x09\x00\x00\x00", 5)), compiled_profile("next")};
  CHECK(split_compiled(join_compiled(profiles)) == profiles);
}

TEST_CASE("a name of more than 255 characters is read whole") {
  const std::string name(700, 'n');
  const auto split = split_compiled(compiled_profile(name).bytes);
  REQUIRE(split.size() == 1);
  CHECK(split[0].name == name);
}

TEST_CASE("bytes that do not begin with a whole header are refused") {
  const std::string header = compiled_profile("name", "").bytes;
  for (std::size_t size = 1; size < header.size(); ++size) {
    CAPTURE(size);
    CHECK(split_code(header.substr(0, size)) == ExitCode::failed);
  }
  CHECK(split_code(header) == ExitCode::done);
  CHECK(split_code("x" + header) == ExitCode::failed);
  CHECK(split_code("AppArmor parser error") == ExitCode::failed);
  CHECK(split_code(std::string(5000, '\0')) == ExitCode::failed);
  CHECK(split_code(compiled_profile("").bytes) == ExitCode::failed);
  for (const std::size_t at : {std::size_t{0}, header.find("profile")}) {
    std::string wrong = header;
    wrong[at] = 'x';
    CHECK(split_code(wrong) == ExitCode::failed);
  }
  std::string without_size = header;
  without_size.replace(header.find("name") - 2, 2, 2, '\0');
  CHECK(split_code(without_size) == ExitCode::failed);
}

TEST_CASE("what is cut anywhere or has a wrong byte anywhere is refused or still joins to itself") {
  const std::string whole =
      join_compiled({compiled_profile("one"), compiled_profile("one//two", "x"), compiled_profile("three")});
  const auto check = [](const std::string& bytes) {
    std::string joined;
    const Failure failure = failure_of([&] { joined = join_compiled(split_compiled(bytes)); });
    CHECK((failure.code() == ExitCode::failed || joined == bytes));
  };
  for (std::size_t at = 0; at < whole.size(); ++at) {
    CAPTURE(at);
    check(whole.substr(0, at));
    check(whole.substr(at));
    for (const char wrong : {'\x00', '\x04', '\xff'}) {
      std::string damaged = whole;
      damaged[at] = wrong;
      check(damaged);
    }
  }
}

TEST_CASE("the rules are what follows name and attachment, and nothing where that is not known") {
  const std::string rules = named("flags") + "\x07rules";
  CHECK(rules_in(compiled_profile("a", "attachment" + rules).bytes) == rules);
  CHECK(rules_in(compiled_profile("another", "its own" + rules).bytes) == rules);
  const std::string path = named("disconnected") + "\x05" + counted("/x");
  CHECK(rules_in(compiled_profile("a", path + rules).bytes) == path + rules);
  CHECK(rules_in(compiled_profile("a", "attachment").bytes).empty());
}
