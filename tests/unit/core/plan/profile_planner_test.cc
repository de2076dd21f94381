#include "core/plan/profile_planner.h"

#include <doctest/doctest.h>

#include <list>

#include "core/plan/claims.h"
#include "core/plan/extension.h"
#include "core/plan/profile_text.h"
#include "support/failure_of.h"

using namespace aug;

namespace {

/// Policies and a host to plan for: an Ubuntu on which every path is a program, unless told otherwise.
struct Scene {
  Scene() {
    facts.has_kernel = true;
    facts.restriction = Restriction::on;
    templates.try_emplace("gateway", "@PROFILE@ @ATTACHMENT@", "gateway");
    templates.try_emplace("pair", "@PROFILE@ @ATTACHMENT@ @CHILD@@COMPLAIN@", "pair");
    templates.try_emplace("unpriv_pair", "@PROFILE@@COMPLAIN@", "unpriv_pair");
  }

  BinaryEntry& add(const std::string& policy, const std::string& path, const std::string& profile) {
    for (Policy& each : policies) {
      if (each.name == policy) return add_to(each, path, profile);
    }
    policies.emplace_back().name = policy;
    return add_to(policies.back(), path, profile);
  }

  BinaryEntry& add_to(Policy& policy, const std::string& path, const std::string& profile) {
    BinaryEntry& entry = policy.binaries.emplace_back();
    entry.location = {policy.name + ".yaml", static_cast<int>(policy.binaries.size()), 1, ""};
    entry.template_name = "gateway";
    entry.profile = profile;
    add_path(entry, path);
    return entry;
  }

  /// A link that its user can lead elsewhere.
  BinaryEntry& add_of_user(const std::string& policy, const std::string& path, const std::string& profile,
                           const std::string& real_path) {
    BinaryEntry& entry = add(policy, path, profile);
    entry.allow = {"user-writable"};
    entry.reason = "a test";
    facts.paths[path].real_path = real_path;
    facts.paths[path].writable = "/home/u";
    return entry;
  }

  void add_path(BinaryEntry& entry, const std::string& path) {
    entry.paths.push_back({path, entry.location});
    facts.paths.try_emplace(path, PathFacts{true, true, path, {}});
  }

  void claim(const std::string& name, const std::string& pattern, bool grants) {
    ScannedProfile profile;
    profile.name = name;
    profile.attachments = {pattern};
    profile.grants_userns = grants;
    profile.abi = "abi/4.0";
    profile.file = "/etc/apparmor.d/" + name;
    profile.line = 1;
    facts.others.push_back({profile, profile.file, false});
  }

  Plan plan(bool always = false) const {
    std::vector<PlannedPolicy> planned;
    for (const Policy& policy : policies) planned.push_back({policy, always, is_applied && policy.name != new_policy});
    return plan_profiles(planned, facts, templates);
  }

  Failure refusal() const {
    return failure_of([&] { plan(); });
  }

  bool is_applied = false;
  std::string new_policy;  // the one that is not applied where the others are
  std::list<Policy> policies;
  HostFacts facts;
  Templates templates;
};

std::vector<std::string> names_of(const Plan& plan) {
  std::vector<std::string> names;
  for (const ProfilePlan& profile : plan.profiles) names.push_back(profile.name);
  return names;
}

bool is_left_out(const PlannedBinary& binary) {
  return binary.state == BinaryState::missing && !binary.in_profile && binary.detail.starts_with("left out: ");
}

}  // namespace

