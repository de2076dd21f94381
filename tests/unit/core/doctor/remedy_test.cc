#include "core/doctor/remedy.h"

#include <doctest/doctest.h>

using namespace aug;

TEST_CASE("a remedy is shown as lines for a shell, each word quoted where it has to be") {
  CHECK(shown({}) == "");
  CHECK(shown({RemedyNote{"it's for the reader"}}) == "# it's for the reader");
  CHECK(shown({RemedyCommand{"rm", {"/a b", "$(x)"}}}) == "rm '/a b' '$(x)'");
  CHECK(shown({RemedyCommand{"chmod", {"u-s", "/x"}, {}, true}, own_command({"reconcile"})}) ==
        "chmod u-s /x || true\naa-userns-gen reconcile");
  CHECK(shown({RemedyCommand{"aa-userns-gen", {"apply", "-"}, {"version: 1", "binaries:"}}}) ==
        "printf '%s\\n' 'version: 1' binaries: | aa-userns-gen apply -");
  CHECK(shown({suggested_grant("/a b")}) == "aa-userns-gen suggest '/a b' | aa-userns-gen apply -");
  CHECK(shown({RemedyFile{"/a b", {"x = 1", "it's"}}}) == "printf '%s\\n' 'x = 1' 'it'\\''s' >'/a b'");
  CHECK(shown({RemedyFile{"/sys/remove", {"gw"}, true}}) == "printf %s gw >/sys/remove");
}

TEST_CASE("a remedy with a word that no shell is safely given is one sentence about it") {
  const RemedyCommand good{"rm", {"/x"}};
  const auto sentence = [](const std::string& name) {
    return "# no command is shown, since this name cannot be given to a shell safely: '" + name + "'";
  };
  CHECK(shown({good, RemedyCommand{"rm", {"/a\nreboot"}}}) == sentence("/a\\nreboot"));
  CHECK(shown({RemedyCommand{"rm\r", {"/a"}}, good}) == sentence("rm\\x0d"));
  CHECK(shown({RemedyCommand{"apply", {}, {"path: /a\x1b[2K"}}}) == sentence("path: /a\\x1b[2K"));
  CHECK(shown({suggested_grant("/a\x1b[2K")}) == sentence("/a\\x1b[2K"));
  CHECK(shown({RemedyFile{"/a\x7f", {"x"}}}) == sentence("/a\\x7f"));
  CHECK(shown({RemedyFile{"/a", {"\xff"}}}) == sentence("\\xff"));
  CHECK(shown({RemedyFile{"/a", {"\xc2\x9b"}}}) == sentence("\\u{9b}"));
  CHECK(shown({good, RemedyCommand{"rm",
                                   {"/\xe2\x80\xae"
                                    "a"}}}) == sentence("/\\u{202e}a"));
  CHECK(shown({RemedyCommand{"rm", {"/\xc3\xa4"}}}) == "rm '/\xc3\xa4'");
}

TEST_CASE("a note stays one line of the reader's") {
  CHECK(shown({RemedyNote{"this one is 'x\nreboot'"}}) == "# this one is 'x\\nreboot'");
}

TEST_CASE("what is to be done in an image is no command that would do it to the host") {
  const Remedy remedy{RemedyCommand{"rm", {"/etc/apparmor.d/x"}}, RemedyFile{"/etc/a", {"b"}}, RemedyNote{"mind it"},
                      own_command({"apply", "runner"}), suggested_grant("/x")};
  CHECK(shown(in_image(remedy, "/img")) ==
        "# in /img, not on this host: rm /etc/apparmor.d/x\n"
        "# in /img, not on this host: printf '%s\\n' b >/etc/a\n"
        "# mind it\n"
        "aa-userns-gen apply runner --root /img\n"
        "aa-userns-gen suggest /x --root /img | aa-userns-gen apply - --root /img");
}
