#include "core/apparmor/profile_scan.h"

#include <doctest/doctest.h>

#include <map>

using namespace aug;

namespace {

using Texts = std::map<std::string, std::string>;
using Names = std::vector<std::string>;

/// A folder is a path that others begin with.
ProfileScan scan(const std::string& text, const Texts& files = {}) {
  return scan_profiles({"/etc/apparmor.d/file", text}, [&](const std::string& path) {
    std::vector<IncludedFile> found;
    for (const auto& [name, content] : files) {
      if (name == path || name.starts_with(path + "/")) found.push_back({name, content});
    }
    return found.empty() ? std::nullopt : std::optional(found);
  });
}

Names names_in(const std::string& text, const Texts& files = {}) {
  const ProfileScan found = scan(text, files);
  for (const Diagnosis& diagnosis : found.diagnoses) CHECK(describe(diagnosis) == "");
  Names names;
  for (const ScannedProfile& profile : found.profiles) names.push_back(full_name(profile));
  return names;
}

ScannedProfile only(const std::string& text, const Texts& files = {}) {
  const ProfileScan found = scan(text, files);
  REQUIRE(found.profiles.size() == 1);
  return found.profiles.front();
}

bool grants(const std::string& rules, const Texts& files = {}) {
  const ProfileScan found = scan("profile x /x {\n" + rules + "\n}\n", files);
  REQUIRE_FALSE(found.profiles.empty());
  return found.profiles.front().grants_userns;
}

std::string first_message(const std::string& text) {
  const ProfileScan found = scan(text);
  return found.diagnoses.empty() ? "" : found.diagnoses.front().message;
}

}  // namespace

TEST_CASE("all forms of headers have a name and an attachment") {
  CHECK(names_in("profile a /x {}") == Names{"a"});
  CHECK(names_in("profile \"a b\" \"/x y\" {}") == Names{"a b"});
  CHECK(names_in("/x/{a,b}{,c} {}\n\"/x y\" {}") == Names{"/x/{a,b}{,c}", "/x y"});
  CHECK(names_in(":ns:a /x {}\n:ns://b {}\nprofile :ns:c {}") == Names{":ns://a", ":ns://b", ":ns://c"});
  CHECK(names_in("profile a\n  /x\n  flags=(complain)\n{\n}") == Names{"a"});
  CHECK(names_in("^a {}\nhat b {}") == Names{"a", "b"});
  CHECK(only("profile a \"flags\" {}").attachments == Names{"flags"});
  CHECK(only("profile a /x {}").attachments == Names{"/x"});
  CHECK(only("profile a \"/x y\" {}").attachments == Names{"/x y"});
  CHECK(only("profile a {}").attachments.empty());
  CHECK(only("/x//y {}").attachments.empty());
  CHECK(only("profile a /x///y {}").attachments == Names{"/x/y"});
  CHECK(only("profile a //net//y {}").attachments == Names{"//net/y"});
  CHECK(only("profile a ///x {}").attachments == Names{"/x"});
  CHECK(only("profile a // {}").attachments == Names{"/"});
}

TEST_CASE("profiles within profiles have the names of both") {
  CHECK(names_in("profile a { profile b { ^c {} } hat d {} ^\"e f\" {} profile /g {} }") ==
        Names{"a", "a//b", "a//b//c", "a//d", "a//e f", "a///g"});
  const ProfileScan found = scan("profile a /x { profile /b {} }");
  CHECK_FALSE(found.profiles[0].is_child);
  CHECK(found.profiles[1].is_child);
  CHECK(found.profiles[1].attachments == Names{"/b"});
  CHECK(scan("profile /x/ { profile b {} }").profiles.at(1).attachments.empty());
}