TEST_CASE("helpers are added to the profile of others that serves the program, if the policy lets them") {
  Scene scene;
  scene.templates.try_emplace("helper_pair", "@PROFILE@ @CHILD@ @HELPER@@COMPLAIN@", "helper_pair");
  BinaryEntry& entry = scene.add("p", "/usr/bin/tool", "tool");
  entry.template_name = "pair";
  entry.helpers = {"/opt/helper"};
  entry.on_conflict = OnConflict::extend;
  scene.facts.paths["/opt/helper"] = {true, true, "/opt/2/helper", {}};
  scene.claim("theirs", "/usr/bin/tool", true);
  scene.claim("unpriv_theirs", "/nowhere", true);
  for (OtherProfile& other : scene.facts.others) {
    other.path = "/etc/apparmor.d/pair";
    other.profile.local_includes = {"/etc/apparmor.d/local/" + other.profile.name};
  }

  SUBCASE("in the files that it includes for that, with a profile of ours for the helpers") {
    const Plan plan = scene.plan();
    CHECK(names_of(plan) == std::vector<std::string>{"helper_theirs"});
    CHECK(plan.profiles.at(0).child == "unpriv_theirs");
    CHECK(plan.profiles.at(0).helpers == std::vector<std::string>{"/opt/2/helper", "/opt/helper"});
    CHECK(plan.binaries.at(0).state == BinaryState::granted_by_other);
    CHECK(plan.binaries.at(0).by == "theirs");
    CHECK(plan.binaries.at(0).helpers == std::vector<PlannedHelper>{{"/opt/helper", "/opt/2/helper", true}});
    REQUIRE(plan.extensions.size() == 1);
    CHECK(blocks_of(plan.extensions) == std::vector<LocalBlock>{{"/etc/apparmor.d/local/theirs",
                                                                 "  \"/opt/2/helper\" px -> theirs//&helper_theirs,\n"
                                                                 "  \"/opt/helper\" px -> theirs//&helper_theirs,\n"},
                                                                {"/etc/apparmor.d/local/unpriv_theirs",
                                                                 "  \"/opt/2/helper\" px -> helper_theirs,\n"
                                                                 "  \"/opt/helper\" px -> helper_theirs,\n"}});
  }
  SUBCASE("those of two policies together") {
    BinaryEntry& second = scene.add("q", "/usr/bin/tool", "tool");
    second.template_name = "pair";
    second.helpers = {"/opt/other"};
    second.on_conflict = OnConflict::extend;
    scene.facts.paths["/opt/other"] = {true, true, "/opt/other", {}};
    const Plan plan = scene.plan();
    REQUIRE(plan.extensions.size() == 1);
    CHECK(plan.extensions[0].helpers == std::vector<std::string>{"/opt/2/helper", "/opt/helper", "/opt/other"});
    CHECK(plan.profiles.at(0).helpers.size() == 3);
  }
  SUBCASE("not without that, and the conflict says so") {
    entry.on_conflict = OnConflict::fail;
    CHECK(scene.refusal().diagnoses().at(0).hint.starts_with("add them to it with 'on_conflict: extend'"));
  }
  SUBCASE("not where it includes nothing, the same for both, or has no profile for what a sandbox runs") {
    SUBCASE("") {
      scene.facts.others[0].profile.local_includes.clear();
    }
    SUBCASE("") {
      scene.facts.others[1].profile.local_includes = scene.facts.others[0].profile.local_includes;
    }
    SUBCASE("") {
      scene.facts.others[1].path = "/etc/apparmor.d/elsewhere";
    }
    SUBCASE("") {
      scene.facts.others[0].profile.grants_userns = false;
    }
    CHECK(scene.refusal().code() == ExitCode::conflict);
  }
  SUBCASE("not where others can lead the path elsewhere") {
    scene.facts.paths["/usr/bin/tool"].real_path = "/usr/bin/real";
    scene.facts.paths["/usr/bin/tool"].writable = "/usr/bin";
    scene.facts.others[0].profile.attachments = {"/usr/bin/real"};
    entry.allow = {"user-writable"};
    entry.reason = "a test";
    CHECK(scene.refusal().code() == ExitCode::conflict);
  }
}

TEST_CASE("a binary gets a profile on its real path") {
  Scene scene;
  scene.add("p", "/bin/tool", "tool");
  scene.facts.paths["/bin/tool"].real_path = "/usr/bin/tool";
  const Plan plan = scene.plan();
  REQUIRE(plan.profiles.size() == 1);
  CHECK(plan.profiles[0].attachments == std::vector<std::string>{"/usr/bin/tool"});
  CHECK(plan.profiles[0].child.empty());
  CHECK(plan.profiles[0].because == Location{"p.yaml", 1, 1, ""});
  CHECK(plan.binaries == std::vector<PlannedBinary>{{.policy = "p",
                                                     .path = "/bin/tool",
                                                     .real_path = "/usr/bin/tool",
                                                     .template_name = "gateway",
                                                     .profile = "tool"}});
}

TEST_CASE("a path is attached literally, a pattern as it is") {
  Scene scene;
  scene.add("p", "/opt/a[1]", "literal");
  scene.add("p", "/opt/b*", "pattern").glob = true;
  scene.facts.paths["/opt/b*"].real_path = "";
  const Plan plan = scene.plan();
  CHECK(plan.profiles.at(0).attachments == std::vector<std::string>{"/opt/a\\[1\\]"});
  CHECK(plan.profiles.at(1).attachments == std::vector<std::string>{"/opt/b*"});
  CHECK(plan.binaries.at(1).real_path == "/opt/b*");
  CHECK(plan.binaries.at(1).glob);
}

TEST_CASE("profiles are sorted by name, binaries stay in the order of the policies") {
  Scene scene;
  scene.add("q", "/opt/z", "zeta");
  scene.add("q", "/opt/m", "mu");
  scene.add("p", "/opt/a", "alpha");
  const Plan plan = scene.plan();
  CHECK(names_of(plan) == std::vector<std::string>{"alpha", "mu", "zeta"});
  CHECK(plan.binaries.at(0).path == "/opt/z");
  CHECK(plan.binaries.at(2).path == "/opt/a");
}

