#include "core/plan/profile_text.h"

#include <doctest/doctest.h>

#include "core/apparmor/aare.h"
#include "core/apparmor/our_files.h"
#include "support/failure_of.h"

using namespace aug;

namespace {

const Location here{"policy.yaml", 4, 5, ""};

Templates templates() {
  Templates all;
  all.try_emplace("gateway", "profile @PROFILE@ @ATTACHMENT@ flags=(unconfined) {\n  userns,\n}\n", "gateway");
  all.try_emplace("pair",
                  "# Rules that the kernel may leave unenforced: dbus\n"
                  "profile @PROFILE@ @ATTACHMENT@ flags=(x@COMPLAIN@) { @CHILD@ }\n",
                  "pair");
  all.try_emplace("unpriv_pair", "profile @PROFILE@ flags=(x@COMPLAIN@) {}\n", "unpriv_pair");
  return all;
}

ProfilePlan plan(const std::string& name, std::vector<std::string> attachments) {
  return {
      .name = name, .template_name = "gateway", .attachments = std::move(attachments), .child = "", .because = here};
}

std::string text_of(const ProfilePlan& plan) {
  return render_profiles({plan}, templates()).at(0).text;
}

Failure refusal(const ProfilePlan& plan) {
  return failure_of([&] { render_profiles({plan}, templates()); });
}

/// The text behind the marker's paragraph.
std::string body_of(const std::string& text) {
  return text.substr(text.find("\n\n") + 2);
}

}  // namespace

TEST_CASE("every profile begins with the marker, and its file is named after it") {
  const auto profiles = render_profiles({plan("tool", {"/opt/tool"}), plan("other", {"/opt/x"})}, templates());
  REQUIRE(profiles.size() == 2);
  for (const RenderedProfile& profile : profiles) {
    CHECK(profile.text.starts_with(marker));
    CHECK(profile.text.substr(0, profile.text.find('\n')) ==
          std::string(marker) + "; changes to this file are undone, additions go to local/" + profile.name + ".");
    CHECK(profile.because == here);
  }
  CHECK(body_of(profiles[0].text) == "profile tool \"/opt/tool\" flags=(unconfined) {\n  userns,\n}\n");
}

TEST_CASE("a pair is rendered with its child, its mode and what the kernel may lack") {
  ProfilePlan parent = plan("tool", {"/opt/a", "/opt/b"});
  parent.template_name = "pair";
  parent.child = "unpriv_tool";
  ProfilePlan child = plan("unpriv_tool", {});
  child.template_name = "unpriv_pair";
  CHECK(body_of(text_of(parent)).ends_with("profile tool \"/{opt/a,opt/b}\" flags=(x) { unpriv_tool }\n"));
  CHECK(render_profiles({parent}, templates())[0].optional_classes == std::vector<std::string>{"dbus"});
  parent.complain = child.complain = true;
  CHECK(body_of(text_of(parent)).ends_with("flags=(x,complain) { unpriv_tool }\n"));
  CHECK(body_of(text_of(child)) == "profile unpriv_tool flags=(x,complain) {}\n");
}

TEST_CASE("a mode, an attachment or a child that the template has no place for is refused") {
  ProfilePlan wrong = plan("tool", {"/opt/tool"});
  wrong.complain = true;
  CHECK(mentions(refusal(wrong), "cannot do without the place @COMPLAIN@"));
  wrong = plan("tool", {"/opt/tool"});
  wrong.child = "unpriv_tool";
  CHECK(mentions(refusal(wrong), "cannot do without the place @CHILD@"));
  wrong = plan("tool", {"/opt/tool"});
  wrong.template_name = "unpriv_pair";
  CHECK(mentions(refusal(wrong), "cannot do without the place @ATTACHMENT@"));
  CHECK(mentions(refusal(plan("tool", {})), "cannot fill the place @ATTACHMENT@"));
}

TEST_CASE("a template that is not there is refused at the policy's entry") {
  ProfilePlan wrong = plan("tool", {"/opt/tool"});
  wrong.template_name = "none";
  const Failure failure = refusal(wrong);
  CHECK(failure.code() == ExitCode::invalid_policy);
  REQUIRE(failure.diagnoses().size() == 1);
  CHECK(failure.diagnoses()[0].location == here);
}

TEST_CASE("a name that could say more than a name is refused, of a profile and of its child") {
  for (const char* name : {"", "a b", "a\"", "a\n", "a}", "a{", "a/b", "../a", "a//b", "#include <x>", "a,b", "a&b",
                           "@{HOME}", "a\\", "unconfined", "-a", "a\xff", "@CHILD@"}) {
    CAPTURE(name);
    CHECK(refusal(plan(name, {"/opt/tool"})).code() == ExitCode::invalid_policy);
    ProfilePlan parent = plan("tool", {"/opt/tool"});
    parent.template_name = "pair";
    parent.child = name;
    if (*name != '\0') CHECK(refusal(parent).code() == ExitCode::invalid_policy);
  }
}

TEST_CASE("an attachment that could end its quotes or its line is refused at the policy's entry") {
  for (const char* attachment :
       {"", "opt/tool", "/opt/a\"b", "/opt/\" { capability, } profile x \"/y", "/opt/a\nb", "/opt/a\n#include <x>",
        "/opt/a\rb", "/opt/a\x1b[2J", "/opt/\xff", "/opt/a\\", "/opt/a\\\"b", "/opt/@{HOME}", "/opt/{a", "/opt/a}",
        "/opt/a,b", "/opt/**", "/opt/[^a]", "/opt/a\\x", "/opt/../x"}) {
    CAPTURE(attachment);
    for (const auto& attachments : {std::vector<std::string>{attachment}, {"/opt/good", attachment}}) {
      const Failure failure = refusal(plan("tool", attachments));
      CHECK(failure.code() == ExitCode::invalid_policy);
      REQUIRE(failure.diagnoses().size() == 1);
      CHECK(failure.diagnoses()[0].location == here);
    }
  }
}

TEST_CASE("odd but harmless attachments are rendered, in quotes") {
  for (const char* path : {"/opt/a b", "/opt/#include <x>", "/opt/a}", "/opt/a{b,c}^*?[x]", "/opt/\u00fc", "/opt/it's",
                           "/opt/a@{b}", "/opt/[", "/opt/flags=(unconfined) {"}) {
    CAPTURE(path);
    CHECK(body_of(text_of(plan("tool", {literal_pattern(path)}))) ==
          "profile tool \"" + literal_pattern(path) + "\" flags=(unconfined) {\n  userns,\n}\n");
  }
  CHECK(body_of(text_of(plan("tool", {"/opt/*/{a,b}[0-9]?"}))).starts_with("profile tool \"/opt/*/{a,b}[0-9]?\" "));
}
