#include "core/text/text_diff.h"

#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "support/temporary_folder.h"

using namespace aug;

namespace {

std::string text_of(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::vector<std::string> numbered(std::size_t count) {
  std::vector<std::string> lines;
  for (std::size_t i = 1; i <= count; ++i) lines.push_back("line " + std::to_string(i));
  return lines;
}

/// What `diff -u` says, without the two file names.
std::string diff_u(const std::string& before, const std::string& after) {
  const TemporaryFolder folder;
  const std::string command = "LC_ALL=C diff -u " + folder.write("a", before) + " " + folder.write("b", after) +
                              " | tail -n +3 > " + (folder / "diff");
  REQUIRE(std::system(command.c_str()) == 0);  // NOLINT(concurrency-mt-unsafe)
  return folder.read("diff");
}

/// Lines with their ends.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    lines.push_back(text.substr(at, end - at));
    at = end;
  }
  return lines;
}

/// A small patch(1): strict about places, counts and context.
std::string patched(const std::string& before, const std::string& diff) {
  const std::vector<std::string> old = lines_of(before);
  const std::vector<std::string> lines = lines_of(diff);
  std::string after;
  std::size_t done = 0;
  std::size_t new_done = 0;
  for (std::size_t i = 0; i < lines.size();) {
    std::size_t range[4] = {0, 1, 0, 1};  // old begin, old count, new begin, new count
    std::size_t at = lines[i].find('-');
    REQUIRE(lines[i].starts_with("@@ -"));
    for (std::size_t* each : {&range[0], &range[2]}) {
      std::size_t used = 0;
      *each = std::stoul(lines[i].substr(at + 1), &used);
      at += used + 1;
      if (lines[i][at] == ',') {
        *(each + 1) = std::stoul(lines[i].substr(at + 1), &used);
        at += used + 1;
      }
      at = lines[i].find('+', at - 1);
    }
    const std::size_t begin = range[0] - (range[1] > 0 ? 1 : 0);
    REQUIRE(begin >= done);
    for (; done < begin; ++done, ++new_done) after += old.at(done);
    REQUIRE(new_done == range[2] - (range[3] > 0 ? 1 : 0));
    for (++i; range[1] + range[3] > 0 || (i < lines.size() && lines[i][0] == '\\'); ++i) {
      const char sign = lines.at(i)[0];
      std::string line = lines[i].substr(1);
      if (sign == '\\') continue;
      if (i + 1 < lines.size() && lines[i + 1][0] == '\\') line.pop_back();
      if (sign != '+') {
        REQUIRE(old.at(done++) == line);
        --range[1];
      }
      if (sign != '-') {
        after += line;
        ++new_done;
        --range[3];
      }
    }
  }
  for (; done < old.size(); ++done) after += old[done];
  return after;
}

}  // namespace

TEST_CASE("equal texts have no difference") {
  for (const char* text : {"", "\n", "x", "a\nb\n", "a\nb"}) CHECK(unified_diff(text, text).empty());
}

TEST_CASE("an empty text differs by all lines") {
  CHECK(unified_diff("", "a\nb\n") == "@@ -0,0 +1,2 @@\n+a\n+b\n");
  CHECK(unified_diff("a\nb\n", "") == "@@ -1,2 +0,0 @@\n-a\n-b\n");
}

TEST_CASE("a range of one line is written without its length") {
  CHECK(unified_diff("", "a\n") == "@@ -0,0 +1 @@\n+a\n");
  CHECK(unified_diff("a\n", "") == "@@ -1 +0,0 @@\n-a\n");
  CHECK(unified_diff("a\n", "b\n") == "@@ -1 +1 @@\n-a\n+b\n");
}

TEST_CASE("a missing newline at the end is told") {
  const std::string told = "\\ No newline at end of file\n";
  CHECK(unified_diff("a\nb", "a\nb\n") == "@@ -1,2 +1,2 @@\n a\n-b\n" + told + "+b\n");
  CHECK(unified_diff("a\nb\n", "a\nb") == "@@ -1,2 +1,2 @@\n a\n-b\n+b\n" + told);
  CHECK(unified_diff("a\nb", "c\nb") == "@@ -1,2 +1,2 @@\n-a\n+c\n b\n" + told);
}