TEST_CASE("a template with a place for a child gets one, and the child attaches to nothing") {
  Scene scene;
  BinaryEntry& entry = scene.add("p", "/opt/tool", "tool");
  entry.template_name = "pair";
  entry.mode = ProfileMode::complain;
  const Plan plan = scene.plan();
  REQUIRE(names_of(plan) == std::vector<std::string>{"tool", "unpriv_tool"});
  CHECK(plan.profiles[0].child == "unpriv_tool");
  CHECK(plan.profiles[1].template_name == "unpriv_pair");
  CHECK(plan.profiles[1].attachments.empty());
  CHECK(plan.profiles[0].complain);
  CHECK(plan.profiles[1].complain);
}

TEST_CASE("policies that want the same share a profile") {
  Scene scene;
  scene.add("p", "/bin/tool", "tool").template_name = "pair";
  scene.add("q", "/usr/bin/tool", "tool").template_name = "pair";
  scene.add("r", "/opt/another", "tool").template_name = "pair";
  scene.facts.paths["/bin/tool"].real_path = "/usr/bin/tool";
  const Plan plan = scene.plan();
  CHECK(names_of(plan) == std::vector<std::string>{"tool", "unpriv_tool"});
  CHECK(plan.profiles[0].attachments == std::vector<std::string>{"/opt/another", "/usr/bin/tool"});
  CHECK(plan.binaries.size() == 3);
  CHECK(plan.binaries[1].policy == "q");
}

TEST_CASE("two paths of one entry that lead to the same file are attached once") {
  Scene scene;
  scene.add_path(scene.add("p", "/usr/bin/tool", "tool"), "/bin/tool");
  scene.facts.paths["/bin/tool"].real_path = "/usr/bin/tool";
  const Plan plan = scene.plan();
  CHECK(plan.profiles.at(0).attachments == std::vector<std::string>{"/usr/bin/tool"});
  CHECK(plan.binaries.size() == 2);
}

TEST_CASE("two profiles for one file are a conflict, also through a link") {
  Scene scene;
  scene.add("p", "/bin/tool", "one");
  scene.add("q", "/usr/bin/tool", "two");
  scene.facts.paths["/bin/tool"].real_path = "/usr/bin/tool";
  const Failure failure = scene.refusal();
  CHECK(failure.code() == ExitCode::conflict);
  CHECK(failure.what() == std::string("cannot give '/usr/bin/tool' the profile 'two': policy 'p' gives it 'one'"));
  CHECK(failure.diagnoses()[0].location.file == "q.yaml");
}

TEST_CASE("two templates or two modes for one profile are a conflict") {
  Scene by_template;
  by_template.add("p", "/opt/a", "tool");
  by_template.add("q", "/opt/b", "tool").template_name = "pair";
  CHECK(by_template.refusal().code() == ExitCode::conflict);

  Scene by_mode;
  by_mode.add("p", "/opt/a", "tool").template_name = "pair";
  BinaryEntry& entry = by_mode.add("q", "/opt/a", "tool");
  entry.template_name = "pair";
  entry.mode = ProfileMode::complain;
  CHECK(by_mode.refusal().code() == ExitCode::conflict);

  Scene by_child;
  by_child.add("p", "/opt/a", "tool").template_name = "pair";
  by_child.add("q", "/opt/b", "unpriv_tool");
  CHECK(by_child.refusal().code() == ExitCode::conflict);
}

TEST_CASE("a profile in the kernel that is not ours is a conflict, also of the child's name") {
  for (const char* name : {"tool", "unpriv_tool"}) {
    CAPTURE(name);
    Scene scene;
    scene.add("p", "/opt/tool", "tool").template_name = "pair";
    scene.facts.foreign.insert(name);
    const Failure failure = scene.refusal();
    CHECK(failure.code() == ExitCode::conflict);
    CHECK(failure.diagnoses().size() == 1);
    CHECK(mentions(failure, "cannot name a profile '" + std::string(name) + "'"));
  }
}

TEST_CASE("what is loaded for the very program, from a file that is gone, is replaced, with its child") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool").template_name = "pair";
  scene.facts.foreign = {"tool", "unpriv_tool"};
  scene.facts.labels["/opt/tool"] = "tool";
  CHECK(names_of(scene.plan()) == std::vector<std::string>{"tool", "unpriv_tool"});
}

TEST_CASE("a program that somebody else's profile serves is left to that") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool");
  scene.add("p", "/opt/own", "own");
  scene.claim("theirs", "/opt/tool", true);
  const Plan plan = scene.plan();
  CHECK(names_of(plan) == std::vector<std::string>{"own"});
  CHECK(plan.binaries[0].state == BinaryState::granted_by_other);
  CHECK(plan.binaries[0].by == "theirs");
  CHECK(plan.binaries[0].detail == "the profile 'theirs' (/etc/apparmor.d/theirs:1)");
  CHECK(plan.taken_over.empty());
}

