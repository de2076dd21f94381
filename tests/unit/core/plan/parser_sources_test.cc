#include "core/plan/parser_sources.h"

#include <doctest/doctest.h>

using namespace aug;

namespace {

RenderedProfile profile(const std::string& text, std::vector<std::string> optional = {}) {
  return {"x", text, std::move(optional), {}};
}

std::vector<std::string> joined(const std::vector<RenderedProfile>& profiles) {
  std::vector<std::string> texts;
  for (const ParserSource& source : joined_sources(profiles)) texts.push_back(source.text);
  return texts;
}

const std::string begin = "abi <abi/4.0>,\n\ninclude <tunables/global>\n";

}  // namespace

TEST_CASE("profiles that begin alike share the begin, whatever their comments say") {
  CHECK(joined({profile("# of one\n\n" + begin + "profile one /1 {\n}\n"), profile(begin + "profile two /2 {\n}")}) ==
        std::vector<std::string>{
            "abi <abi/4.0>,\ninclude <tunables/global>\nprofile one /1 {\n}\n\nprofile two /2 {\n}\n"});
}

TEST_CASE("others stay apart") {
  const RenderedProfile one = profile(begin + "profile one /1 {\n}\n");
  for (const std::string& text :
       std::vector<std::string>{"@{X} = /2\n" + begin, begin + "/2 {\n}\n", "#include <tunables/global>\n",
                                begin + "include <a> profile evil {\n}\n", begin + "abi <a>, <b>\n",
                                begin + "include \"tunables/global\"\n", "abi <abi/3.0>,\n"}) {
    CAPTURE(text);
    CHECK(joined({one, profile(text + "profile two /2 {\n}\n")}).size() == 2);
  }
  CHECK(joined({one, profile(one.text, {"dbus"})}).size() == 2);
}

TEST_CASE("one alone is left as it is, lines and all") {
  const std::string text = "# a comment\n" + begin + "profile one /1 {\n}\n";
  CHECK(joined({profile(text)}) == std::vector{text});
}