TEST_CASE("flags, conditions, abi and place come from the header") {
  const ScannedProfile profile = only(
      "abi <abi/4.0>,\n\nprofile a /x xattrs=(user.a=\"b) c\" user.d=(\"*\")) flags = (unconfined, "
      "attach_disconnected) {}");
  CHECK(profile.flags == Names{"unconfined", "attach_disconnected"});
  CHECK(has_flag(profile, "unconfined"));
  CHECK_FALSE(has_flag(profile, "complain"));
  CHECK(profile.conditions == std::vector<AttributeCondition>{{"user.a", "b) c"}, {"user.d", ""}});
  CHECK(profile.abi == "abi/4.0");
  CHECK(profile.file == "/etc/apparmor.d/file");
  CHECK(profile.line == 3);
  CHECK(only("profile a /x (complain) {}").flags == Names{"complain"});
  CHECK(only("profile a /x flags=(complain){}").conditions.empty());
  CHECK(only("profile a /x identities=(b c) flags=(complain) {}").flags == Names{"complain"});
  CHECK(only("profile a /x flags=(complain) +identities=(b) {}").flags == Names{"complain"});
  CHECK(names_in("profile a /x flags=(complain) + identities=(b) {}") == Names{"a"});
  CHECK(only("/x {}").named_by_path);
  CHECK_FALSE(only("/x /x {}").named_by_path);
}

TEST_CASE("what a profile includes of the folder local is known, whether it is there or not") {
  const ProfileScan found = scan(
      "include if exists <local/outside>\n"
      "profile a /x {\n  include if exists <local/a>\n  include <abstractions/base>\n}\n"
      "profile b {\n  #include if exists <local/a>\n  include if exists <other/b>\n  include <local/must>\n}\n",
      {{"/etc/apparmor.d/abstractions/base", "include if exists <local/base>\n"}, {"/etc/apparmor.d/local/must", ""}});
  REQUIRE(found.profiles.size() == 2);
  CHECK(found.profiles[0].local_includes == Names{"/etc/apparmor.d/local/a", "/etc/apparmor.d/local/base"});
  CHECK(found.profiles[1].local_includes == Names{"/etc/apparmor.d/local/a"});
}

TEST_CASE("a namespace alone is no name") {
  CHECK(first_message("profile :space:// /x {}") == "cannot read the name of a profile: it is only a namespace");
}

TEST_CASE("variables are expanded, whatever the order") {
  CHECK(only("@{a}=/x /y\n@{a} += \"/z z\" # /no\n@{b} = @{a}\nprofile p @{b}/c {}").attachments ==
        Names{"{/x,/y,/z z}/c"});
  CHECK(only("include <tunables/global>\nprofile p @{HOME}/c {}",
             {{"/etc/apparmor.d/tunables/global", "include <tunables/home.d>\n@{HOME}=/root"},
              {"/etc/apparmor.d/tunables/home.d/a", "@{unused} = x"}})
            .attachments == Names{"/root/c"});
  CHECK(only("@{a}=/x \\\n  /y\nprofile @{a} @{a} {}").name == "{/x,/y}");
  CHECK(first_message("profile p @{missing}/c {}") == "cannot expand the variables of the profile 'p'");
  CHECK(only("profile p @{missing}/c {}").attachments.empty());
  CHECK(first_message("@{a} += b") == "cannot add to '@{a}', which is not set");
  CHECK(names_in("@{a}=/x #include <missing>\nprofile p @{a} {}") == Names{"p"});
}

TEST_CASE("a scan may begin with variables") {
  Tunables tunables;
  tunables.assign("a", Tunables::Assignment::set, {"/x"});
  const auto nothing = [](const std::string&) { return std::nullopt; };
  CHECK(scan_profiles({"f", "profile p @{a} {}"}, nothing, tunables).profiles[0].attachments == Names{"/x"});
}

TEST_CASE("escapes are resolved") {
  const ScannedProfile profile = only("profile a\\101 \"/x\\x2a\\\"\" {}");
  CHECK(profile.name == "aA");
  CHECK(profile.attachments == Names{"/x\\*\""});
}

TEST_CASE("aliases add attachments") {
  CHECK(only("alias /x/ -> /y/,\nprofile a /x/b {}").attachments == Names{"/x/b", "/y/b"});
  CHECK(only("alias /x/ -> /y/,\nprofile a /z/b {}").attachments == Names{"/z/b"});
  CHECK(only("alias /x/ to /y/,\nprofile a /x/b {}").attachments == Names{"/x/b"});
  CHECK(names_in("alias /x/ -> /y/ more,\nprofile a {}") == Names{"a"});
}