TEST_CASE("the same name is no conflict where the other profile serves the program") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool");
  scene.claim("tool", "/opt/tool", true);
  CHECK(scene.plan().binaries[0].state == BinaryState::granted_by_other);
}

TEST_CASE("a profile that claims the program and does not grant is a conflict, or taken over") {
  Scene scene;
  BinaryEntry& entry = scene.add("p", "/opt/tool", "tool");
  scene.claim("theirs", "/opt/**", false);
  const Failure failure = scene.refusal();
  CHECK(failure.code() == ExitCode::conflict);
  CHECK(mentions(failure, "the profile 'theirs' (/etc/apparmor.d/theirs:1) claims it, and does not grant them"));

  entry.on_conflict = OnConflict::take_over;
  const Plan plan = scene.plan();
  CHECK(names_of(plan) == std::vector<std::string>{"tool"});
  CHECK(plan.taken_over == std::vector<std::string>{"/etc/apparmor.d/theirs"});
}

TEST_CASE("what others led a link to is not taken over") {
  Scene scene;
  BinaryEntry& entry = scene.add("p", "/home/u/tool", "tool");
  entry.on_conflict = OnConflict::take_over;
  entry.allow = {"user-writable"};
  scene.claim("theirs", "/opt/**", false);
  PathFacts& facts = scene.facts.paths["/home/u/tool"];
  facts = {true, true, "/opt/tool", {}};
  CHECK(scene.plan().taken_over == std::vector<std::string>{"/etc/apparmor.d/theirs"});
  facts.writable = "/home/u/tool";
  const Failure failure = scene.refusal();
  CHECK(failure.code() == ExitCode::conflict);
  CHECK(failure.diagnoses().front().hint.find("others than root can change /home/u/tool") != std::string::npos);
}

TEST_CASE("two that tie are a conflict, though each would grant") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool").on_conflict = OnConflict::take_over;
  scene.claim("one", "/opt/tool", true);
  scene.claim("two", "/opt/tool", true);
  CHECK(scene.plan().taken_over == std::vector<std::string>{"/etc/apparmor.d/one", "/etc/apparmor.d/two"});

  scene.policies.front().binaries.front().on_conflict = OnConflict::fail;
  CHECK(mentions(scene.refusal(), "claim it, and the kernel takes neither"));
}

TEST_CASE("what one policy leaves to another's profile is served by the policy that takes it over") {
  Scene scene;
  scene.add("a", "/opt/tool", "tool");
  BinaryEntry& entry = scene.add("b", "/opt/tool", "tool");
  entry.helpers = {"/opt/helper"};
  entry.on_conflict = OnConflict::take_over;
  scene.facts.paths["/opt/helper"] = {true, true, "/opt/helper", {}};
  scene.claim("theirs", "/opt/tool", true);
  const Plan plan = scene.plan();
  REQUIRE(plan.binaries.size() == 2);
  CHECK(plan.binaries[0].state == BinaryState::granted_by_other);
  CHECK(plan.binaries[0].by == "tool");
  CHECK(plan.binaries[0].detail == "'tool' of the policy 'b'");
  CHECK(plan.binaries[1].state == BinaryState::granted);
}

TEST_CASE("a profile without our helpers does not serve a program that has some") {
  Scene scene;
  BinaryEntry& entry = scene.add("p", "/opt/tool", "tool");
  entry.helpers = {"/opt/helper"};
  scene.facts.paths["/opt/helper"] = {true, true, "/opt/helper", {}};
  scene.claim("theirs", "/opt/tool", true);
  CHECK(mentions(scene.refusal(), "claims it, and knows no helpers"));
}

TEST_CASE("a profile that only the kernel has is a conflict that cannot be taken over") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool").on_conflict = OnConflict::take_over;
  scene.facts.foreign.insert("theirs");
  scene.facts.labels["/opt/tool"] = "theirs";
  CHECK(mentions(scene.refusal(), "the profile 'theirs' (in the kernel, from no file) claims it, until the next boot"));
}

TEST_CASE("a name that a file has for something else is a conflict, unless that file is taken over") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool");
  scene.claim("tool", "/usr/bin/other", true);
  CHECK(mentions(scene.refusal(), "cannot name a profile 'tool': /etc/apparmor.d/tool:1 has one for something else"));
}

TEST_CASE("a name of what the kernel has is free where the file that brings it is taken over, and only then") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool").on_conflict = OnConflict::take_over;
  scene.facts.foreign.insert("tool");
  scene.claim("another", "/opt/**", false);
  CHECK(mentions(scene.refusal(), "cannot name a profile 'tool': the kernel has one, from no file"));
  scene.facts.others.clear();
  scene.claim("tool", "/opt/**", false);
  const Plan plan = scene.plan();
  CHECK(names_of(plan) == std::vector<std::string>{"tool"});
  CHECK(plan.taken_over == std::vector<std::string>{"/etc/apparmor.d/tool"});
}

