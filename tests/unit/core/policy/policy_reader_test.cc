#include "core/policy/policy_reader.h"

#include <doctest/doctest.h>

#include <string>

using aug::Policy;

namespace {

// All that is wrong with `text`, as the user sees it.
std::string said(const std::string& text) {
  std::string all;
  for (const aug::Diagnosis& diagnosis : aug::read_policy(text, "p.yaml").diagnoses) all += aug::describe(diagnosis);
  return all;
}

Policy read(const std::string& text) {
  aug::PolicyReading reading = aug::read_policy(text, "p.yaml");
  for (const aug::Diagnosis& diagnosis : reading.diagnoses) FAIL_CHECK(aug::describe(diagnosis));
  REQUIRE(reading.policy);
  return *reading.policy;
}

// Lines 1 to 3 of a policy; an entry begins on line 4.
const std::string head = "version: 1\nname: p\nbinaries:\n";

std::string entry(const std::string& lines) {
  return head + "  - path: /usr/bin/x\n    template: gateway\n" + lines;
}

}  // namespace

TEST_CASE("a policy with everything is read") {
  const std::string text = R"(version: 1
name: runner
description: Sandboxes on CI runners
binaries:
  - path: /usr/bin/bwrap
    template: bwrap
    mode: complain
    helpers: [/usr/bin/setpriv]
  - path: [/opt/a/gate way, /opt/b/gateway]
    template: gateway
    profile: openshell-gateway
    if_missing: skip
    on_conflict: take-over
    allow: [user-writable]
    reason: >
      the vendor updates
      itself in place
  - path: /opt/*/prog
    glob: true
    template: own_one
    if_missing: fail
when: always
sysctls:
  - name: kernel.apparmor_restrict_unprivileged_userns
    value: 0
    reason: nested containers
  - { name: user.max_user_namespaces, value: 2147483647 }
units:
  - unit: openshell-gateway.service
    set: { PrivateTmp: false, ProtectHome: 'off', ReadOnlyPaths: '' }
  - unit: openshell-gateway.service
    scope: system
    set: { ProtectSystem: no }
)";
  const Policy policy = read(text);
  CHECK(policy.name == "runner");
  CHECK(policy.description == "Sandboxes on CI runners");
  CHECK(policy.when == aug::When::always);
  REQUIRE(policy.binaries.size() == 3);

  const aug::BinaryEntry& bwrap = policy.binaries[0];
  REQUIRE(bwrap.paths.size() == 1);
  CHECK(bwrap.paths[0].text == "/usr/bin/bwrap");
  CHECK(bwrap.paths[0].location == aug::Location{"p.yaml", 5, 11, "  - path: /usr/bin/bwrap"});
  CHECK(bwrap.location == aug::Location{"p.yaml", 5, 5, "  - path: /usr/bin/bwrap"});
  CHECK(bwrap.template_name == "bwrap");
  CHECK(bwrap.profile == "bwrap");
  CHECK(bwrap.mode == aug::ProfileMode::complain);
  CHECK(bwrap.helpers == std::vector<std::string>{"/usr/bin/setpriv"});
  CHECK(bwrap.if_missing == aug::IfMissing::install);
  CHECK(bwrap.on_conflict == aug::OnConflict::fail);
  CHECK_FALSE(bwrap.glob);

  const aug::BinaryEntry& gateway = policy.binaries[1];
  REQUIRE(gateway.paths.size() == 2);
  CHECK(gateway.paths[0].text == "/opt/a/gate way");
  CHECK(gateway.paths[1].text == "/opt/b/gateway");
  CHECK(gateway.profile == "openshell-gateway");
  CHECK(gateway.mode == aug::ProfileMode::enforce);
  CHECK(gateway.if_missing == aug::IfMissing::skip);
  CHECK(gateway.on_conflict == aug::OnConflict::take_over);
  CHECK(gateway.allow == std::vector<std::string>{"user-writable"});
  CHECK(gateway.reason == "the vendor updates itself in place");

  CHECK(policy.binaries[2].glob);
  CHECK(policy.binaries[2].profile == "prog");
  CHECK(policy.binaries[2].template_name == "own_one");
  CHECK(policy.binaries[2].if_missing == aug::IfMissing::fail);

  REQUIRE(policy.sysctls.size() == 2);
  CHECK(policy.sysctls[0].name == "kernel.apparmor_restrict_unprivileged_userns");
  CHECK(policy.sysctls[0].value == 0);
  CHECK(policy.sysctls[0].reason == "nested containers");
  CHECK(policy.sysctls[1].value == 2147483647);

  REQUIRE(policy.units.size() == 2);
  CHECK(policy.units[0].unit == "openshell-gateway.service");
  CHECK(policy.units[0].scope == aug::UnitScope::user);
  std::string directives;
  for (const aug::UnitDirective& one : policy.units[0].set) directives += one.name + "=" + one.value + "\n";
  CHECK(directives == "PrivateTmp=no\nProtectHome=no\nReadOnlyPaths=\n");
  CHECK(policy.units[1].scope == aug::UnitScope::system);
  CHECK(policy.units[1].set[0].value == "no");
}

TEST_CASE("anchors, JSON, a byte order mark, CRLF and document marks are fine") {
  CHECK(read(head + "- path: /a\n  template: &t gateway\n- path: /b\n  template: *t\n").binaries[1].template_name ==
        "gateway");
  CHECK(read(R"({"version": 1, "name": "p", "binaries": [{"path": "/a", "template": "gateway"}]})").name == "p");
  CHECK(read("\xEF\xBB\xBFversion: 1\r\nname: p\r\nunits:\r\n- unit: a.service\r\n  set: {PrivateTmp: no}\r\n").name ==
        "p");
  CHECK(read("%YAML 1.2\n---\nversion: 1\nname: p\nbinaries:\n- {path: /a, template: gateway}\n...\n").name == "p");
}

TEST_CASE("a policy may hold sysctls or units only, but not nothing") {
  CHECK(read("version: 1\nname: p\nsysctls:\n- {name: kernel.unprivileged_userns_clone, value: 1}\n").sysctls.size() ==
        1);
  CHECK(said("version: 1\nname: p\n") ==
        "p.yaml:1:1: error: missing key 'binaries'\n"
        "  version: 1\n"
        "  ^\n"
        "  hint: add 'binaries:' with the programs that need user namespaces\n");
  CHECK(said("description: x\nbinaries: []\n") ==
        "p.yaml:1:1: error: missing key 'name'\n"
        "  description: x\n"
        "  ^\n"
        "  hint: add 'name:' with the name that 'remove' will take\n"
        "p.yaml:1:1: error: missing key 'version'\n"
        "  description: x\n"
        "  ^\n"
        "  hint: begin with 'version: 1'\n"
        "p.yaml:2:11: error: 'binaries' must have at least one item\n"
        "  binaries: []\n"
        "            ^\n");
}

TEST_CASE("a text without values is an empty policy") {
  CHECK(said("") ==
        "p.yaml:1:1: error: the policy is empty\n  hint: it begins with 'version: 1'; where it comes from a pipe, see "
        "what the command before that says\n");
  const std::string message =
      "p.yaml:1:1: error: the policy is empty\n  # a\n  ^\n  hint: it begins with 'version: 1'; where it comes from a "
      "pipe, see what the command before that says\n";
  CHECK(said("# a\n") == message);
  CHECK(said("# a\n---\n# b\n") == message);
}

TEST_CASE("all mistakes are said at once, by place") {
  CHECK(said("version: 1\nname: P\nbinaries:\n  - path: brave\n    tmplate: bwrap\n    glob: yes\nwhen: alwys\n") ==
        "p.yaml:2:7: error: 'name' must have only small letters, digits and '-', not 'P'\n"
        "  name: P\n"
        "        ^\n"
        "p.yaml:4:11: error: 'path' must be an absolute path, not 'brave'\n"
        "    - path: brave\n"
        "            ^\n"
        "  hint: write the path that 'command -v brave' prints\n"
        "p.yaml:5:5: error: unknown key 'tmplate'\n"
        "      tmplate: bwrap\n"
        "      ^\n"
        "  hint: did you mean 'template'?\n"
        "p.yaml:6:11: error: 'glob' must be true or false, not the boolean yes\n"
        "      glob: yes\n"
        "            ^\n"
        "  hint: write true\n"
        "p.yaml:7:7: error: 'when' must be 'restricted' or 'always', not 'alwys'\n"
        "  when: alwys\n"
        "        ^\n"
        "  hint: did you mean 'always'?\n");
}

TEST_CASE("a mistake behind an anchor is said once") {
  CHECK(said(head + "- &e {path: a/b, template: gateway}\n- *e\n") ==
        "p.yaml:4:13: error: 'path' must be an absolute path, not 'a/b'\n"
        "  - &e {path: a/b, template: gateway}\n"
        "              ^\n"
        "  hint: begin it with '/'\n");
}

TEST_CASE("a key that is not known or has no value is a mistake") {
  CHECK(said(entry("    colour: red\n")) ==
        "p.yaml:6:5: error: unknown key 'colour'\n"
        "      colour: red\n"
        "      ^\n"
        "  hint: possible here: 'path', 'template', 'profile', 'if_missing', 'mode', 'glob', 'helpers', 'on_conflict', "
        "'allow' and 'reason'\n");
  CHECK(said("<<: {name: p}\n" + entry("")) ==
        "p.yaml:1:1: error: unknown key '<<'\n"
        "  <<: {name: p}\n"
        "  ^\n"
        "  hint: possible here: 'version', 'name', 'description', 'binaries', 'when', 'sysctls' and 'units'\n");
  // yaml-cpp says that the missing value is on line 8.
  CHECK(said(entry("    profile:\n\n# far away\nwhen: always\n")) ==
        "p.yaml:6:5: error: 'profile' has no value\n"
        "      profile:\n"
        "      ^\n"
        "  hint: give it one, or leave it out\n");
}

TEST_CASE("a repeated key is a mistake at its second place, in every map") {
  CHECK(said(entry("    'template': bwrap\n")) ==
        "p.yaml:6:5: error: repeated key 'template', which is on line 5 already\n"
        "      'template': bwrap\n"
        "      ^\n");
  CHECK(said("version: 1\nname: p\nunits:\n- unit: a.service\n  set: {PrivateTmp: no, PrivateTmp: no}\n") ==
        "p.yaml:5:25: error: repeated key 'PrivateTmp', which is on line 5 already\n"
        "    set: {PrivateTmp: no, PrivateTmp: no}\n"
        "                          ^\n");
  CHECK(said(entry("    ? [a]\n    : b\n")) == "p.yaml:6:7: error: a key must be text\n      ? [a]\n        ^\n");
}

TEST_CASE("values of the wrong type are mistakes") {
  CHECK(said("- a\n") == "p.yaml:1:1: error: a policy must be a map of keys and values, not a list\n  - a\n  ^\n");
  CHECK(said("just text") ==
        "p.yaml:1:1: error: a policy must be a map of keys and values, not 'just text'\n  just text\n  ^\n");
  CHECK(said("version: 1\nname: [p]\nbinaries: {path: /a}\n") ==
        "p.yaml:2:7: error: 'name' must be text, not a list\n"
        "  name: [p]\n"
        "        ^\n"
        "p.yaml:3:11: error: 'binaries' must be a list, not a map\n"
        "  binaries: {path: /a}\n"
        "            ^\n"
        "  hint: begin each item with '- '\n");
  CHECK(said(head + "  - /usr/bin/x\n") ==
        "p.yaml:4:5: error: each item of 'binaries' must be a map of keys and values, not '/usr/bin/x'\n"
        "    - /usr/bin/x\n"
        "      ^\n");
  CHECK(said("version: 1\nname: 5\nbinaries:\n- {path: {}, template: on}\n") ==
        "p.yaml:2:7: error: 'name' must be text, not the number 5\n"
        "  name: 5\n"
        "        ^\n"
        "  hint: put it in quotes: '5'\n"
        "p.yaml:4:10: error: 'path' must be text, not a map\n"
        "  - {path: {}, template: on}\n"
        "           ^\n"
        "p.yaml:4:24: error: 'template' must be text, not the boolean on\n"
        "  - {path: {}, template: on}\n"
        "                         ^\n"
        "  hint: put it in quotes: 'on'\n");
  CHECK(read("version: 1\nname: '5'\nsysctls:\n- {name: user.max_user_namespaces, value: 5}\n").name == "5");
}

TEST_CASE("only version 1 is read, and nothing is said about the rest of another one") {
  CHECK(said("version: 2\nnew_key: 1\n") ==
        "p.yaml:1:10: error: cannot read policy version 2; this program knows version 1\n"
        "  version: 2\n"
        "           ^\n"
        "  hint: install a newer aa-userns-gen\n");
  CHECK(said("version: 0\n") ==
        "p.yaml:1:10: error: cannot read policy version 0; this program knows version 1\n"
        "  version: 0\n"
        "           ^\n"
        "  hint: write 'version: 1'\n");
  CHECK(said("version: '1'\nname: p\nbinaries:\n- {path: /a, template: gateway}\n") ==
        "p.yaml:1:10: error: 'version' must be a whole number, not the text '1'\n"
        "  version: '1'\n"
        "           ^\n"
        "  hint: leave out the quotes\n");
  CHECK(said("version: 1.0\nname: p\nbinaries:\n- {path: /a, template: gateway}\n") ==
        "p.yaml:1:10: error: 'version' must be a whole number, not the number 1.0\n"
        "  version: 1.0\n"
        "           ^\n");
}

TEST_CASE("a policy's name is a short word of small letters") {
  CHECK(said("version: 1\nname: -a\nbinaries:\n- {path: /a, template: gateway}\n") ==
        "p.yaml:2:7: error: 'name' must begin with a small letter or digit, not '-a'\n  name: -a\n        ^\n");
  const std::string longest(64, 'a');
  CHECK(read("version: 1\nname: " + longest + "\nbinaries:\n- {path: /a, template: gateway}\n").name == longest);
  CHECK(said("version: 1\nname: a" + longest + "\nbinaries:\n- {path: /a, template: gateway}\n") ==
        "p.yaml:2:7: error: 'name' must have at most 64 characters, not 'a" + longest + "'\n  name: a" + longest +
            "\n        ^\n");
}

TEST_CASE("a path must be absolute and of a file") {
  const auto path = [](const std::string& text) { return said(head + "- {template: gateway, path: " + text + "}\n"); };
  const auto shown = [](const std::string& text) { return "  - {template: gateway, path: " + text + "}\n"; };
  const std::string caret = "                              ^\n";
  CHECK(path("~/bin/x") == "p.yaml:4:29: error: 'path' must be an absolute path, not '~/bin/x'\n" + shown("~/bin/x") +
                               caret + "  hint: write it out: neither '~' nor variables are replaced\n");
  CHECK(path("/opt/") == "p.yaml:4:29: error: 'path' must not end in '/', as '/opt/' does\n" + shown("/opt/") + caret +
                             "  hint: name the binary, not its folder\n");
  CHECK(path("/opt/../x") ==
        "p.yaml:4:29: error: 'path' must not contain '.' or '..' as a folder, as '/opt/../x' does\n" +
            shown("/opt/../x") + caret + "  hint: write the path that 'realpath' prints for it\n");
  CHECK(path("/opt/x*") == "p.yaml:4:29: error: 'path' has a wildcard, but 'glob' is not true\n" + shown("/opt/x*") +
                               caret + "  hint: set 'glob: true' if it is a pattern\n");
  CHECK(path(R"("/a\e[2J")") ==
        "p.yaml:4:29: error: 'path' must not contain control characters, as '/a\\x1b[2J' does\n" +
            shown(R"("/a\e[2J")") + caret);
  CHECK(said(head + "- {template: gateway, path: []}\n") ==
        "p.yaml:4:29: error: 'path' must have at least one item\n" + shown("[]") + caret);
}

TEST_CASE("brackets in a path without glob are a warning, since such names exist") {
  const aug::PolicyReading reading = aug::read_policy(head + "- {path: '/opt/{a,b}/x', template: gateway}\n", "p.yaml");
  REQUIRE(reading.policy);
  CHECK(reading.policy->binaries[0].paths[0].text == "/opt/{a,b}/x");
  REQUIRE(reading.diagnoses.size() == 1);
  CHECK(describe(reading.diagnoses[0]) ==
        "p.yaml:4:10: warning: 'path' stands for one file with these brackets in its name\n"
        "  - {path: '/opt/{a,b}/x', template: gateway}\n"
        "           ^\n"
        "  hint: set 'glob: true' if it is a pattern\n");
  CHECK(read(head + "- {path: '/usr/bin/[', template: gateway, profile: test}\n").binaries[0].profile == "test");
}

TEST_CASE("a pattern is checked as one, and its last part must name the profile or leave that to 'profile'") {
  CHECK(said(head + "- {path: /opt/**, template: gateway, glob: true, profile: p}\n") ==
        "p.yaml:4:10: error: 'path' must not contain '**', as '/opt/**' does\n"
        "  - {path: /opt/**, template: gateway, glob: true, profile: p}\n"
        "           ^\n");
  CHECK(said(head + "- {path: /opt/x-*, template: gateway, glob: true}\n") ==
        "p.yaml:4:4: error: 'x-*' gives no name for the profile\n"
        "  - {path: /opt/x-*, template: gateway, glob: true}\n"
        "     ^\n"
        "  hint: add 'profile:' with a name of letters, digits, '.', '_', '+' and '-'\n");
}

TEST_CASE("a profile is named after its first path, with '_' for what a name cannot have") {
  CHECK(read(head + "- {path: [/opt/a bü+c, /x], template: gateway}\n").binaries[0].profile == "a_b_+c");
  CHECK(said(head + "- {path: /opt/.x, template: gateway}\n") ==
        "p.yaml:4:4: error: '.x' gives no valid name for the profile\n"
        "  - {path: /opt/.x, template: gateway}\n"
        "     ^\n"
        "  hint: add 'profile:' with a name of letters, digits, '.', '_', '+' and '-'\n");
  CHECK(said(entry("    profile: a/b\n")) ==
        "p.yaml:6:14: error: 'profile' must contain only letters, digits, '.', '_', '+' and '-': 'a/b'\n"
        "      profile: a/b\n"
        "               ^\n");
}

TEST_CASE("a path or profile that comes twice is a mistake") {
  CHECK(said(head + "- {path: /a/x, template: gateway}\n- {path: [/b, /a/x], template: bwrap}\n- {path: /c/x, "
                    "template: bwrap}\n") ==
        "p.yaml:5:15: error: repeated path '/a/x', which is on line 4 already\n"
        "  - {path: [/b, /a/x], template: bwrap}\n"
        "                ^\n"
        "  hint: name each binary once\n"
        "p.yaml:6:4: error: repeated profile 'x', which is on line 4 already\n"
        "  - {path: /c/x, template: bwrap}\n"
        "     ^\n"
        "  hint: add 'profile:' with another name, or make it one entry with a list of paths\n");
}

TEST_CASE("what is added to another's profile is helpers") {
  const std::string bwrap = head + "- path: /usr/bin/bwrap\n  template: bwrap\n  on_conflict: extend\n";
  CHECK(read(bwrap + "  helpers: [/opt/helper]\n").binaries[0].on_conflict == aug::OnConflict::extend);
  CHECK(said(bwrap).starts_with(
      "p.yaml:6:3: error: 'on_conflict: extend' adds helpers to another's profile, and here are none\n"));
}

TEST_CASE("keys that do not go together are mistakes") {
  CHECK(said(entry("    mode: complain\n    helpers: [/bin/x]\n    allow: [user-writable]\n")) ==
        "p.yaml:6:5: error: 'mode: complain' does not go with the template 'gateway', which is unconfined\n"
        "      mode: complain\n"
        "      ^\n"
        "  hint: leave 'mode' out: such a profile denies nothing that complain mode could allow\n"
        "p.yaml:7:5: error: 'helpers' goes with the template 'bwrap' only, not with 'gateway'\n"
        "      helpers: [/bin/x]\n"
        "      ^\n"
        "  hint: leave 'helpers' out\n"
        "p.yaml:8:5: error: 'allow' needs a reason\n"
        "      allow: [user-writable]\n"
        "      ^\n"
        "  hint: add 'reason:' with a sentence for whoever reviews this\n");
  CHECK(said(entry("    reason: because\n")) ==
        "p.yaml:6:5: error: 'reason' is for 'allow', which is not here\n"
        "      reason: because\n"
        "      ^\n"
        "  hint: make it a comment\n");
}

TEST_CASE("template, helpers, allow and reason are checked") {
  CHECK(said(head + "- path: /a\n  template: ../x\n  helpers: [x, /b**]\n  allow: [A]\n  reason: \"a\\nb\"\n") ==
        "p.yaml:5:13: error: 'template' must be a name of small letters, digits, '_' and '-', not '../x'\n"
        "    template: ../x\n"
        "              ^\n"
        "p.yaml:6:13: error: each item of 'helpers' must be an absolute path, not 'x'\n"
        "    helpers: [x, /b**]\n"
        "              ^\n"
        "  hint: write the path that 'command -v x' prints\n"
        "p.yaml:6:16: error: each item of 'helpers' must not contain '**', as '/b**' does\n"
        "    helpers: [x, /b**]\n"
        "                 ^\n"
        "p.yaml:7:11: error: each item of 'allow' must be the name of a finding, not 'A'\n"
        "    allow: [A]\n"
        "            ^\n"
        "  hint: possible here: 'shell', 'interpreter', 'multiplexer', 'user-writable', 'temporary-path', "
        "'gateway-for-bwrap' or "
        "'snap'\n"
        "p.yaml:8:11: error: 'reason' must be one line without control characters\n"
        "    reason: \"a\\nb\"\n"
        "            ^\n");
  CHECK(said(head + "- {path: /a}\n") ==
        "p.yaml:4:3: error: missing key 'template'\n"
        "  - {path: /a}\n"
        "    ^\n"
        "  hint: add 'template: bwrap' or 'template: gateway'\n");
}

TEST_CASE("only four sysctls are known, each with its range") {
  const std::string top = "version: 1\nname: p\nsysctls:\n";
  CHECK(said(top + "- {name: net.ipv4.ip_forward, value: 1}\n") ==
        "p.yaml:4:10: error: a policy cannot set 'net.ipv4.ip_forward'\n"
        "  - {name: net.ipv4.ip_forward, value: 1}\n"
        "           ^\n"
        "  hint: possible here: 'kernel.apparmor_restrict_unprivileged_userns', "
        "'kernel.apparmor_restrict_unprivileged_unconfined', 'kernel.unprivileged_userns_clone' or "
        "'user.max_user_namespaces'\n");
  CHECK(said(top + "- {name: user.max_user_namespace, value: -1}\n") ==
        "p.yaml:4:10: error: a policy cannot set 'user.max_user_namespace'\n"
        "  - {name: user.max_user_namespace, value: -1}\n"
        "           ^\n"
        "  hint: did you mean 'user.max_user_namespaces'?\n"
        "p.yaml:4:42: error: 'value' must be from 0 to 2147483647, not '-1'\n"
        "  - {name: user.max_user_namespace, value: -1}\n"
        "                                           ^\n");
  CHECK(
      said(top +
           "- {name: kernel.unprivileged_userns_clone, value: 2}\n- {name: user.max_user_namespaces, value: [1]}\n") ==
      "p.yaml:4:51: error: 'value' must be 0 or 1 for 'kernel.unprivileged_userns_clone', not '2'\n"
      "  - {name: kernel.unprivileged_userns_clone, value: 2}\n"
      "                                                    ^\n"
      "p.yaml:5:43: error: 'value' must be a whole number, not a list\n"
      "  - {name: user.max_user_namespaces, value: [1]}\n"
      "                                            ^\n");
}

TEST_CASE("a number with a leading zero is refused, since it is octal for some programs") {
  CHECK(said("version: 1\nname: p\nsysctls:\n- {name: user.max_user_namespaces, value: 010}\n") ==
        "p.yaml:4:43: error: 'value' must be a whole number, not the number 010\n"
        "  - {name: user.max_user_namespaces, value: 010}\n"
        "                                            ^\n");
}

TEST_CASE("a sysctl that weakens the host needs a reason, and none comes twice") {
  const std::string top = "version: 1\nname: p\nsysctls:\n";
  CHECK(said(top + "- {name: kernel.apparmor_restrict_unprivileged_userns, value: 0}\n") ==
        "p.yaml:4:3: error: turning 'kernel.apparmor_restrict_unprivileged_userns' off needs a reason\n"
        "  - {name: kernel.apparmor_restrict_unprivileged_userns, value: 0}\n"
        "    ^\n"
        "  hint: add 'reason:' with a sentence for whoever reviews this\n");
  CHECK(read(top + "- {name: kernel.apparmor_restrict_unprivileged_userns, value: 1}\n").sysctls[0].value == 1);
  const std::string one = "- {name: user.max_user_namespaces, value: 1}\n";
  CHECK(said(top + one + one) ==
        "p.yaml:5:4: error: repeated sysctl 'user.max_user_namespaces', which is on line 4 already\n"
        "  - {name: user.max_user_namespaces, value: 1}\n"
        "     ^\n"
        "  hint: leave one of them out\n");
}

TEST_CASE("a unit's name is no option of systemctl") {
  const std::string top = "version: 1\nname: p\nunits:\n";
  CHECK(said(top + "- {unit: -Hhost.service, set: {PrivateTmp: no}}\n").find("must be the name of a service") !=
        std::string::npos);
}

TEST_CASE("a unit is a service's file name, once in each scope") {
  const std::string top = "version: 1\nname: p\nunits:\n";
  CHECK(
      said(top + "- {unit: foo, set: {PrivateTmp: no}}\n- {unit: ../a.service, set: {PrivateTmp: no}, scope: usr}\n") ==
      "p.yaml:4:10: error: 'unit' must be the name of a service, not 'foo'\n"
      "  - {unit: foo, set: {PrivateTmp: no}}\n"
      "           ^\n"
      "  hint: write 'foo.service'\n"
      "p.yaml:5:10: error: 'unit' must be the name of a service, not '../a.service'\n"
      "  - {unit: ../a.service, set: {PrivateTmp: no}, scope: usr}\n"
      "           ^\n"
      "  hint: write a name such as 'example.service'\n"
      "p.yaml:5:54: error: 'scope' must be 'user' or 'system', not 'usr'\n"
      "  - {unit: ../a.service, set: {PrivateTmp: no}, scope: usr}\n"
      "                                                       ^\n"
      "  hint: did you mean 'user'?\n");
  CHECK(said(top + "- {unit: a@.service, set: {PrivateTmp: no}}\n- {unit: a@.service, set: {PrivateTmp: no}}\n") ==
        "p.yaml:5:4: error: repeated user unit 'a@.service', which is on line 4 already\n"
        "  - {unit: a@.service, set: {PrivateTmp: no}}\n"
        "     ^\n"
        "  hint: put all its directives under one 'set:'\n");
}

TEST_CASE("only directives that make systemd create a user namespace can be set in a unit") {
  CHECK(
      said("version: 1\nname: p\nunits:\n- unit: a.service\n  set:\n    ExecStart: ''\n    PrivateTemp: no\n"
           "    D=E: 1\n    PrivateUsers: no\n") ==
      "p.yaml:6:5: error: a policy cannot set 'ExecStart' in a unit\n"
      "      ExecStart: ''\n"
      "      ^\n"
      "  hint: leave it out: a policy switches off what makes systemd create a user namespace, and no more\n"
      "p.yaml:7:5: error: a policy cannot set 'PrivateTemp' in a unit\n"
      "      PrivateTemp: no\n"
      "      ^\n"
      "  hint: did you mean 'PrivateTmp'?\n"
      "p.yaml:8:5: error: a policy cannot set 'D=E' in a unit\n"
      "      D=E: 1\n"
      "      ^\n"
      "  hint: leave it out: a policy switches off what makes systemd create a user namespace, and no more\n"
      "p.yaml:9:5: error: 'PrivateUsers' does not help: systemd makes a user namespace for other directives all the "
      "same\n"
      "      PrivateUsers: no\n"
      "      ^\n"
      "  hint: name those that the unit has, such as 'PrivateTmp: false'; take PrivateUsers= itself out of the unit\n");
  CHECK(said("version: 1\nname: p\nunits:\n- unit: a.service\n  set: {}\n") ==
        "p.yaml:5:8: error: 'set' must name at least one directive\n    set: {}\n         ^\n");
}

TEST_CASE("a directive of a unit can only be switched off") {
  CHECK(
      said("version: 1\nname: p\nunits:\n- unit: a.service\n  set:\n    PrivateTmp: ''\n    ProtectHome: read-only\n"
           "    ProtectSystem: yes\n    ExecPaths: \"/a\\n[Service]\"\n    BindPaths: no\n    PrivateIPC: ~\n"
           "    ReadOnlyPaths: []\n") ==
      "p.yaml:6:17: error: setting 'PrivateTmp' to nothing leaves it as it is\n"
      "      PrivateTmp: ''\n"
      "                  ^\n"
      "  hint: write 'PrivateTmp: false'\n"
      "p.yaml:7:18: error: 'ProtectHome' can only be switched off: any other value makes systemd create a user "
      "namespace\n"
      "      ProtectHome: read-only\n"
      "                   ^\n"
      "  hint: write 'ProtectHome: false'\n"
      "p.yaml:8:20: error: 'ProtectSystem' can only be switched off: any other value makes systemd create a user "
      "namespace\n"
      "      ProtectSystem: yes\n"
      "                     ^\n"
      "  hint: write 'ProtectSystem: false'\n"
      "p.yaml:9:16: error: 'ExecPaths' can only be emptied: any path in it makes systemd create a user namespace\n"
      "      ExecPaths: \"/a\\n[Service]\"\n"
      "                 ^\n"
      "  hint: write 'ExecPaths: \"\"'\n"
      "p.yaml:10:16: error: 'BindPaths' can only be emptied: any path in it makes systemd create a user namespace\n"
      "      BindPaths: no\n"
      "                 ^\n"
      "  hint: write 'BindPaths: \"\"'\n"
      "p.yaml:11:5: error: 'PrivateIPC' can only be switched off: any other value makes systemd create a user "
      "namespace\n"
      "      PrivateIPC: ~\n"
      "      ^\n"
      "  hint: write 'PrivateIPC: false'\n"
      "p.yaml:12:20: error: 'ReadOnlyPaths' can only be emptied: any path in it makes systemd create a user namespace\n"
      "      ReadOnlyPaths: []\n"
      "                     ^\n"
      "  hint: write 'ReadOnlyPaths: \"\"'\n");
}

TEST_CASE("a second document, tags and aliases of themselves are refused") {
  CHECK(said(entry("---\nversion: 1\n")) ==
        "p.yaml:6:1: error: a policy is one document, and here a second one begins\n"
        "  ---\n"
        "  ^\n"
        "  hint: put it into a file of its own\n");
  CHECK(said("version: !!int 1\nname: !!python/object:x p\nbinaries: !mine\n- {path: /a, template: gateway}\n") ==
        "p.yaml:1:10: error: a policy has no tags such as '!!int'\n"
        "  version: !!int 1\n"
        "           ^\n"
        "  hint: leave it out\n"
        "p.yaml:2:7: error: a policy has no tags such as '!!python/object:x'\n"
        "  name: !!python/object:x p\n"
        "        ^\n"
        "  hint: leave it out\n"
        "p.yaml:3:11: error: a policy has no tags such as '!mine'\n"
        "  binaries: !mine\n"
        "            ^\n"
        "  hint: leave it out\n");
  CHECK(said("version: 1\nname: &n [*n]\n") ==
        "p.yaml:2:11: error: an alias cannot stand for what it is a part of\n  name: &n [*n]\n            ^\n");
}

TEST_CASE("aliases of aliases and deep nesting end early") {
  std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'i'; ++c) {
    const std::string before = "*" + std::string(1, static_cast<char>(c - 1)) + ",";
    bomb += std::string(1, c) + ": &" + c + " [";
    for (int i = 0; i < 9; ++i) bomb += before;
    bomb += "]\n";
  }
  CHECK(said(bomb) ==
        "p.yaml:5:20: error: the policy has too many values\n"
        "  e: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,]\n"
        "                     ^\n"
        "  hint: use fewer aliases, or split the policy\n");
  CHECK(said("a: [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]") ==
        "p.yaml:1:19: error: the values are nested too deeply\n"
        "  a: [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]\n"
        "                    ^\n");
  CHECK(said(std::string(1000, '[')).find("error: the values are nested too deeply\n") != std::string::npos);
}

TEST_CASE("what is no text of the right kind is refused before it is parsed") {
  CHECK(said(std::string(aug::largest_policy + 1, '#')) ==
        "p.yaml: error: the policy is larger than 1048576 bytes\n  hint: split it into several policies\n");
  CHECK(said(std::string(aug::largest_policy, '#')).starts_with("p.yaml:1:1: error: the policy is empty\n"));
  const std::string utf16 = "p.yaml: error: the policy is written in UTF-16\n  hint: save it as UTF-8\n";
  CHECK(said("\xFF\xFEv") == utf16);
  CHECK(said("\xFE\xFFv") == utf16);
  CHECK(said(std::string("v\0e\0", 4)) == utf16);
  CHECK(said(std::string("\0v\0e", 4)) == utf16);
  CHECK(said("version: 1\nname: ä\xC3\n") ==
        "p.yaml:2:8: error: byte 0xc3 is not valid UTF-8\n"
        "  name: ä\\xc3\n"
        "         ^\n"
        "  hint: save the policy as UTF-8\n");
  CHECK(said("a: \xC0\xAF\n").starts_with("p.yaml:1:4: error: byte 0xc0 is not valid UTF-8\n"));
  CHECK(said("a: \xED\xA0\x80\n").starts_with("p.yaml:1:4: error: byte 0xed is not valid UTF-8\n"));
  CHECK(said(std::string("a: b\0c\n", 7)) ==
        "p.yaml:1:5: error: a policy cannot have the control character '\\x00'\n"
        "  a: b\\x00c\n"
        "      ^\n"
        "  hint: delete it\n");
  // For yaml-cpp, byte 4 is the end of the text.
  CHECK(said("a: b\n\x04hidden: c\n")
            .starts_with("p.yaml:2:1: error: a policy cannot have the control character '\\x04'\n"));
  CHECK(said("a: b\rc: d\n").starts_with("p.yaml:1:5: error: a policy cannot have the control character '\\x0d'\n"));
}

TEST_CASE("what is no YAML is said in words for people") {
  CHECK(said("version: 1\nname: a\n  path: b\n") ==
        "p.yaml:3:7: error: ':' cannot stand here\n"
        "    path: b\n"
        "        ^\n"
        "  hint: correct the indentation, or put a text with ': ' in quotes\n");
  CHECK(said("binaries:\n\t- path: x\n") ==
        "p.yaml:2:1: error: a tab cannot indent a line\n"
        "   - path: x\n"
        "  ^\n"
        "  hint: indent with spaces\n");
  CHECK(said("name: @x\n") ==
        "p.yaml:1:7: error: a text cannot begin with '@'\n"
        "  name: @x\n"
        "        ^\n"
        "  hint: put the text in quotes\n");
  CHECK(said("name: \"a\\q\"\n") ==
        "p.yaml:1:9: error: an unknown escape in a text in double quotes\n"
        "  name: \"a\\q\"\n"
        "          ^\n"
        "  hint: use single quotes, in which a backslash means itself\n");
  // yaml-cpp takes these for whole.
  CHECK(said("version: 1\nname: &a # b\n  'a\n") ==
        "p.yaml:2:7: error: a quoted text has no end\n"
        "  name: &a # b\n"
        "        ^\n"
        "  hint: close the quote\n");
  CHECK(said("name: \"a\\\"\n").starts_with("p.yaml:1:7: error: a quoted text has no end\n"));
  CHECK(said("name: 'a''\n").starts_with("p.yaml:1:7: error: a quoted text has no end\n"));
  CHECK(said("name: 'a").starts_with("p.yaml:1:9: error: a quoted text has no end\n"));
  CHECK(said("name: [a\nb: c\n") ==
        "p.yaml:2:2: error: a list in brackets lacks its ',' or ']' here\n"
        "  b: c\n"
        "   ^\n"
        "  hint: close it with ']'\n");
  CHECK(said("name: *x\n") ==
        "p.yaml:1:7: error: an alias without an anchor before it\n"
        "  name: *x\n"
        "        ^\n"
        "  hint: put the text in quotes if it is no alias\n");
}

TEST_CASE("columns count characters, also in lines too long to be shown") {
  CHECK(said(head + "- {path: /ä, template: ü}\n") ==
        "p.yaml:4:4: error: 'ä' gives no valid name for the profile\n"
        "  - {path: /ä, template: ü}\n"
        "     ^\n"
        "  hint: add 'profile:' with a name of letters, digits, '.', '_', '+' and '-'\n"
        "p.yaml:4:24: error: 'template' must be a name of small letters, digits, '_' and '-', not 'ü'\n"
        "  - {path: /ä, template: ü}\n"
        "                         ^\n");
  std::string huge;
  for (int i = 0; i < 3000; ++i) huge += "ä";
  CHECK(said(head + "- {path: /a, template: gateway, allow: [user-writable], reason: " + huge + ", x: 1}\n")
            .starts_with("p.yaml:4:3067: error: unknown key 'x'\n  hint:"));
}

TEST_CASE("a byte order mark is no part of the first line") {
  CHECK(said("\xEF\xBB\xBFx: 1\nversion: 1\nname: p\nunits:\n- {unit: a.service, set: {PrivateTmp: no}}\n") ==
        "p.yaml:1:1: error: unknown key 'x'\n"
        "  x: 1\n"
        "  ^\n"
        "  hint: possible here: 'version', 'name', 'description', 'binaries', 'when', 'sysctls' and 'units'\n");
}

TEST_CASE("very long words are cut in messages") {
  const std::string word(5000, 'a');
  CHECK(said(head + "- {path: /a, template: " + word + "}\n") ==
        "p.yaml:4:24: error: 'template' must be a name of small letters, digits, '_' and '-', not '" +
            std::string(120, 'a') + "...'\n");
}

TEST_CASE("some words are numbers only behind a point") {
  for (const std::string number : {".inf", "-.inf", ".nan", ".NaN", "+.Inf", ".5", "-1", "0x1f", "1_000"}) {
    CAPTURE(number);
    CHECK(said("version: 1\nname: p\ndescription: " + number + "\nunits:\n- {unit: a.service, set: {PrivateTmp: no}}\n")
              .starts_with("p.yaml:3:14: error: 'description' must be text, not the number " + number + "\n"));
  }
  for (const std::string text : {"inf", "nan", "-inf", "infinite", "0xg", "1a", "+", "e", "-o", "'.inf'", "'5'"}) {
    CAPTURE(text);
    CHECK(said("version: 1\nname: p\ndescription: " + text + "\nunits:\n- {unit: a.service, set: {PrivateTmp: no}}\n")
              .empty());
  }
}

TEST_CASE("a text of spaces is none") {
  CHECK(said(entry("    reason: ' '\n")).find("'reason' has no text") != std::string::npos);
}

TEST_CASE("a number that is too large for any number is still one of another version") {
  CHECK(said("version: 99999999999999999999\n").find("install a newer aa-userns-gen") != std::string::npos);
  CHECK(said("version: -99999999999999999999\n").find("write 'version: 1'") != std::string::npos);
}

TEST_CASE("a version without a value is a mistake, and the rest is read") {
  const std::string all = said("version:\nname: P\n");
  CHECK(all.find("'version' has no value") != std::string::npos);
  CHECK(all.find("p.yaml:2:7: error: ") != std::string::npos);
  CHECK(all.find("a whole number") == std::string::npos);
}

TEST_CASE("an item of the wrong kind does not hide the next one") {
  const std::string allow = said(entry("    allow: [[a], B]\n    reason: r\n"));
  CHECK(allow.find("each item of 'allow' must be text, not a list") != std::string::npos);
  CHECK(allow.find("must be the name of a finding, not 'B'") != std::string::npos);
  const std::string units = said("version: 1\nname: p\nunits: [x, {unit: foo, set: {PrivateTmp: no}}]\n");
  CHECK(units.find("each item of 'units' must be a map of keys and values, not 'x'") != std::string::npos);
  CHECK(units.find("must be the name of a service, not 'foo'") != std::string::npos);
}

TEST_CASE("an item without a value is a mistake at its list, one that is written as nothing is one where it is") {
  // yaml-cpp says that the missing item is on line 6.
  CHECK(said(head + "  -\n# far away\nwhen: always\n")
            .starts_with("p.yaml:4:3: error: each item of 'binaries' must be a map of keys and values, not empty\n"));
  CHECK(said(entry("  - ~\n"))
            .starts_with("p.yaml:6:5: error: each item of 'binaries' must be a map of keys and values, not empty\n"));
}

namespace {

bool says(const std::string& text, const std::string& what) {
  return said(text).find(what) != std::string::npos;
}

/// How many mistakes there are in a text.
std::size_t count_in(const std::string& text) {
  return aug::read_policy(text, "p.yaml").diagnoses.size();
}

const std::string top = "version: 1\nname: p\n";

}  // namespace

TEST_CASE("a map in place of a list is one mistake, whatever is in it") {
  CHECK(count_in(entry("    allow: {a: B}\n    reason: r\n")) == 1);
  CHECK(count_in(head + "  - {path: /a, template: bwrap, helpers: {a: x}}\n") == 1);
  CHECK(count_in(head + "  - {path: {a: x}, template: gateway, profile: x}\n") == 1);
  CHECK(count_in(head + "  - {path: [], template: gateway, profile: x}\n") == 1);
  CHECK(count_in(top + "sysctls: {a: x}\n") == 1);
  CHECK(count_in(top + "units: {a: x}\n") == 1);
  CHECK(count_in(top + "sysctls: [x]\n") == 1);
  CHECK(count_in(top + "units: [{unit: a.service, set: x}]\n") == 1);
  CHECK(count_in(top + "units: [{unit: a.service, set: []}]\n") == 1);
  CHECK(count_in(entry("    mode: [x]\n")) == 1);
}

TEST_CASE("a template's name is a word of at most 64 letters") {
  const auto with = [](const std::string& name) { return head + "  - {path: /a, template: " + name + "}\n"; };
  CHECK(count_in(with("a1_-")) == 0);
  CHECK(count_in(with(std::string(64, 'a'))) == 0);
  for (const std::string& name : {std::string(65, 'a'), std::string("_a"), std::string("'-a'"), std::string("A")}) {
    CHECK(says(with(name), "'template' must be a name of small letters"));
  }
}

TEST_CASE("what may be meant is said for words of 'allow' and for paths") {
  CHECK(says(entry("    allow: [shel]\n    reason: r\n"), "hint: did you mean 'shell'?"));
  const auto with = [](const std::string& path) { return head + "  - {path: " + path + ", template: gateway}\n"; };
  CHECK(says(with("g++-12"), "hint: write the path that 'command -v g++-12' prints"));
  CHECK(says(with("7z"), "hint: write the path that 'command -v 7z' prints"));
  CHECK(says(with("'-x'"), "hint: begin it with '/'"));
  CHECK(says(with("''"), "hint: begin it with '/'"));
  CHECK(says(with("$HOME/x"), "hint: write it out"));
  CHECK(says(with("/a//b"), "hint: write the path that 'realpath' prints for it"));
  CHECK(says(with("/a/./b"), "hint: write the path that 'realpath' prints for it"));
}

TEST_CASE("only brackets that close are those of a pattern") {
  for (const std::string path : {"'/a[b]'", "'/a{b}'"}) {
    CHECK(says(head + "  - {path: " + path + ", template: gateway, profile: x}\n", "with these brackets in its name"));
  }
  for (const std::string path : {"'/a[b'", "'/a]b['", "'/a{b'", "'/a}b{'", "'/a]'", "'/a}'"}) {
    CHECK(count_in(head + "  - {path: " + path + ", template: gateway, profile: x}\n") == 0);
  }
}

TEST_CASE("a profile that comes twice is a mistake at its key") {
  CHECK(says(head + "  - {path: /a, template: gateway, profile: x}\n  - {path: /b, template: gateway, profile: x}\n",
             "p.yaml:5:35: error: repeated profile 'x'"));
}

TEST_CASE("what is missing in a setting is said, and nothing about what it would be") {
  CHECK(count_in(top + "sysctls: [{value: 1}, {value: 1}]\n") == 2);
  CHECK(count_in(top + "sysctls: [{name: user.max_user_namespaces}]\n") == 1);
  CHECK(count_in(top + "sysctls: [{name: kernel.apparmor_restrict_unprivileged_userns, value: x}]\n") == 1);
  CHECK(count_in(top + "sysctls: [{name: kernel.unprivileged_userns_clone, value: 0}]\n") == 0);
  CHECK(count_in(top + "units: [{set: {PrivateTmp: no}}, {set: {PrivateTmp: no}}]\n") == 2);
  CHECK(count_in(top + "units: [{unit: a.service}]\n") == 1);
  CHECK(says(top + "units: [{unit: a.service, set: {}}]\n", "'set' must name at least one directive"));
}

TEST_CASE("a setting knows its place, and whether it may be absent") {
  const Policy policy = read(top +
                             "sysctls:\n- {name: user.max_user_namespaces, value: 5, if_absent: skip}\n"
                             "units:\n- {unit: a.service, set: {PrivateTmp: no}}\n");
  CHECK(policy.sysctls[0].may_be_absent);
  CHECK(policy.sysctls[0].location.line == 4);
  CHECK(policy.units[0].location.line == 6);
}

TEST_CASE("a unit's name is that of a file, and only one without an ending gets one as a hint") {
  const auto with = [](const std::string& name) {
    return top + "units: [{unit: '" + name + "', set: {PrivateTmp: no}}]\n";
  };
  for (const std::string& name : {std::string("a1@:_.-b.service"), std::string(247, 'a') + ".service"}) {
    CHECK(count_in(with(name)) == 0);
  }
  for (const std::string& name :
       {std::string(".service"), std::string(".a.service"), std::string("a b.service"), std::string("a.timer"),
        std::string("example.timer"), std::string("a b"), std::string(248, 'a') + ".service"}) {
    CAPTURE(name);
    CHECK(says(with(name), "hint: write a name such as 'example.service'"));
  }
  CHECK(says(with("1"), "hint: write '1.service'"));
}

TEST_CASE("booleans and numbers are taken as they are written, and what may be meant is said") {
  CHECK(count_in(entry("    glob: false\n")) == 0);
  CHECK(says(entry("    glob: 'true'\n"), "'glob' must be true or false, not the text 'true'"));
  CHECK(says(entry("    glob: 'false'\n"), "'glob' must be true or false, not the text 'false'"));
  CHECK(says(entry("    glob: yes\n"), "hint: write true"));
  CHECK(says(entry("    glob: OFF\n"), "hint: write false"));
  CHECK_FALSE(says(entry("    glob: maybe\n"), "hint: write"));
  CHECK_FALSE(says("version: ''\n" + head.substr(11) + "  - {path: /a, template: gateway}\n", "leave out the quotes"));
  CHECK_FALSE(says("version: 'x'\n" + head.substr(11) + "  - {path: /a, template: gateway}\n", "leave out the quotes"));
  CHECK(says(top + "description: off\n", "'description' must be text, not the boolean off"));
  CHECK(count_in(top + "description: 'off'\nsysctls: [{name: user.max_user_namespaces, value: 5}]\n") == 0);
}

TEST_CASE("UTF-16, control characters and bytes that are no text are named") {
  using namespace std::string_literals;
  for (const std::string& text : {"\xFF\xFE"s, "\xFE\xFF"s, "v\0"s, "\0v"s}) CHECK(says(text, "UTF-16"));
  for (const std::string& text : {"\x04"s, "\x1f"s, "\x7f"s, "\xc2\x9f"s, "\r "s}) {
    CHECK(says("# " + text + "\n" + entry(""), "a policy cannot have the control character"));
  }
  for (const std::string& text : {"\t"s, " "s, "~"s, "\xc2\xa0"s, "\r"s})
    CHECK(count_in("# " + text + "\n" + entry("")) == 0);
  CHECK(says("# \xff\n" + entry(""), "byte 0xff is not valid UTF-8"));
}

TEST_CASE("a policy of a mebibyte is read, and a larger one is not") {
  const std::string text = entry("") + "# ";
  CHECK(count_in(text + std::string(aug::largest_policy - text.size(), 'a')) == 0);
  CHECK(count_in(text + std::string(aug::largest_policy + 1 - text.size(), 'a')) == 1);
}