TEST_CASE("aliases and attachments do not multiply without an end") {
  std::string text;
  for (int count = 0; count < 1000; ++count) text += "alias /x/ -> /y/,\n";
  for (int count = 0; count < 1000; ++count) text += "profile p" + std::to_string(count) + " /x/b {}\n";
  const ProfileScan found = scan(text);
  CHECK(found.profiles.size() == 1000);
  CHECK(found.profiles.back().attachments == Names{"/x/b"});
  REQUIRE(found.diagnoses.size() == 1);
  CHECK(found.diagnoses[0].message == "aliases make more than 100000 attachments");
}

TEST_CASE("rules of all kinds do not hide what comes behind them") {
  const char* rules[] = {
      "/a/{b,c}/{,d} rw,",
      "/a#b r,",
      "/a r, # } profile no {",
      "# include nothing }",
      "deny \"/a } b\" r,",
      "/a\\ } r,",
      "signal (send, receive) set=(term, kill) peer=/a/{b,c}//d,",
      "mount options=(rw, bind) \"/a b\" -> /c/{d,e}/,",
      "mount fstype=fuse options=(nosuid,nodev) {a,/dev/fuse} -> /b/**/,",
      "dbus send\n  bus=session\n  name=org.{a,b.c}\n  peer=(name=x, label=\"{a}\"),",
      "/a px -> b//c,",
      "/a rPx,/b r,",
      "set rlimit nofile <= 1024,",
      "unix (connect) type=stream peer=(addr=\"@/a(b\"),",
      "change_profile -> :ns:*,",
      "capability,",
      "owner @{a}/[0-9]*/{x,y}** rwk,",
      "audit deny { /b r, }",
      "priority=5 allow /c r,",
      "link subset /a -> /b,",
      "/profile r,",
  };
  for (const char* rule : rules) {
    CAPTURE(rule);
    CHECK(names_in("profile a {\n" + std::string(rule) + "\nprofile b {} }\nprofile c {}") == Names{"a", "a//b", "c"});
  }
}

TEST_CASE("rules grant user namespaces") {
  for (const char* rules : {"userns,", "userns create,", "allow userns,", "audit userns,", "all,", "allow all,",
                            "audit { userns, }", "/a r,userns,", "deny userns,\npriority=1 userns,",
                            "deny userns,\npriority=+1 userns,", "deny userns,\npriority = 1 userns,",
                            "deny userns,\npriority =1 userns,", "deny userns,\npriority= 1 userns,"}) {
    CAPTURE(rules);
    CHECK(grants(rules));
  }
  for (const char* rules : {"", "deny userns,", "audit deny userns,", "userns,\ndeny userns,", "deny { userns, }",
                            "profile b { userns, }", "# userns,", "/userns r,", "\"userns\",", "prompt userns,",
                            "priority=-1 userns,\ndeny userns,", "signal peer=userns,"}) {
    CAPTURE(rules);
    CHECK_FALSE(grants(rules));
  }
  CHECK(only("profile a /x flags=(default_allow) {}").grants_userns);
  CHECK_FALSE(only("profile a /x flags=(default_allow) { deny userns, }").grants_userns);
  CHECK_FALSE(only("profile a /x flags=(unconfined) {}").grants_userns);
}

