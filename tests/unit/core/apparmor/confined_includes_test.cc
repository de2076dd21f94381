#include "core/apparmor/confined_includes.h"

#include <doctest/doctest.h>

#include <utility>

using namespace aug;

namespace {

std::string confined(const std::string& text) {
  return confined_to("/copy", text).text;
}

}  // namespace

TEST_CASE("what is no include stays as it is") {
  for (const std::string text : {"", "abi <abi/4.0>,\ninclude <abi>\nprofile x /usr/bin/x { userns, }\n",
                                 "/usr/include/** r,\n", "/usr/{include,share}/a r,\n", "/usr/{abi,x}/a r,\n",
                                 "/usr/x86abi r,\n", "@{includes}=/a\n", "/abi/../x r,\n", "\\x41 r,\n", "abi,\n"}) {
    CAPTURE(text);
    CHECK(confined(text) == text);
  }
}

TEST_CASE("an include by a path finds what is in the copy") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"include \"/etc/x\"\n", "include \"/copy/etc/x\"\n"},
      {"#include \"/etc/x\"\n", "#include \"/copy/etc/x\"\n"},
      {"#include\"/etc/x\"\n", "#include\"/copy/etc/x\"\n"},
      {"#include/etc/x\n", "#include/copy/etc/x\n"},
      {"include /etc/x\n", "include /copy/etc/x\n"},
      {"include etc/x\n", "include /copy/etc/x\n"},
      {"include if exists \"/etc/x\"\n", "include if exists \"/copy/etc/x\"\n"},
      {"include if exists\t/etc/x\n", "include if exists\t/copy/etc/x\n"},
      {"include if\nexists /x\n", "include /copy/if\nexists /x\n"},
      {"include if /etc/x\n", "include /copy/if /etc/x\n"},
      {"include \r\n\n \"/etc/x\"", "include \r\n\n \"/copy/etc/x\""},
      {"abi \"/etc/x\",\n", "abi \"/copy/etc/x\",\n"},
      {"abi/etc/x ,\n", "abi/copy/etc/x ,\n"},
      {"{include /etc/x\n", "{include /copy/etc/x\n"},
      {"priority=10include /etc/x\n", "priority=10include /copy/etc/x\n"},
      {"#include#include /etc/x\n", "#include/copy/#include /copy/etc/x\n"},
      {"#include\n# include /etc/x\n", "#include\n/copy/# include /copy/etc/x\n"},
      {"include \"/a b\"include \"/c\"", "include \"/copy/a b\"include \"/copy/c\""},
  };
  for (const auto& [text, expected] : cases) {
    CHECK(confined(text) == expected);
  }
}

TEST_CASE("no include goes up, not by an escape either") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"include <tunables/global>\n", "include <tunables/global>\n"},
      {"include </etc/x>\n", "include </etc/x>\n"},
      {"include <../../etc/x>\n", "include <__/__/etc/x>\n"},
      {"include <\"../x\">\n", "include <\"__/x\">\n"},
      {"include <a/.\\056/x>\n", "include <a/._056/x>\n"},
      {"include \"/a/../x\"\n", "include \"/copy/a/__/x\"\n"},
      {"include \"/a\\\" ../x\"\n", "include \"/copy/a_\" __/x\"\n"},
      {"include \"\\057etc/x\"\n", "include \"/copy/_057etc/x\"\n"},
      {"include /a\\ /../x\n", "include /copy/a_ /__/x\n"},
      {"abi <../x>,\n", "abi <__/x>,\n"},
  };
  for (const auto& [text, expected] : cases) {
    CHECK(confined(text) == expected);
  }
}

TEST_CASE("a keyword at the end of a file takes no name from the file that includes it") {
  CHECK(confined("#include") == "#include/copy/");
  CHECK(confined("include if exists \n") == "include if exists \n/copy/");
  CHECK(confined("abi\n") == "abi\n/copy/");
}

TEST_CASE("the absolute paths are told, since the copy needs them") {
  const ConfinedText text =
      confined_to("/copy", "include <a>\ninclude \"/var/x y\"\n#include /b\ninclude \"/c/../d\"\n");
  CHECK(text.paths == std::vector<std::string>{"/var/x y", "/b"});
}

TEST_CASE("many keywords before one name, or without any end, take no long time") {
  std::string text;
  for (const char* part : {"#include", "#include \"\\\"", "#include <", "abi \""}) {
    for (int i = 0; i < 100'000; ++i) text += part;
    CHECK(confined(text).size() > text.size());
  }
}
