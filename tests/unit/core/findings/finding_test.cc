#include "core/findings/finding.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "core/doctor/known_messages.h"
#include "core/policy/lint_ids.h"

using namespace aug;

namespace {

std::vector<Finding> all() {
  std::vector<Finding> findings;
  for (const FindingGroup& group : finding_groups()) {
    findings.insert(findings.end(), group.findings.begin(), group.findings.end());
  }
  return findings;
}

/// Small letters, digits, and '-' between them.
bool is_kebab(std::string_view id) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !id.empty() && std::ranges::all_of(id, fits) && id.front() != '-' && id.back() != '-' &&
         id.find("--") == std::string_view::npos;
}

}  // namespace

TEST_CASE("each id stands for one finding, or for one message of another program") {
  std::set<std::string_view> ids;
  for (const Finding& finding : all()) {
    CAPTURE(finding.id);
    CHECK(ids.insert(finding.id).second);
    CHECK(is_kebab(finding.id));
  }
  for (const KnownMessage& message : known_messages()) {
    CAPTURE(message.id);
    CHECK(ids.insert(message.id).second);
    CHECK(is_kebab(message.id));
  }
}

TEST_CASE("each finding says what it means, how it comes, and what to do, and none of it ends with a full stop") {
  for (const Finding& finding : all()) {
    CAPTURE(finding.id);
    for (const std::string_view text : {finding.title, finding.means, finding.comes, finding.remedy}) {
      CHECK(!text.empty());
      CHECK(!text.ends_with('.'));
      CHECK(text.find('\n') == std::string_view::npos);
    }
    CHECK(finding.title.size() <= 70);
  }
}

TEST_CASE("a finding is found by its id, and its group with it") {
  for (const FindingGroup& group : finding_groups()) {
    for (const Finding& finding : group.findings) {
      REQUIRE(finding_called(finding.id) != nullptr);
      CHECK(finding_called(finding.id)->title == finding.title);
      CHECK(group_of(finding.id)->title == group.title);
    }
  }
  CHECK(finding_called("unknown-keys") == nullptr);
  CHECK(finding_called("") == nullptr);
}

TEST_CASE("what a policy can allow is a finding") {
  for (const std::string_view id : lint_ids()) {
    CAPTURE(id);
    CHECK(finding_called(id) != nullptr);
  }
}