TEST_CASE("included bodies count, once in each profile") {
  const Texts files = {{"/etc/apparmor.d/abstractions/a", "  userns,\n  include <abstractions/a>\n"},
                       {"/etc/apparmor.d/local/x", "^hat { include <abstractions/a> }\n"},
                       {"/other", "/x r,\nuserns,"}};
  CHECK(grants("include <abstractions/a>", files));
  CHECK(grants("#include <abstractions/a>\n", files));
  CHECK(grants("include \"/other\"", files));
  CHECK(grants("include /other", files));
  CHECK(grants("include < abstractions/a\t>", files));
  CHECK(grants("include <\"abstractions/a\">", files));
  CHECK_FALSE(grants("include <\"abstractions/a>", files));
  CHECK(names_in("profile x {\n include <local/x>\n include <local>\n}", files) == Names{"x", "x//hat"});
  CHECK(grants("include if exists <abstractions>\ninclude if exists <missing>", files));
  for (const char* include : {"include<abstractions/a>", "include\"abstractions/a\"", "include abstractions/a",
                              "include if exists abstractions/a", "# a comment\ninclude <abstractions/a>"}) {
    CAPTURE(include);
    CHECK(grants(include, files));
  }
  CHECK_FALSE(grants("# include <abstractions/a>", files));
  CHECK_FALSE(grants("include if exists <local/x>", files));
  CHECK(names_in("profile x {\n include if exists <local/x>\n include <local/x>\n}", files) == Names{"x", "x//hat"});
  CHECK(scan("profile x {\n include <local/x>\n}", files).profiles[1].file == "/etc/apparmor.d/local/x");
  CHECK(first_message("profile x {\n include <missing>\n}") == "cannot find the included '/etc/apparmor.d/missing'");
}

TEST_CASE("the name of an include loses its blanks, and its quotes where it has two") {
  const auto missing = [](const std::string& name) {
    return "cannot find the included '/etc/apparmor.d/" + name + "'";
  };
  CHECK(first_message("include <>") == missing(""));
  CHECK(first_message("include < \t >") == missing(""));
  CHECK(first_message("include < a b >") == missing("a b"));
  CHECK(first_message("include <\"a\">") == missing("a"));
  CHECK(first_message("include <\"\">") == missing(""));
  for (const std::string name : {"\"", "\"a", "a\""}) CHECK(first_message("include <" + name + ">") == missing(name));
}

TEST_CASE("includes go 40 deep") {
  const auto deep = [](int depth) {
    Texts files;
    for (int i = 1; i < depth; ++i) {
      files["/etc/apparmor.d/" + std::to_string(i)] = "include <" + std::to_string(i + 1) + ">\n";
    }
    files["/etc/apparmor.d/" + std::to_string(depth)] = "profile deepest {}\n";
    return scan("include <1>\n", files);
  };
  CHECK(deep(40).diagnoses.empty());
  CHECK(deep(40).profiles.size() == 1);
  REQUIRE(deep(41).diagnoses.size() == 1);
  CHECK(deep(41).diagnoses[0].message == "cannot include '/etc/apparmor.d/41': this goes too far");
  CHECK(deep(41).profiles.empty());
}

TEST_CASE("what is included may have 32 MiB in all, with 32 KiB at least for each file") {
  const auto find = [](const std::string& path) { return std::optional(std::vector<IncludedFile>{{path, "\n"}}); };
  const auto scan_with = [&](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += "include <" + std::to_string(i) + ">\n";
    return scan_profiles({"/etc/apparmor.d/file", text}, find).diagnoses;
  };
  CHECK(scan_with(1024).empty());
  REQUIRE(scan_with(1025).size() == 1);
  CHECK(scan_with(1025)[0].message == "cannot include '/etc/apparmor.d/1024': this goes too far");
}

TEST_CASE("conditions choose what is read") {
  CHECK(names_in("$a = true\nprofile x { if $a { ^b {} } else { ^c {} } if not $a { ^d {} } else if $a { ^e {} } }") ==
        Names{"x", "x//b", "x//e"});
  CHECK(names_in("@{v}=a\nprofile x { if defined @{v} and not (defined @{w} or false) { ^b {} } else { ^c {} } }") ==
        Names{"x", "x//b"});
  CHECK(scan("profile x { if @{v} in (a b) { userns, ^b {} } else { ^c {} } }").profiles.size() == 3);
  CHECK_FALSE(grants("if @{v} in (a b) { userns, }"));
  CHECK(grants("if true { userns, }"));
  CHECK_FALSE(grants("if false { userns, }"));
}

