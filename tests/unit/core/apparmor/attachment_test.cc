#include "core/apparmor/attachment.h"

#include <doctest/doctest.h>

using namespace aug;
using Choice = AttachmentChoice;
using Kind = Choice::Kind;

namespace {

/// Profiles "0", "1" and so on with these patterns.
std::vector<Candidate> candidates(const std::vector<std::string>& patterns) {
  std::vector<Candidate> result;
  for (const std::string& pattern : patterns) result.push_back({std::to_string(result.size()), Attachment(pattern)});
  return result;
}

Choice choice(std::string_view path, const std::vector<std::string>& patterns) {
  return winner_of(path, candidates(patterns));
}

ScannedProfile profile(const std::string& name, const std::vector<std::string>& attachments) {
  ScannedProfile result;
  result.name = name;
  result.attachments = attachments;
  return result;
}

const Choice none{};
const Choice tie{Kind::tie, {"0", "1"}, false};
const Choice open{Kind::tie, {"0", "1"}, true};

Choice winner(const std::string& name) {
  return {Kind::winner, {name}, false};
}

}  // namespace

// The kernel's own answers to these and many more are in tests/kernel/attachment_rule.sh.

TEST_CASE("without a match nobody wins") {
  CHECK(choice("/opt/x", {}) == none);
  CHECK(choice("/opt/x", {"/opt/y", "/opt/*/x"}) == none);
  CHECK(choice("/opt/x", {"/opt/y", "/opt/*"}) == winner("1"));
  CHECK(choice("/opt/x", {"/opt/{x"}) == none);
}

TEST_CASE("which of very many wins is not looked for") {
  const Choice found = choice("/opt/x", std::vector<std::string>(51, "/opt/*"));
  CHECK(found.kind == Kind::tie);
  CHECK(found.is_uncertain);
}

TEST_CASE("a pattern with too many states for an automaton leaves it open") {
  std::string bytes;
  for (int at = 0; at < 3900; ++at) bytes += static_cast<char>('a' + (at * at) % 26);
  const std::string pattern = "/opt/{x," + bytes + "}";
  CHECK(choice("/opt/x", {pattern, "/opt/y*", pattern}).kind == Kind::tie);
}

TEST_CASE("the pattern that comes back to a state later wins") {
  CHECK(choice("/opt/xyz", {"/opt/xyz", "/opt/*"}) == winner("0"));
  CHECK(choice("/opt/xyz", {"/opt/**", "/opt/xy*"}) == winner("1"));
  CHECK(choice("/opt/xyz/run", {"/opt/**", "/opt/xyz/*"}) == winner("1"));
}

TEST_CASE("patterns of one length tie") {
  CHECK(choice("/opt/xyz", {"/opt/xyz", "/opt/xyz"}) == tie);
  CHECK(choice("/opt/xyz", {"/opt/xyz", "/opt/xy?"}) == tie);
  CHECK(choice("/opt/xyz", {"/opt/{xyz,a}", "/opt/[x]yz"}) == tie);
  CHECK(choice("/opt/xyz", {"/opt/*", "/opt/**"}) == tie);
}

TEST_CASE("what is behind the first star does not count") {
  CHECK(choice("/opt/v12/bin/gw", {"/opt/v*/bin/gw", "/opt/v12/*/gw"}) == winner("1"));
  CHECK(choice("/opt/v12/bin/gw", {"/opt/v*/bin/gw", "/opt/v**"}) == tie);
  CHECK(choice("/opt/v1/bin/gw", {"/opt/v*/bin/gw", "/opt/v1/bin/gw"}) == winner("1"));
}

TEST_CASE("those that are beaten do not take part in a tie") {
  CHECK(choice("/opt/xyz", {"/opt/xyz", "/opt/x?z", "/opt/**"}) == tie);
  CHECK(choice("/opt/xyz", {"/opt/**", "/opt/**", "/opt/xyz"}) == winner("2"));
}

TEST_CASE("only a part of the way is remembered") {
  // The state behind 40 letters is the one of the beginning again, but further back than the kernel looks.
  std::string letters = "abcdefghijklmnopqrstuvwxyz0123456789ABCD";
  const std::string pattern = "/opt{" + letters + ",X}**" + letters;
  CHECK(choice("/opt" + letters + letters, {pattern, "/opt/**"}).kind == Kind::winner);
}

TEST_CASE("a plain path as name comes before all others, but for parsers from 5.0 on") {
  ScannedProfile by_path = profile("/opt/x", {"/opt/x"});
  by_path.named_by_path = true;
  const ScannedProfile other = profile("other", {"/opt/x"});
  const std::vector<ScannedProfile> profiles = {other, by_path};
  CHECK(winner_of("/opt/x", candidates_among(profiles, {4, false})) == winner("/opt/x"));
  CHECK(winner_of("/opt/x", candidates_among(profiles, {5, false})) == Choice{Kind::tie, {"other", "/opt/x"}, false});
}

TEST_CASE("children, other namespaces and profiles without attachment are no candidates") {
  ScannedProfile child = profile("a//b", {"/opt/x"});
  child.is_child = true;
  ScannedProfile elsewhere = profile("c", {"/opt/x"});
  elsewhere.space = "space";
  const ScannedProfile nowhere = profile("d", {});
  const std::vector<ScannedProfile> profiles = {child, elsewhere, nowhere};
  CHECK(candidates_among(profiles, {}).empty());
}

TEST_CASE("a profile with conditions may or may not take part") {
  std::vector<Candidate> both = candidates({"/opt/xyz", "/opt/xyz"});
  both[1].is_conditional = true;
  CHECK(winner_of("/opt/xyz", both) == open);
  both[1].attachment = Attachment("/opt/*");
  CHECK(winner_of("/opt/xyz", both) == winner("0"));
}

