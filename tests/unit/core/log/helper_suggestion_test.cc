#include "core/log/helper_suggestion.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include "core/log/suggestion_planner.h"
#include "core/log/suggestion_text.h"
#include "core/policy/policy_reader.h"

using namespace aug;
using Source = ProgramFacts::Source;

namespace {

/// A program that was refused in the sandbox of /usr/bin/bwrap, at a path that is as it should be.
ExaminedIncident refused(const std::string& path, const std::string& capability = "sys_admin",
                         Author author = Author::kernel) {
  AuditDigest digest;
  digest.take(
      fmt::format(R"(audit(1723479095.677:1): apparmor="DENIED" operation="capable" profile="unpriv_bwrap" pid=7 )"
                  R"(comm="{}" capname="{}")",
                  path.substr(path.rfind('/') + 1).substr(0, 15), capability),
      author);
  ExaminedIncident examined{digest.incidents().at(0), {}, {"/usr/bin/bwrap", ""}};
  examined.facts.source = Source::elsewhere;
  examined.facts.path = path;
  examined.facts.exists = examined.facts.is_program = true;
  return examined;
}

Remark remark_on(const ExaminedIncident& examined) {
  const Suggestion suggestion = suggestion_of({examined});
  CHECK(suggestion.entries.empty());
  REQUIRE(suggestion.remarks.size() == 1);
  return suggestion.remarks[0];
}

bool has(const std::string& text, std::string_view part) {
  CAPTURE(text);
  CAPTURE(part);
  CHECK(text.find(part) != std::string::npos);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a program that was refused a namespace in a sandbox becomes a helper there, beside a profile of others") {
  const std::string text = policy_text(suggestion_of({refused("/opt/agent/helper")}), "x");
  CHECK(has(text,
            "  - path: /usr/bin/bwrap\n    template: bwrap\n    helpers:\n      - /opt/agent/helper\n"
            "    on_conflict: extend\n"));
  CHECK(has(text, "a process can give itself any name"));
  const PolicyReading reading = read_policy(text, "p.yaml");
  REQUIRE(reading.policy);
  CHECK(reading.policy->binaries[0].helpers == std::vector<std::string>{"/opt/agent/helper"});
  CHECK(reading.policy->binaries[0].profile == "bwrap");
}

TEST_CASE("helpers of one bubblewrap are in one entry, also where it needs its own grant; its name stays") {
  ExaminedIncident bwrap = refused("/usr/bin/bwrap");
  bwrap.incident.meaning = Meaning::needs_grant;
  const Suggestion both = renamed(suggestion_of({bwrap, refused("/opt/a"), refused("/opt/b"), refused("/opt/a")}),
                                  {"bwrap", "unpriv_bwrap"}, {});
  REQUIRE(both.entries.size() == 1);
  CHECK(both.entries[0].helpers == std::vector<std::string>{"/opt/a", "/opt/b"});
  CHECK(both.entries[0].profile == "bwrap");
  CHECK_FALSE(both.entries[0].is_renamed);
}

TEST_CASE("a bubblewrap of another name keeps the profile that it has") {
  ExaminedIncident examined = refused("/opt/helper");
  examined.incident.last.profile = "codex_bwrap//&unpriv_codex_bwrap";
  examined.sandbox.bubblewrap = "/opt/codex/bwrap";
  CHECK(has(policy_text(suggestion_of({examined}), "x"),
            "  - path: /opt/codex/bwrap\n    template: bwrap\n    profile: codex_bwrap\n"));
  examined.sandbox.bubblewrap = "";
  CHECK(suggestion_of({examined}).entries.empty());
}

TEST_CASE("what a policy that is known names is that policy's") {
  ExaminedIncident examined = refused("/opt/helper");
  examined.sandbox.policy = "agent";
  CHECK(has(remark_on(examined).instead, "'sudo aa-userns-gen apply agent'"));
  CHECK(has(remark_on(examined).instead, "a process can give itself any name"));
  examined.facts.source = Source::record;
  CHECK(remark_on(examined).instead.find("itself any name") == std::string::npos);
  examined.sandbox.is_applied = true;
  CHECK(has(remark_on(examined).what, "is applied"));
  CHECK(remark_on(examined).instead.find("apply agent") == std::string::npos);
}

TEST_CASE("the lints of helpers hold") {
  CHECK(has(remark_on(refused("/usr/bin/unshare")).instead, "is a tool that runs other programs"));
  ExaminedIncident home = refused("/home/u/helper");
  home.facts.changeable = "/home/u";
  const Remark remark = remark_on(home);
  CHECK(has(remark.instead, "others than root can change '/home/u'"));
  CHECK(remark.pasted == std::vector<std::string>{"- path: /usr/bin/bwrap", "  template: bwrap",
                                                  "  helpers:", "    - /home/u/helper", "  on_conflict: extend",
                                                  "  allow: [user-writable]", "  reason: why this is meant"});
  ExaminedIncident gone = refused("/opt/helper");
  gone.facts.exists = gone.facts.is_program = false;
  CHECK(suggestion_of({gone}).entries.empty());
  CHECK(suggestion_of({refused("/tmp/helper")}).entries.empty());
}

TEST_CASE("no path is invented, and how to name one is said") {
  ExaminedIncident unknown = refused("/opt/helper");
  unknown.facts = {};
  CHECK(has(remark_on(unknown).instead, "the standard folders have no program 'helper'"));
  CHECK(has(remark_on(unknown).instead, "named under 'helpers:' of the policy for bubblewrap"));
  unknown.sandbox.policy = "agent";
  unknown.sandbox.is_there = false;
  CHECK(has(remark_on(unknown).instead, "of what 'aa-userns-gen show agent' prints"));
  ExaminedIncident found = refused("/opt/helper");
  found.sandbox.policy = "agent";
  found.sandbox.is_there = false;
  CHECK(suggestion_of({found}).entries.size() == 1);
}

TEST_CASE("what cannot work in a sandbox of bubblewrap is not offered") {
  for (const char* path : {"/usr/bin/podman", "/usr/bin/buildah"}) {
    CHECK(has(remark_on(refused(path)).instead, "cannot work in a sandbox of bubblewrap, and no policy helps"));
  }
}

TEST_CASE("what anybody can have written is no ground for an entry or a command") {
  ExaminedIncident examined = refused("/opt/helper", "sys_admin", Author::anybody);
  examined.sandbox.policy = "agent";
  const Remark remark = remark_on(examined);
  CHECK(has(remark.what, "only a log that any user can write to says so"));
  CHECK(remark.instead.find("apply") == std::string::npos);
  CHECK(remark.pasted.empty());
}

TEST_CASE("other capabilities are refused on purpose, and one of several that was for a namespace counts") {
  CHECK(remark_on(refused("/opt/helper", "dac_override")).instead.find("/opt/helper") == std::string::npos);
  ExaminedIncident examined = refused("/opt/helper", "dac_override");
  examined.incident.first.capability = "sys_admin";
  CHECK(suggestion_of({examined}).entries.size() == 1);
}
