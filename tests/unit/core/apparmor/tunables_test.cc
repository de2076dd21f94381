#include "core/apparmor/tunables.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using aug::Tunables;
using How = aug::Tunables::Assignment;

TEST_CASE("variables are replaced by their value or their alternatives") {
  Tunables tunables;
  CHECK(tunables.assign("one", How::set, {"/a"}) == "");
  CHECK(tunables.assign("two", How::set, {"b", "@{one}/c"}) == "");
  CHECK(tunables.expand("/x") == "/x");
  CHECK(tunables.expand("@{one}") == "/a");
  CHECK(tunables.expand("/@{two}@{two}") == "/{b,a/c}{b,/a/c}");
  CHECK(tunables.expand("\\@{one}") == "\\@{one}");
  CHECK(tunables.expand("/@{b,c}") == "/@{b,c}");
}

TEST_CASE("a value's slashes give way to those around the variable") {
  Tunables tunables;
  tunables.assign("home", How::set, {"/home/", "/root/"});
  CHECK(tunables.expand("@{home}/x") == "{/home,/root}/x");
  CHECK(tunables.expand("/mnt/@{home}x") == "/mnt/{home/,root/}x");
}

TEST_CASE("assignments follow the rules of the parser") {
  Tunables tunables;
  CHECK(tunables.assign("x", How::add, {"a"}) == "cannot add to '@{x}', which is not set");
  CHECK(tunables.assign("x", How::set, {"a"}) == "");
  CHECK(tunables.assign("x", How::set, {"b"}) == "cannot set '@{x}' a second time");
  CHECK(tunables.assign("x", How::add, {"b"}) == "");
  CHECK(tunables.assign("x", How::set_if_unset, {"c"}) == "");
  CHECK(tunables.expand("@{x}") == "{a,b}");
  CHECK(tunables.assign("x", How::replace, {"d"}) == "");
  CHECK(tunables.expand("@{x}") == "d");
  CHECK(tunables.assign_flag("f", How::set, true) == "");
  CHECK(tunables.assign_flag("f", How::set, false) != "");
  CHECK(tunables.assign_flag("f", How::set_if_unset, false) == "");
  CHECK(tunables.flag("f") == true);
  CHECK(tunables.flag("g") == std::nullopt);
}

TEST_CASE("what cannot be expanded is no text") {
  Tunables tunables;
  tunables.assign("loop", How::set, {"a@{loop}"});
  tunables.assign("empty", How::set, {});
  CHECK(tunables.expand("@{loop}") == std::nullopt);
  CHECK(tunables.expand("@{empty}") == std::nullopt);
  CHECK(tunables.expand("@{missing}") == std::nullopt);
  for (const char* flag : {"f", "g", "h"}) tunables.assign_flag(flag, How::set, true);
  CHECK(tunables.expand("@{f}") == std::nullopt);
  tunables.assign("v0", How::set, {"aaaaaaaaaaaaaaaa"});
  for (int i = 1; i <= 40; ++i) {
    const std::string before = "@{v" + std::to_string(i - 1) + "}";
    tunables.assign("v" + std::to_string(i), How::set, {before + before, before});
  }
  CHECK(tunables.expand("@{v40}") == std::nullopt);
}

TEST_CASE("variables are put in others to a depth of a hundred") {
  Tunables tunables;
  tunables.assign("v1", How::set, {"/x"});
  for (int i = 2; i <= 100'000; ++i) {
    tunables.assign("v" + std::to_string(i), How::set, {"@{v" + std::to_string(i - 1) + "}"});
  }
  CHECK(tunables.expand("@{v100}") == "/x");
  CHECK(tunables.expand("@{v101}") == std::nullopt);
  CHECK(tunables.expand("@{v100000}") == std::nullopt);
}

TEST_CASE("variables that double the work each have an end, even where no text grows") {
  Tunables tunables;
  tunables.assign("plain", How::set, {"/x"});
  tunables.assign("a0", How::set, {""});
  for (int i = 1; i <= 60; ++i) {
    const std::string before = "@{a" + std::to_string(i - 1) + "}";
    tunables.assign("a" + std::to_string(i), How::set, {before + before});
  }
  CHECK(tunables.expand("@{a10}@{plain}") == "/x");
  CHECK(tunables.expand("@{a60}") == std::nullopt);
  CHECK(tunables.expand("/no/variable") == "/no/variable");
  CHECK(tunables.expand("@{plain}") == std::nullopt);  // the work of a file is used up
}