TEST_CASE("what the kernel has from a file that no longer claims the program is no conflict") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool");
  scene.facts.foreign.insert("theirs");
  scene.facts.labels["/opt/tool"] = "theirs";
  scene.claim("another", "/usr/bin/other", true);
  CHECK(scene.refusal().code() == ExitCode::conflict);
  scene.claim("theirs", "/usr/bin/other", true);
  CHECK(names_of(scene.plan()) == std::vector<std::string>{"tool"});
}

TEST_CASE("what the kernel has for another program is no reason to replace a name") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool");
  scene.facts.foreign.insert("tool");
  scene.facts.labels["/opt/other"] = "another";
  CHECK(scene.refusal().code() == ExitCode::conflict);
}

TEST_CASE("helpers are there by their own path and by the one that it leads to, for all that share the profile") {
  Scene scene;
  scene.templates.try_emplace("helper_pair", "@PROFILE@@COMPLAIN@", "helper_pair");
  scene.add("p", "/opt/one", "tool").template_name = "pair";
  BinaryEntry& entry = scene.add("q", "/opt/two", "tool");
  entry.template_name = "pair";
  CHECK(scene.plan().profiles.front().helper.empty());
  entry.helpers = {"/opt/link", "/opt/gone"};
  scene.facts.paths["/opt/link"] = {true, true, "/usr/bin/real", {}};
  scene.facts.paths["/opt/gone"] = {};
  const Plan plan = scene.plan();
  REQUIRE(names_of(plan) == std::vector<std::string>{"helper_tool", "tool", "unpriv_tool"});
  CHECK(plan.profiles[1].helpers == std::vector<std::string>{"/opt/gone", "/opt/link", "/usr/bin/real"});
  CHECK(plan.profiles[1].helper == "helper_tool");
}

TEST_CASE("a helper with wildcards is a pattern in the profile, and is refused where the parser cannot weigh rules") {
  Scene scene;
  scene.templates.try_emplace("helper_pair", "@PROFILE@@COMPLAIN@", "helper_pair");
  BinaryEntry& entry = scene.add("p", "/opt/tool", "tool");
  entry.template_name = "pair";
  entry.helpers = {"/opt/*/helper", "/opt/[1]"};
  scene.facts.paths["/opt/*/helper"] = {true, true, "", {"/opt/1/helper"}};
  scene.facts.paths["/opt/[1]"] = {true, true, "/opt/[1]", {}};
  const Plan plan = scene.plan();
  CHECK(plan.profiles.at(1).helpers == std::vector<std::string>{"/opt/*/helper", "/opt/\\[1\\]"});
  const PlannedHelper pattern{"/opt/*/helper", "/opt/*/helper", true};
  CHECK(plan.binaries.at(0).helpers.at(0) == pattern);
  CHECK(helper_text("/opt/*/helper", {}) == "priority=1 \"/opt/*/helper\"");
  CHECK(helper_text("/opt/\\[1\\]", {}) == "\"/opt/\\[1\\]\"");

  scene.facts.parser_without_priority = "/usr/sbin/apparmor_parser";
  CHECK(scene.refusal().code() == ExitCode::invalid_policy);
  CHECK(mentions(scene.refusal(), "needs 'priority=' in rules, which /usr/sbin/apparmor_parser does not know"));
  scene.is_applied = true;
  const Plan left = scene.plan();
  CHECK(left.profiles.at(1).helpers == std::vector<std::string>{"/opt/\\[1\\]"});
  CHECK_FALSE(left.binaries.at(0).helpers.at(0).in_profile);
}

TEST_CASE("a program that a policy insists on is planned where it is there") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool").if_missing = IfMissing::fail;
  CHECK(scene.plan().binaries.at(0).state == BinaryState::granted);
}

TEST_CASE("of a file with two profiles only the conflict is told, and not that it is missing for the second") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool");
  scene.add("q", "/opt/tool", "other").if_missing = IfMissing::fail;
  scene.facts.paths["/opt/tool"].exists = false;
  CHECK(scene.refusal().code() == ExitCode::conflict);
}

TEST_CASE("a profile has no more paths than the parser can read") {
  Scene scene;
  BinaryEntry& entry = scene.add("p", "/opt/" + std::string(114, 'a'), "tool");
  for (int i = 1; i < 100; ++i)
    scene.add_path(entry, "/opt/" + std::string(112, 'a') + std::to_string(i + 100).substr(1));
  CHECK(names_of(scene.plan()) == std::vector<std::string>{"tool"});
  scene.add_path(entry, "/a");
  const Failure failure = scene.refusal();
  CHECK(failure.code() == ExitCode::invalid_policy);
  CHECK(mentions(failure, "cannot give one profile 101 paths: the parser reads 12000 bytes of them at most, here are"));
}