TEST_CASE("where automata are stored as differences, nothing is certain of wildcards") {
  const std::vector<ScannedProfile> wild = {profile("0", {"/opt/xy*"}), profile("1", {"/opt/*"})};
  const std::vector<ScannedProfile> mixed = {profile("0", {"/opt/xyz"}), profile("1", {"/opt/*"})};
  CHECK(winner_of("/opt/xyz", candidates_among(wild, {5, false})) == winner("0"));
  CHECK(winner_of("/opt/xyz", candidates_among(wild, {5, true})) == open);
  CHECK(winner_of("/opt/xyz", candidates_among(mixed, {5, true})) == winner("0"));
}

TEST_CASE("what cannot be told is a tie") {
  std::string text = "/*a";
  for (int i = 0; i < 20; ++i) text += "?";
  CHECK(choice("/xxxxaxxxxxxxxxxxxxxxxxxxx", {text, "/*"}) == open);
  CHECK(choice("/xxxxaxxxxxxxxxxxxxxxxxxxx", {text}) == winner("0"));
}

TEST_CASE("an encounter is as bad as the worst of the paths") {
  const auto meet = [](const char* ours, const char* theirs) {
    const std::vector<std::string> paths = {"/opt/v1/gw", "/opt/v2/gw", "/opt/other"};
    return encounter(Attachment(ours), Attachment(theirs), paths);
  };
  CHECK(meet("/opt/v1/gw", "/opt/v2/gw") == Encounter::never_meet);
  CHECK(meet("/opt/v3/gw", "/opt/v3/gw") == Encounter::never_meet);
  CHECK(meet("/opt/v1/gw", "/opt/**") == Encounter::we_win);
  CHECK(meet("/opt/**", "/opt/v1/gw") == Encounter::they_win);
  CHECK(meet("/opt/v?/gw", "/opt/v1/gw") == Encounter::tie);
}

TEST_CASE("only a profile that is named by its one plain path, without conditions, attaches by name") {
  const auto is_by_name = [](ScannedProfile scanned) {
    return candidates_among(std::span(&scanned, 1), {4, false}).at(0).attachment.is_by_name();
  };
  ScannedProfile plain = profile("/opt/x", {"/opt/x"});
  CHECK_FALSE(is_by_name(plain));
  plain.named_by_path = true;
  CHECK(is_by_name(plain));
  ScannedProfile more = plain;
  more.attachments.push_back("/opt/y");
  CHECK_FALSE(is_by_name(more));
  ScannedProfile conditional = plain;
  conditional.conditions = {{"user.a", "b"}};
  CHECK_FALSE(is_by_name(conditional));
  CHECK(candidates_among(std::span(&conditional, 1), {4, false}).at(0).is_conditional);
  ScannedProfile wild = plain;
  wild.attachments = {"/opt/*"};
  CHECK_FALSE(is_by_name(wild));
  CHECK(Attachment::by_name("/opt/x").matches("/opt/x"));
  CHECK_FALSE(Attachment::by_name("/opt/x").matches("/opt/y"));
  CHECK(Attachment::by_name("/opt/x]").matches("/opt/x]"));  // which is no pattern
}

TEST_CASE("a profile with conditions takes no part for a file that does not meet them") {
  ScannedProfile conditional = profile("conditional", {"/opt/*"});
  conditional.conditions = {{"user.a", "b*"}};
  const auto candidates = candidates_among(std::span(&conditional, 1), {});
  const auto kind = [&](const FileAttributes& attributes) { return winner_of("/opt/x", candidates, &attributes).kind; };
  CHECK(kind({}) == Kind::none);
  CHECK(kind({{"user.b", "b"}}) == Kind::none);
  CHECK(kind({{"user.a", "x"}}) == Kind::none);
  CHECK(kind({{"user.a", "bc"}}) == Kind::tie);  // which cannot be told
  CHECK(winner_of("/opt/x", candidates).is_uncertain);
}

TEST_CASE("the list of xattrs=(...) is read as far as it goes") {
  using Conditions = std::vector<AttributeCondition>;
  CHECK(conditions_in("user.a=b, security.x=\"c \\\" d\"") == Conditions{{"user.a", "b"}, {"security.x", "c \" d"}});
  CHECK(conditions_in("user.a=(\"b)\" c) user.d=e") == Conditions{{"user.a", ""}, {"user.d", "e"}});
  for (const char* unknown : {"user.a = x", "user.a= x", "user.a user.b=y", "# a\nuser.a=x", "user.a"}) {
    CAPTURE(unknown);
    CHECK(conditions_in(unknown) == Conditions{{"", ""}});
    CHECK(may_meet({}, conditions_in(unknown)));
  }
  CHECK(may_meet({{"user.a", std::string("x\0", 2)}}, conditions_in("user.a=y")));
  CHECK(conditions_in("user.a=\"b").size() == 1);
  CHECK(conditions_in(" ,").empty());
  CHECK(may_meet({{"user.a", "b"}}, conditions_in("user.a=(x)")));
}

TEST_CASE("what is no pattern reaches nowhere") {
  CHECK_FALSE(Attachment("/opt/{x").reach("/opt/x"));
}

TEST_CASE("a way back counts only when it leads to a state of a lower number, and not to the first one") {
  // Behind "/b" comes a state that is nearer to the begin, and from there the next 'b' leads to a farther one.
  CHECK(Attachment("/{x/,*}b").reach("/bcb") == 4);
  CHECK(Attachment("**").reach("/a") == 1);
}