TEST_CASE("a condition holds, does not, or cannot be told, and then all of its branches are seen") {
  const auto branches = [](const std::string& condition) {
    const ProfileScan found =
        scan("@{v} = a\n@{two} = a b\n$t = true\nprofile x { if " + condition + " { ^yes {} } else { ^no {} } }");
    std::string names;
    for (const ScannedProfile& profile : found.profiles) names += profile.name.substr(1);
    return names;
  };
  for (const std::string condition :
       {"true", "TRUE", "$t", "true or false", "false or true", "true and true", "not false", "not not true",
        "not FALSE", "(true)", "not (false or false)", "defined @{v}", "true or false and false"}) {
    CAPTURE(condition);
    CHECK(branches(condition) == "//yes");
  }
  for (const std::string condition :
       {"false", "FALSE", "not $t", "false or false", "true and false", "false and true", "not true", "defined @{w}"}) {
    CAPTURE(condition);
    CHECK(branches(condition) == "//no");
  }
  for (const std::string condition :
       {"other", "other or true", "true or other", "other and true", "true and other", "false and other", "true true",
        "not", "defined", "true and", "or", "defined (true)", "defined $t", "$f"}) {
    CAPTURE(condition);
    CHECK(branches(condition) == "//yes//no");
  }
  for (const std::string condition : {"a in @{v}", "\"a\" in @{v}", "@{v} in @{two}", "\"b\" in @{two}", "@{v} == a",
                                      "@{two} != a", "\"@{v}\" == @{v}", "not x in @{two}", "x in @{v} or $t"}) {
    CAPTURE(condition);
    CHECK(branches(condition) == "//yes");
  }
  for (const std::string condition : {"x in @{v}", "@{two} in @{v}", "@{two} == a", "@{v} != a", "\"a b\" in @{two}"}) {
    CAPTURE(condition);
    CHECK(branches(condition) == "//no");
  }
  for (const std::string condition :
       {"a in", "a in @{w}", "a < b", "a in (a b)", "a not in @{v}", "in @{v}", "xa == x@{v}"}) {
    CAPTURE(condition);
    CHECK(branches(condition) == "//yes//no");
  }
  CHECK(branches(std::string(20, '(') + "true" + std::string(20, ')')) == "//yes");
  CHECK(branches(std::string(21, '(') + "true" + std::string(21, ')')) == "//yes//no");
  CHECK(first_message("profile x { if other { } }") == "cannot tell whether this condition holds");
}

TEST_CASE("a branch counts where all conditions around it do") {
  for (const char* rules : {"if false { } else { userns, }", "if false { } else if true { userns, }",
                            "if true { if true { userns, } }", "if true { }\nuserns,", "if true { }\n{ userns, }",
                            "if true { } else { }\nuserns,", "if false { } else if false { } else { userns, }"}) {
    CAPTURE(rules);
    CHECK(grants(rules));
  }
  for (const char* rules :
       {"if true { } else { userns, }", "if true { } else if true { userns, }", "if false { if true { userns, } }",
        "if other { userns, }", "if other { } else { userns, }", "if other { } else if true { userns, }",
        "if other { if true { userns, } }", "if true { } else if false { } else { userns, }"}) {
    CAPTURE(rules);
    CHECK_FALSE(grants(rules));
  }
  CHECK(names_in("profile x { if false { if true { ^a {} } else { ^b {} } } }") == Names{"x"});
  CHECK(names_in("profile x { if true { } else if true { ^a {} } else { ^b {} } }") == Names{"x"});
  CHECK(names_in("profile x { if false { if false { } else { ^b {} } } }") == Names{"x"});
  CHECK(names_in("profile x { if false { if false { } else if true { ^b {} } } }") == Names{"x"});
  CHECK(names_in("profile x { if true }\nprofile y {}") == Names{"x", "y"});
  CHECK(names_in("profile x { if true { } else /x r, ^b {} }\nprofile y {}") == Names{"x", "x//b", "y"});
  CHECK(scan("profile x { if true").profiles.size() == 1);
}