TEST_CASE("a product of long and of many values has an end") {
  Tunables tunables;
  std::vector<std::string> many;
  for (int i = 0; i < 2000; ++i) many.push_back(std::to_string(i));
  tunables.assign("many", How::set, many);
  tunables.assign("long", How::set, {"a", std::string(1'000'000, 'b')});
  tunables.assign("product", How::set, {"@{long}@{many}"});
  CHECK_FALSE(tunables.expand("@{product}"));
}

TEST_CASE("a variable's name is what is between its signs") {
  using aug::variable_name;
  CHECK(variable_name("@{ab}") == "ab");
  CHECK(variable_name("$ab") == "ab");
  CHECK(variable_name("") == "");
}

TEST_CASE("what is set where it was not is set, and of a flag only the first value counts") {
  Tunables tunables;
  CHECK(tunables.assign("x", How::set_if_unset, {"a", "a"}) == "");
  CHECK(tunables.expand("@{x}") == "a");
  CHECK(tunables.expand("@{x}@{x}") == "aa");
  CHECK(tunables.expand("b@{x") == "b@{x");
  CHECK(tunables.expand("b@") == "b@");
  tunables.assign("twice", How::set, {"@{x}@{x}"});
  CHECK(tunables.expand("@{twice}") == "aa");
  CHECK(tunables.assign_flag("f", How::add, true) == "cannot add to '$f'");
  CHECK(tunables.assign_flag("f", How::set_if_unset, true) == "");
  CHECK(tunables.flag("f") == true);
  CHECK(tunables.assign_flag("f", How::replace, false) == "");
  CHECK(tunables.flag("f") == false);
}

TEST_CASE("values that are too many or too long are none") {
  Tunables tunables;
  std::vector<std::string> many;
  for (int i = 0; i < 71; ++i) many.push_back(std::to_string(i));
  tunables.assign("many", How::set, many);
  CHECK(tunables.expand("@{many}"));
  tunables.assign("product", How::set, {"@{many}@{many}"});
  CHECK_FALSE(tunables.expand("@{product}"));
  tunables.assign("half", How::set, {std::string(600'000, 'a')});
  CHECK(tunables.expand("@{half}"));
  CHECK_FALSE(tunables.expand("@{half}@{half}"));
  tunables.assign("whole", How::set, {"@{half}@{half}"});
  CHECK_FALSE(tunables.expand("@{whole}"));
  tunables.assign("sum", How::set, {"@{half}", "@{half}b"});
  CHECK_FALSE(tunables.expand("@{sum}"));
}

TEST_CASE("a variable may have 5000 values and a megabyte of text") {
  Tunables tunables;
  std::vector<std::string> fifty;
  for (int i = 0; i < 50; ++i) fifty.push_back(std::to_string(i) + "a");
  std::vector<std::string> hundred = fifty;
  for (int i = 0; i < 50; ++i) hundred.push_back(std::to_string(i) + "b");
  tunables.assign("fifty", How::set, fifty);
  tunables.assign("hundred", How::set, hundred);
  tunables.assign("most", How::set, {"@{fifty}@{hundred}"});
  CHECK(tunables.expand("@{most}"));
  tunables.assign("most", How::add, {"one more"});
  CHECK_FALSE(tunables.expand("@{most}"));

  tunables.assign("half", How::set, {std::string(1U << 19U, 'a')});
  tunables.assign("longest", How::set, {"@{half}@{half}"});
  REQUIRE(tunables.expand("@{longest}"));
  CHECK(tunables.expand("@{longest}")->size() == 1U << 20U);
  CHECK_FALSE(tunables.expand("@{longest}b"));
}

TEST_CASE("a value that comes twice is there once, and its text counts twice") {
  Tunables tunables;
  tunables.assign("twice", How::set, {std::string(500'000, 'a'), std::string(500'000, 'a')});
  CHECK(tunables.expand("@{twice}") == std::string(500'000, 'a'));
  tunables.assign("too_long", How::set, {std::string(600'000, 'a'), std::string(600'000, 'a')});
  CHECK_FALSE(tunables.expand("@{too_long}"));
}