TEST_CASE("a pattern lives beside a path that others serve, but not beside the same pattern") {
  Scene scene;
  scene.add("p", "/opt/*/tool", "tool").glob = true;
  scene.facts.paths["/opt/*/tool"] = {true, true, "", {"/opt/one/tool", "/opt/two/tool"}};
  scene.claim("theirs", "/opt/one/tool", true);
  CHECK(names_of(scene.plan()) == std::vector<std::string>{"tool"});

  scene.claim("more", "/opt/*/tool", true);
  CHECK(mentions(scene.refusal(), "the profile 'more' (/etc/apparmor.d/more:1) claims it as well"));
}

TEST_CASE("rules of an abi without user namespaces do not restrict them, and neither does complain mode") {
  OtherProfile other;
  other.profile.abi = "abi/4.0";
  CHECK_FALSE(grants_userns(other));
  for (const char* abi : {"", "abi/3.0"}) {
    other.profile.abi = abi;
    CHECK(grants_userns(other));
  }
  for (const char* abi : {"abi/5.0", "abi/10.0"}) {
    other.profile.abi = abi;
    CHECK_FALSE(grants_userns(other));
  }
  other.profile.abi = "";
  other.default_abi_has_userns = true;
  CHECK_FALSE(grants_userns(other));
  other.is_complaining = true;
  CHECK(grants_userns(other));
  other = {};
  other.profile.abi = "abi/4.0";
  other.profile.flags = {"complain"};
  CHECK(grants_userns(other));
}

TEST_CASE("a binary that is missing is installed for, skipped or refused, as the policy says") {
  Scene scene;
  BinaryEntry& entry = scene.add("p", "/opt/none", "none");
  scene.add_path(entry, "/opt/there");
  scene.facts.paths["/opt/none"] = {false, false, "/opt/none", {}};
  Plan plan = scene.plan();
  CHECK(plan.profiles.at(0).attachments == std::vector<std::string>{"/opt/none", "/opt/there"});
  CHECK(plan.binaries.at(0).state == BinaryState::missing);
  CHECK(plan.binaries.at(0).in_profile);
  CHECK(plan.binaries.at(1).state == BinaryState::granted);

  entry.if_missing = IfMissing::skip;
  plan = scene.plan();
  CHECK(plan.profiles.at(0).attachments == std::vector<std::string>{"/opt/there"});
  CHECK(plan.binaries.at(0).state == BinaryState::missing);
  CHECK_FALSE(plan.binaries.at(0).in_profile);
  CHECK(plan.binaries.at(1).in_profile);

  entry.if_missing = IfMissing::fail;
  const Failure failure = scene.refusal();
  CHECK(failure.code() == ExitCode::failed);
  CHECK(failure.what() == std::string("cannot find '/opt/none'"));
}

TEST_CASE("an entry whose binaries are all skipped needs no profile") {
  Scene scene;
  BinaryEntry& entry = scene.add("p", "/opt/none", "none");
  entry.template_name = "pair";
  entry.if_missing = IfMissing::skip;
  scene.facts.paths["/opt/none"] = {false, false, "/opt/none", {}};
  CHECK(scene.plan().profiles.empty());
}

TEST_CASE("nothing is needed on a kernel without the restriction, unless a policy always applies") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool");
  scene.facts.restriction = Restriction::absent;
  const Plan plan = scene.plan();
  CHECK(plan.profiles.empty());
  CHECK(plan.binaries.at(0).state == BinaryState::not_needed);

  CHECK(scene.plan(true).profiles.size() == 1);
  scene.facts.restriction = Restriction::off;
  CHECK(scene.plan().profiles.size() == 1);
}

TEST_CASE("an image without a kernel is always staged") {
  Scene scene;
  scene.add("p", "/opt/tool", "tool");
  scene.facts.has_kernel = false;
  scene.facts.restriction = Restriction::absent;
  const Plan plan = scene.plan();
  CHECK(plan.profiles.size() == 1);
  CHECK(plan.binaries.at(0).state == BinaryState::staged);
}

TEST_CASE("what is no program gets no grant") {
  Scene scene;
  scene.add("p", "/opt/folder", "folder");
  scene.facts.paths["/opt/folder"].is_program = false;
  const Failure failure = scene.refusal();
  CHECK(failure.code() == ExitCode::invalid_policy);
  CHECK(mentions(failure, "it is not a program"));
}