TEST_CASE("words in quotes are no keywords, and a prefix alone is no rule") {
  CHECK(grants("\"if\" r,\nuserns,"));
  CHECK(grants("userns,\n\"deny\" userns,"));
  CHECK(grants("audit ,\nuserns,"));
  const ProfileScan open = scan("profile a { audit }\nprofile b {}");  // the brace ends the rule, and no more
  REQUIRE(open.profiles.size() == 2);
  CHECK(open.profiles[1].name == "a//b");
  REQUIRE(open.diagnoses.size() == 1);
  CHECK(open.diagnoses[0].message == "cannot find the end of a profile: '}' is missing");
  CHECK(grants("deny { allow userns, }"));
  CHECK(grants("deny userns,\npriority 1 userns,"));
  CHECK(names_in("profile a { \"profile\" r, prompt { /x r, } }") == Names{"a"});
}

TEST_CASE("blocks are read to the depth of fifty, and what is deeper is said once") {
  const auto nested = [](int depth) {
    std::string text;
    for (int i = 0; i < depth; ++i) text += "profile a {";
    return scan(text + "/x r," + std::string(static_cast<std::size_t>(depth), '}'));
  };
  CHECK(nested(50).diagnoses.empty());
  REQUIRE(nested(51).diagnoses.size() == 1);
  CHECK(nested(51).diagnoses[0].message == "cannot read blocks this deep");
  std::string row;
  for (int i = 0; i < 60; ++i) row += "profile a { /x r, }\n";
  CHECK(scan(row).diagnoses.empty());
}

TEST_CASE("odd headers and statements are read as the parser reads them") {
  CHECK(only("profile a flags-x {}").attachments == Names{"flags-x"});
  CHECK(names_in("profile a,b {}") == Names{"a,b"});
  CHECK(names_in("profile a:b {}\nprofile \":c\" {}") == Names{"a:b", ":c"});
  CHECK(names_in(",\nabi <abi/4.0> more,\nprofile a /x # {\n{}") == Names{"a"});
  CHECK(names_in("@{a}=/x\n@{a}/y {}") == Names{"/x/y"});
  CHECK(names_in("profile a { /x r }\nprofile b { capability }\nprofile c {}") == Names{"a", "b", "c"});
  CHECK(only(":ns:/x {}").attachments == Names{"/x"});
  CHECK(only("abi abi/4.0,\nprofile a {}").abi == "abi/4.0");
  CHECK(only("abi \"abi/4.0\",\nprofile a {}").abi == "abi/4.0");
  for (const std::string abi : {"<abi/4.0", "abi/4.0>"}) CHECK(only("abi " + abi + ",\nprofile a {}").abi == abi);
  CHECK(first_message("profile \"\" {}") == "cannot read the header of the profile '': it has no name");
  CHECK(first_message("profile a , {}") == "cannot read the header of the profile 'a': '{' is missing");
  CHECK(first_message("profile a /x /y {}") == "cannot read the header of the profile 'a': '{' is missing");
  CHECK(first_message("profile @{a} /x {}") == "cannot expand the variables of the profile '@{a}'");
  CHECK(only("profile @{a} /x {}").attachments.empty());
  CHECK(first_message("$a = b") == "cannot tell what a variable is set to");
  const ProfileScan broken = scan("profile a { /x r\n{ ^b {} } }\nprofile c {}");
  REQUIRE(broken.profiles.size() == 2);
  CHECK(broken.profiles[1].name == "c");
}

TEST_CASE("each sign of an assignment does what it does in the parser") {
  CHECK(only("@{a}=/x\n@{a} ?= /y\nprofile p @{a} {}").attachments == Names{"/x"});
  CHECK(names_in("@{a}=/x\n@{a} ?= /y\nprofile p @{a} {}") == Names{"p"});
  CHECK(only("@{a} ?= /y\nprofile p @{a} {}").attachments == Names{"/y"});
  CHECK(only("@{a}=/x\n@{a} := /y\nprofile p @{a} {}").attachments == Names{"/y"});
  CHECK(first_message("@{a}=/x\n@{a}=/y") == "cannot set '@{a}' a second time");
}