TEST_CASE("changes share a hunk when at most six kept lines are between them") {
  for (std::size_t gap = 4; gap <= 9; ++gap) {
    CAPTURE(gap);
    std::vector<std::string> lines = numbered(20 + gap);
    const std::string before = text_of(lines);
    lines[7] = "changed";
    lines[7 + gap + 1] = "changed too";
    const std::string diff = unified_diff(before, text_of(lines));
    CHECK(diff == diff_u(before, text_of(lines)));
    CHECK((diff.find("@@ -", 1) == std::string::npos) == (gap <= 6));
  }
}

TEST_CASE("a difference reads as diff -u shows it wherever it is the only shortest one") {
  // Distinct lines, some taken out and new ones put in at other places: then there is just one shortest difference.
  std::mt19937 random(1);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same pairs each time
  for (int round = 0; round < 150; ++round) {
    CAPTURE(round);
    const std::vector<std::string> lines = numbered(random() % 40);
    std::vector<std::string> after;
    bool just_removed = false;
    for (const std::string& line : lines) {
      if (!just_removed && random() % 8 == 0) after.push_back("new " + line);
      just_removed = random() % 8 == 0;
      if (!just_removed) after.push_back(line);
    }
    std::string old_text = text_of(lines);
    std::string new_text = text_of(after);
    if (random() % 4 == 0 && !old_text.empty()) old_text.pop_back();
    if (random() % 4 == 0 && !new_text.empty()) new_text.pop_back();
    CHECK(unified_diff(old_text, new_text) == diff_u(old_text, new_text));
  }
}

TEST_CASE("applying the difference gives the other text, and the empty one is that of equal texts only") {
  std::mt19937 random(2);  // NOLINT(cert-msc32-c,cert-msc51-cpp)
  const auto random_text = [&] {
    std::string text;
    const auto count = random() % 30;
    for (std::size_t i = 0; i < count; ++i) {
      text += std::string(random() % 2, static_cast<char>('a' + random() % 3)) + "\n";
    }
    if (random() % 3 == 0 && !text.empty()) text.pop_back();
    return text;
  };
  for (int round = 0; round < 1500; ++round) {
    const std::string before = random_text();
    const std::string after = random_text();
    CAPTURE(before);
    CAPTURE(after);
    const std::string diff = unified_diff(before, after);
    CHECK(diff.empty() == (before == after));
    CHECK(patched(before, diff) == after);
  }
}

TEST_CASE("of texts that are too large, one line says that they differ") {
  const std::string too_large = "The two texts differ, and are too large to show how.\n";
  const std::string lines(10'000, '\n');
  CHECK(unified_diff(lines, "x") != too_large);
  CHECK(unified_diff(lines + "\n", "x") == too_large);
  CHECK(unified_diff("x", lines + "\n") == too_large);
  CHECK(unified_diff(std::string(12'000'000, '\n'), lines) == too_large);
  CHECK(unified_diff(std::string(1U << 20U, 'x'), "x") == too_large);
  CHECK(unified_diff(std::string(12'000'000, '\n'), std::string(12'000'000, '\n')).empty());
}

TEST_CASE("patch applies the difference") {
  const TemporaryFolder folder;
  std::vector<std::string> lines = numbered(60);
  const std::string before = text_of(lines);
  lines[3] = "- odd";
  lines.erase(lines.begin() + 20, lines.begin() + 24);
  lines.insert(lines.begin() + 40, {"+++ b", "@@ -1,2 +3,4 @@"});
  const std::string after = text_of(lines) + "no newline";
  folder.write("text", before);
  folder.write("diff", "--- text\n+++ text\n" + unified_diff(before, after));
  const std::string command = "command -v patch >/dev/null || exit 9; cd " + folder.path() + " && patch -s -p0 < diff";
  const int status = std::system(command.c_str());  // NOLINT(concurrency-mt-unsafe)
  if (WEXITSTATUS(status) == 9) {
    MESSAGE("skipped: there is no patch(1) here");
    return;
  }
  CHECK(status == 0);
  CHECK(folder.read("text") == after);
}