TEST_CASE("of a policy that is applied, what a user made of a program is left out, and stops nothing") {
  Scene scene;
  BinaryEntry& entry = scene.add("a", "/opt/tool", "tool");
  scene.add_path(entry, "/opt/other");
  entry.template_name = "pair";
  entry.helpers = {"/opt/helper"};
  scene.facts.paths["/opt/helper"] = PathFacts{true, true, "/usr/bin/python3", {}};
  scene.facts.paths["/opt/tool"].writable = "/opt/tool";
  CHECK(scene.refusal().code() == ExitCode::invalid_policy);
  CHECK(scene.refusal().diagnoses().size() == 2);

  scene.is_applied = true;
  const Plan plan = scene.plan();
  REQUIRE(plan.binaries.size() == 2);
  CHECK(plan.binaries[0].state == BinaryState::missing);
  CHECK_FALSE(plan.binaries[0].in_profile);
  CHECK(plan.binaries[0].detail.starts_with("left out: cannot grant namespaces to '/opt/tool'"));
  CHECK(plan.binaries[1].state == BinaryState::granted);
  REQUIRE_FALSE(plan.profiles.empty());
  for (const ProfilePlan& profile : plan.profiles) {
    CHECK(profile.helpers.empty());
    if (profile.name == "tool") CHECK(profile.attachments == std::vector<std::string>{"/opt/other"});
  }
  REQUIRE(plan.warnings.size() == 2);
  for (const Diagnosis& warning : plan.warnings) CHECK(warning.severity == Severity::warning);
}

TEST_CASE(
    "of a policy that is applied, a user's link to a path that no profile can name is left out, of a new one refused") {
  Scene scene;
  scene.add_of_user("a", "/home/u/app", "app", "/home/u/we\"ird");
  scene.add("b", "/opt/tool", "tool");
  CHECK(scene.refusal().code() == ExitCode::invalid_policy);
  CHECK(mentions(scene.refusal(), "the path that it leads to, '/home/u/we\"ird', must not contain double quotes"));

  scene.is_applied = true;
  const Plan plan = scene.plan();
  CHECK(names_of(plan) == std::vector<std::string>{"tool"});
  CHECK(is_left_out(plan.binaries.at(0)));
  CHECK(plan.warnings.size() == 1);
}

TEST_CASE("of a policy that is applied, a helper that leads to a path that no profile can name is left out") {
  Scene scene;
  BinaryEntry& entry = scene.add("a", "/opt/tool", "tool");
  entry.template_name = "pair";
  entry.helpers = {"/opt/helper"};
  scene.facts.paths["/opt/helper"] = PathFacts{true, true, "/opt/we\"ird", {}};
  CHECK(scene.refusal().code() == ExitCode::invalid_policy);
  scene.is_applied = true;
  const Plan plan = scene.plan();
  CHECK(plan.profiles.at(0).helpers.empty());
  CHECK(plan.warnings.size() == 1);
}

TEST_CASE(
    "a user's link to the program of another policy is left out, whichever comes first, and that keeps its program") {
  for (const char* name : {"a", "z"}) {
    CAPTURE(name);
    Scene scene;
    scene.is_applied = true;
    if (*name == 'z') scene.add("other", "/opt/other", "other");
    scene.add_of_user(name, "/home/u/app", "app", "/opt/other");
    if (*name == 'a') scene.add("other", "/opt/other", "other");
    scene.new_policy = "other";
    for (int round = 0; round < 2; ++round, scene.new_policy.clear()) {
      const Plan plan = scene.plan();
      REQUIRE(names_of(plan) == std::vector<std::string>{"other"});
      CHECK(plan.profiles[0].attachments == std::vector<std::string>{"/opt/other"});
      const bool is_first = plan.binaries.at(0).path == "/home/u/app";
      CHECK(is_left_out(plan.binaries.at(is_first ? 0 : 1)));
      CHECK(plan.binaries.at(is_first ? 1 : 0).state == BinaryState::granted);
      REQUIRE(plan.warnings.size() == 1);
      CHECK(plan.warnings[0].message == "cannot give '/opt/other' the profile 'app': policy 'other' gives it 'other'");
    }
  }
}

TEST_CASE("a user's link to a program of root's is refused, and left out of a policy that is applied") {
  Scene scene;
  BinaryEntry& entry = scene.add_of_user("a", "/home/u/app", "app", "/usr/bin/login");
  scene.facts.paths["/home/u/app"].is_chosen_by_others = true;
  CHECK(scene.refusal().code() == ExitCode::invalid_policy);
  CHECK(mentions(scene.refusal(), "leads to /usr/bin/login, which is not theirs"));
  scene.is_applied = true;
  CHECK(is_left_out(scene.plan().binaries.at(0)));

  scene.facts.paths["/home/u/app"].is_chosen_by_others = false;
  entry.template_name = "pair";
  entry.helpers = {"/home/u/helper"};
  scene.facts.paths["/home/u/helper"] = PathFacts{true, true, "/usr/bin/login", {}};
  scene.facts.paths["/home/u/helper"].is_chosen_by_others = true;
  for (const ProfilePlan& profile : scene.plan().profiles) CHECK(profile.helpers.empty());
}

TEST_CASE("a user's link to what the pattern of another policy takes in is left out") {
  Scene scene;
  scene.is_applied = true;
  scene.add_of_user("a", "/home/u/app", "app", "/opt/one/tool");
  scene.add("b", "/opt/*/tool", "tool").glob = true;
  scene.facts.paths["/opt/*/tool"] = {true, true, "", {"/opt/one/tool"}};
  const Plan plan = scene.plan();
  CHECK(names_of(plan) == std::vector<std::string>{"tool"});
  CHECK(is_left_out(plan.binaries.at(0)));
}