TEST_CASE("an include goes on behind what it includes, and one without an end is said") {
  const Texts files = {{"/etc/apparmor.d/a", "@{a} = /x\n"}};
  CHECK(names_in("include <a>\ninclude if exists <b>\nprofile p @{a} {}", files) == Names{"p"});
  CHECK(names_in("# one\n# two\ninclude <a>\n# three\n@{b} = @{a}\nprofile p @{b} {}", files) == Names{"p"});
  CHECK(names_in("include <b>\n{}", {{"/etc/apparmor.d/b", "profile p"}}) == Names{"p"});
  const ProfileScan found = scan("include <a\nprofile p {}", files);
  CHECK(found.profiles.size() == 1);
  REQUIRE(found.diagnoses.size() == 1);
  CHECK(found.diagnoses[0].message == "cannot read an include without '>'");
  CHECK_FALSE(scan("include <a", files).diagnoses.empty());
  CHECK(names_in("profile p { includes, ^b {} }") == Names{"p", "p//b"});
}

TEST_CASE("no more than a hundred complaints are noted") {
  std::string text;
  for (int i = 0; i < 150; ++i) text += "something else,\n";
  CHECK(scan(text).diagnoses.size() == 100);
}

TEST_CASE("what is broken is reported, and what can be read is there") {
  CHECK(first_message("profile a /x {") == "cannot find the end of a profile: '}' is missing");
  CHECK(first_message("profile a /x ,") == "cannot read the header of the profile 'a': '{' is missing");
  CHECK(first_message("profile {}") == "cannot read the header of the profile '{': it has no name");
  CHECK(first_message("profile } {}") == "cannot read the header of the profile '}': it has no name");
  CHECK(first_message("profile a \"/x {}") == "cannot find the end of what is in quotes");
  CHECK(first_message("profile a /x flags=(complain {}") == "cannot find the end of what is in parentheses");
  for (const std::string word : {"something", "profiles", "program", "hats", "hit", "="}) {
    CHECK(first_message(word + " /x {}") == "cannot read '" + word + "' outside of profiles");
  }
  for (const std::string word : {"abi", "alias", "^"}) {
    CHECK(first_message("(" + word + ") /x -> /y,") == "cannot read '" + word + "' outside of profiles");
  }
  CHECK(first_message("profile a { /x r\n{ } }") == "cannot read a rule: ',' is missing");
  CHECK(scan("}\nprofile a /x {}").profiles.size() == 1);
}

TEST_CASE("nothing makes it hang or run away") {
  const Texts endless = {{"/etc/apparmor.d/a", "profile b { include <a> }\nprofile c { include <a> }\n"}};
  CHECK_FALSE(scan("include <a>\n", endless).diagnoses.empty());
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "profile a {\n";
  CHECK_FALSE(scan(deep).diagnoses.empty());
  std::string blocks = "profile a {";
  for (int i = 0; i < 100'000; ++i) blocks += "deny {";
  CHECK_FALSE(scan(blocks).diagnoses.empty());
  std::string branches = "profile a {\nif $x { } ";
  for (int i = 0; i < 150'000; ++i) branches += "else if $x { } ";
  CHECK(scan(branches + "}\nprofile b { userns, }\n").profiles.size() == 2);
  CHECK(scan(std::string("\0profile a\0{}", 13)).profiles.size() == 1);
  // Every cut of a text with all that there is, and every such text with one letter changed.
  const std::string text =
      "abi <abi/4.0>,\ninclude <t>\n@{v}=/a \"/b\"\n$f = true\nalias /a -> /b,\nprofile a @{v} flags=(complain) "
      "xattrs=(x=\"y\")"
      " {\n include if exists <t>\n /{a,b}\\ * rw -> c,\n if not $f { ^h { } } else { deny { userns, } }\n}\n\"/q\" { "
      "}\n";
  for (std::size_t at = 0; at < text.size(); ++at) {
    scan(text.substr(0, at));
    for (const char c : {'{', '}', '"', '(', '\\', '#', '<', '\0', '\n', '@'}) {
      std::string changed = text;
      changed[at] = c;
      scan(changed, {{"/etc/apparmor.d/t", "@{t} = {"}});
    }
  }
}
