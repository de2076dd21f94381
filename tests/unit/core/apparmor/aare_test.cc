#include "core/apparmor/aare.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using aug::flaw_in_path;
using aug::flaw_in_pattern;
using aug::flaw_in_profile_name;
using aug::literal_pattern;

TEST_CASE("a path of an ordinary or an odd file is valid") {
  for (const char* path : {"/usr/bin/bwrap", "/usr/bin/[", "/opt/a b/c,d#e", "/opt/ü/日本", "/opt/it's", "/opt/a@b",
                           "/opt/...", "/opt/.hidden", "/opt/a{b}^*?", "/opt/$(x);&|<>`~!%:="}) {
    CAPTURE(path);
    CHECK(flaw_in_path(path) == "");
  }
}

TEST_CASE("each flaw of a path is named") {
  CHECK(flaw_in_path("") == "must be an absolute path");
  CHECK(flaw_in_path("brave") == "must be an absolute path");
  CHECK(flaw_in_path("/" + std::string(4095, 'a')) == "must not be longer than 4095 bytes");
  CHECK(flaw_in_path("/" + std::string(4094, 'a')) == "");
  CHECK(flaw_in_path("/a\xff") == "must be valid UTF-8");
  CHECK(flaw_in_path("/a\n") == "must not contain control characters");
  CHECK(flaw_in_path("/a\x7f") == "must not contain control characters");
  CHECK(flaw_in_path("/a\u202e") == "must not contain control characters");
  CHECK(flaw_in_path(std::string("/a\0b", 4)) == "must not contain control characters");
  CHECK(flaw_in_path("/") == "must not end in '/'");
  CHECK(flaw_in_path("/usr/bin/") == "must not end in '/'");
  CHECK(flaw_in_path("/usr//bin") == "must not contain '//'");
  CHECK(flaw_in_path("/usr/./bin") == "must not contain '.' or '..' as a folder");
  CHECK(flaw_in_path("/usr/..") == "must not contain '.' or '..' as a folder");
  CHECK(flaw_in_path("/a\"b") == "must not contain double quotes");
  CHECK(flaw_in_path("/a\\") == "must not contain backslashes");
  CHECK(flaw_in_path("/opt/@{HOME}") == "must not contain '@{'");
}

TEST_CASE("wildcards within one component are valid in a pattern") {
  for (const char* pattern : {"/opt/*/x", "/opt/a?b", "/opt/[a-zA-Z0-9_.]x", "/opt/{a,b*,[0-9]}", "/opt/x{,-y}"}) {
    CAPTURE(pattern);
    CHECK(flaw_in_pattern(pattern) == "");
  }
}

TEST_CASE("each flaw of a pattern is named") {
  CHECK(flaw_in_pattern("opt") == "must be an absolute path");
  CHECK(flaw_in_pattern("/opt/@{a,b}") == "must not contain '@{'");
  CHECK(flaw_in_pattern("/opt/**") == "must not contain '**'");
  CHECK(flaw_in_pattern("/opt/[^a]") == "must not contain '[^'");
  CHECK(flaw_in_pattern("/opt/{a,{b,c}}") == "must not have braces in braces");
  CHECK(flaw_in_pattern("/opt/{a,b/c}") == "must not contain '/' in '{...}'");
  CHECK(flaw_in_pattern("/opt/{a}") == "must have at least two alternatives in '{...}'");
  CHECK(flaw_in_pattern("/opt/{a,b}{c}") == "must have at least two alternatives in '{...}'");
  CHECK(flaw_in_pattern("/opt/{a,b") == "must not contain '{' without '}'");
  CHECK(flaw_in_pattern("/opt/a}") == "must not contain '}' without '{'");
  CHECK(flaw_in_pattern("/opt/a]") == "must not contain ']' without '['");
  CHECK(flaw_in_pattern("/opt/a,b") == "must not contain ',' outside '{...}'");
}

TEST_CASE("a class holds only what the parser is sure to read as one byte each") {
  // "[.-_]" would take in '/', "[ü]" half a letter, "[*]" nothing that anybody means; the others do not compile.
  for (const char* pattern : {"/[]", "/[a", "/[a-]", "/[-a]", "/[a-b-c]", "/[c-a]", "/[A-z]", "/[.-_]", "/[*]", "/[ü]",
                              "/[a,b]", "/[a/b]", "/[[a]", "/[{]", "/[a^]"}) {
    CAPTURE(pattern);
    CHECK(flaw_in_pattern(pattern) == "must have only letters, digits, '_', '.' and ranges in '[...]'");
  }
}

TEST_CASE("a range begins and ends with two letters") {
  CHECK_FALSE(flaw_in_pattern("/[a-a]").empty());
  CHECK(flaw_in_pattern("/[a-b]").empty());
}

TEST_CASE("a profile's name is safe as a word and as a file's name") {
  for (const char* name : {"bwrap", "unpriv_bwrap", "7z", "a.b+c-d_E"}) CHECK(flaw_in_profile_name(name) == "");
  CHECK(flaw_in_profile_name(std::string(80, 'a')) == "");
  CHECK(flaw_in_profile_name(std::string(81, 'a')) == "must not be longer than 80 characters");
  CHECK(flaw_in_profile_name("") == "must begin with a letter or digit");
  CHECK(flaw_in_profile_name(".a") == "must begin with a letter or digit");
  CHECK(flaw_in_profile_name("-a") == "must begin with a letter or digit");
  for (const char* name : {"a b", "a/b", "a//b", "ä", "a,", "a{", "a\"", "a~", "a:b"}) {
    CAPTURE(name);
    CHECK(flaw_in_profile_name(name) != "");
  }
  CHECK(flaw_in_profile_name("a/b") == "must contain only letters, digits, '.', '_', '+' and '-'");
  CHECK(flaw_in_profile_name("unconfined") == "must not be AppArmor's own word");
  CHECK(flaw_in_profile_name("unprivileged_userns") ==
        "must not be that to which the kernel moves whoever has no grant");
  CHECK(flaw_in_profile_name("a.dpkg-old") == "must not end like a file that apparmor_parser skips");
  CHECK(flaw_in_profile_name("a.orig") == "must not end like a file that apparmor_parser skips");
}

TEST_CASE("a literal pattern escapes what has a meaning, and nothing else") {
  CHECK(literal_pattern("/usr/bin/bwrap") == "/usr/bin/bwrap");
  CHECK(literal_pattern("/o/?*[]{}^,") == "/o/\\?\\*\\[\\]\\{\\}\\^\\,");
  CHECK(literal_pattern("/o/a b#c@d'e") == "/o/a b#c@d'e");
}

TEST_CASE("alternatives are quoted, with the leading slash outside the braces") {
  const auto quoted = [](const std::vector<std::string>& patterns) { return aug::quoted_alternatives(patterns); };
  CHECK(quoted({"/usr/bin/bwrap"}) == "\"/usr/bin/bwrap\"");
  CHECK(quoted({"/usr/bin/bwrap", "/opt/x/bwrap"}) == "\"/{usr/bin/bwrap,opt/x/bwrap}\"");
  CHECK(quoted({"/a\\,b", "/c/{d,e}", "/f g"}) == "\"/{a\\,b,c/{d,e},f g}\"");
}