TEST_CASE("a new policy does not take the program of one that is applied, but for a user's link") {
  Scene scene;
  scene.is_applied = true;
  scene.add("a", "/bin/tool", "one");
  scene.facts.paths["/bin/tool"].real_path = "/usr/bin/tool";
  scene.add("b", "/usr/bin/tool", "two");
  scene.new_policy = "b";
  CHECK(scene.refusal().code() == ExitCode::conflict);
  scene.new_policy.clear();
  CHECK(names_of(scene.plan()) == std::vector<std::string>{"two"});
}

TEST_CASE("of a policy that is applied, a program that somebody else claims is left out") {
  Scene scene;
  scene.add_of_user("a", "/home/u/app", "app", "/usr/bin/theirs");
  scene.add("b", "/opt/tool", "tool");
  scene.claim("theirs", "/usr/bin/theirs", false);
  CHECK(scene.refusal().code() == ExitCode::conflict);
  scene.is_applied = true;
  const Plan plan = scene.plan();
  CHECK(names_of(plan) == std::vector<std::string>{"tool"});
  REQUIRE(plan.binaries.size() == 2);
  CHECK(is_left_out(plan.binaries[0]));
  CHECK(plan.warnings.size() == 1);
}

TEST_CASE("of a policy that is applied, a user's program that it insists on and that is gone is left out") {
  Scene scene;
  scene.add_of_user("a", "/home/u/gone", "gone", "/home/u/gone").if_missing = IfMissing::fail;
  scene.add("b", "/opt/tool", "tool");
  scene.facts.paths["/home/u/gone"].exists = scene.facts.paths["/home/u/gone"].is_program = false;
  CHECK(scene.refusal().code() == ExitCode::failed);
  scene.is_applied = true;
  const Plan plan = scene.plan();
  CHECK(names_of(plan) == std::vector<std::string>{"tool"});
  CHECK(is_left_out(plan.binaries.at(0)));
  CHECK(plan.warnings.size() == 1);
}

TEST_CASE("of a policy that is applied, links to longer paths than the parser can read are left out") {
  Scene scene;
  BinaryEntry& entry = scene.add_of_user("a", "/home/u/0", "app", "/home/u/" + std::string(3900, 'a'));
  for (const char letter : {'b', 'c', 'd'}) {
    const std::string path = std::string("/home/u/link-") + letter;
    scene.add_path(entry, path);
    scene.facts.paths[path].real_path = "/home/u/" + std::string(3900, letter);
  }
  CHECK(scene.refusal().code() == ExitCode::invalid_policy);
  scene.is_applied = true;
  const Plan plan = scene.plan();
  CHECK(plan.profiles.at(0).attachments.size() == 3);
  REQUIRE(plan.binaries.size() == 4);
  CHECK(plan.binaries[2].in_profile);
  CHECK(is_left_out(plan.binaries[3]));
}

TEST_CASE("an unknown template is a mistake, with the nearest one as a hint") {
  Scene scene;
  scene.add("p", "/opt/a", "a").template_name = "gatway";
  scene.add("p", "/opt/b", "b").template_name = "xyz";
  const Failure failure = scene.refusal();
  CHECK(failure.code() == ExitCode::invalid_policy);
  REQUIRE(failure.diagnoses().size() == 2);
  CHECK(failure.diagnoses()[0].hint == "did you mean 'gateway'?");
  CHECK(failure.diagnoses()[1].hint == "the templates are gateway, pair");
}

TEST_CASE("a template without a place for the mode cannot complain") {
  Scene scene;
  scene.add("p", "/opt/a", "a").mode = ProfileMode::complain;
  const Failure failure = scene.refusal();
  CHECK(failure.code() == ExitCode::invalid_policy);
  CHECK(failure.what() == std::string("cannot use mode 'complain' with the template 'gateway'"));
}

TEST_CASE("mistakes come before missing binaries, and those before conflicts") {
  Scene scene;
  scene.add("p", "/opt/a", "one");
  scene.add("q", "/opt/a", "two");
  CHECK(scene.refusal().code() == ExitCode::conflict);
  scene.add("q", "/opt/none", "none").if_missing = IfMissing::fail;
  scene.facts.paths["/opt/none"] = {false, false, "/opt/none", {}};
  CHECK(scene.refusal().code() == ExitCode::failed);
  scene.add("q", "/opt/b", "b").template_name = "xyz";
  CHECK(scene.refusal().code() == ExitCode::invalid_policy);
}

TEST_CASE("a policy may say itself that it always applies") {
  HostFacts facts;
  facts.has_kernel = true;
  Policy policy;
  CHECK_FALSE(is_needed({policy, false}, facts));
  policy.when = When::always;
  CHECK(is_needed({policy, false}, facts));
}
