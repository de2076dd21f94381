#include "core/plan/claims.h"

#include <doctest/doctest.h>

#include <string>

using namespace aug;

namespace {

OtherProfile other(const std::string& name, const std::string& pattern, const std::string& file) {
  OtherProfile other;
  other.path = file;
  other.profile.name = name;
  other.profile.attachments = {pattern};
  return other;
}

/// What is advised where a profile in this file claims the program.
std::string advice_on(const std::string& file) {
  OtherProfile other;
  other.path = file;
  other.profile.name = "other";
  const Claim claim{Claim::Kind::refused, {&other}, "other"};
  return conflict_with(claim, {}, {}, "/usr/bin/x").hint;
}

}  // namespace

TEST_CASE("the way out is a command in which the name is one word") {
  CHECK(advice_on("/etc/apparmor.d/other")
            .starts_with(
                "switch it off: apparmor_parser --remove /etc/apparmor.d/other && ln -s /etc/apparmor.d/other "));
  CHECK(advice_on("/etc/apparmor.d/a b;reboot")
            .starts_with("switch it off: apparmor_parser --remove '/etc/apparmor.d/a b;reboot' && ln -s "));
  OtherProfile theirs = other("x", "/usr/bin/x", "/etc/apparmor.d/a b");
  const Claim in_image{Claim::Kind::refused, {&theirs}, "x"};
  CHECK(conflict_with(in_image, {}, {}, "/usr/bin/x", "/image")
            .hint.starts_with("switch it off: in /image, not on this host: ln -s '/etc/apparmor.d/a b' /etc/"));
  const Claim in_kernel{Claim::Kind::refused, {}, "a'; reboot '"};
  CHECK(conflict_with(in_kernel, {}, {}, "/usr/bin/x")
            .hint.starts_with("unload it: printf %s 'a'\\''; reboot '\\''' > "));
}

TEST_CASE("there is no command for a name that a terminal would act on") {
  for (const char* name : {"/etc/apparmor.d/a\nreboot", "/etc/apparmor.d/a\x1b[2J", "/etc/apparmor.d/a\xff"}) {
    CHECK(advice_on(name).find("apparmor_parser") == std::string::npos);
    CHECK(conflict_with({Claim::Kind::refused, {}, name}, {}, {}, "/usr/bin/x").hint.find("printf") ==
          std::string::npos);
  }
}

TEST_CASE("a claim is of those that the kernel takes, and of no other that matches or has the name") {
  HostFacts facts;
  facts.others = {other("tool", "/opt/tool", "/etc/apparmor.d/tool"), other("wide", "/opt/**", "/etc/apparmor.d/wide"),
                  other("tool", "/usr/bin/x", "/etc/apparmor.d/elsewhere")};
  const Claim claim = Claims(facts).on("/opt/tool", "ours");
  REQUIRE(claim.by.size() == 1);
  CHECK(claim.by[0]->path == "/etc/apparmor.d/tool");
  CHECK(claim.profile == "tool");
}

TEST_CASE("what runs now counts where it is somebody else's, and no file brings it") {
  HostFacts facts;
  facts.labels["/opt/tool"] = "theirs";
  CHECK(Claims(facts).on("/opt/tool", "ours").kind == Claim::Kind::none);  // ours, of an earlier generation
  facts.foreign.insert("theirs");
  CHECK(Claims(facts).on("/opt/tool", "ours").kind == Claim::Kind::refused);
  CHECK(Claims(facts).on("/opt/tool", "theirs").kind == Claim::Kind::none);
  CHECK(Claims(facts).on("/opt/other", "ours").kind == Claim::Kind::none);
}

TEST_CASE("a profile in complain mode grants nothing that works, by its flags or by a link") {
  HostFacts facts;
  facts.others = {other("tool", "/opt/tool", "/etc/apparmor.d/tool")};
  facts.others[0].profile.grants_userns = true;
  CHECK(Claims(facts).on("/opt/tool", "ours").kind == Claim::Kind::granted);
  facts.others[0].is_complaining = true;
  const Claim claim = Claims(facts).on("/opt/tool", "ours");
  CHECK(claim.kind == Claim::Kind::complaining);
  CHECK(settle(claim, {}, "/opt/tool", "/opt/tool") == Settlement::conflict);
  CHECK(conflict_with(claim, {}, {}, "/opt/tool")
            .message.ends_with("claims it in complain mode, which breaks some of what it starts"));
  facts.others[0].is_complaining = false;
  facts.others[0].profile.flags = {"complain"};
  CHECK(Claims(facts).on("/opt/tool", "ours").kind == Claim::Kind::complaining);
}

TEST_CASE("an abi without a number has no rules about user namespaces") {
  OtherProfile numberless = other("x", "/x", "/etc/apparmor.d/x");
  numberless.profile.abi = "abi/kernel";
  CHECK(grants_userns(numberless));
}

TEST_CASE("only what a file brings can be taken over by the policy") {
  const OtherProfile theirs = other("x", "/x", "/etc/apparmor.d/x");
  CHECK(conflict_with({Claim::Kind::refused, {&theirs}, "x"}, {}, {}, "/x").hint.ends_with("'on_conflict: take-over'"));
  CHECK(conflict_with({Claim::Kind::refused, {}, "x"}, {}, {}, "/x").hint ==
        "unload it: printf %s x > /sys/kernel/security/apparmor/.remove");
}
