#include "system/line_reader.h"

#include <doctest/doctest.h>
#include <sys/mman.h>

#include <string>
#include <vector>

#include "core/log/audit_record.h"
#include "support/failure_of.h"
#include "support/temporary_folder.h"

using namespace aug;

namespace {

std::vector<std::string> lines_in(const std::string& content) {
  const TemporaryFolder folder;
  const FileDescriptor file(::open(folder.write("log", content).c_str(), O_RDONLY | O_CLOEXEC));
  std::vector<std::string> from_file;
  for_each_line(file, "log", [&](std::string_view line) { from_file.emplace_back(line); });
  std::vector<std::string> from_text;
  for_each_line(content, [&](std::string_view line) { from_text.emplace_back(line); });
  CHECK(from_file == from_text);
  return from_file;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("each line comes once, empty ones too, and the last one without an end") {
  CHECK(lines_in("") == Lines{});
  CHECK(lines_in("a") == Lines{"a"});
  CHECK(lines_in("a\n") == Lines{"a"});
  CHECK(lines_in("\n") == Lines{""});
  CHECK(lines_in("a\n\nb\r\nc") == Lines{"a", "", "b\r", "c"});
  CHECK(lines_in(std::string("a\0b\n", 4)) == Lines{std::string("a\0b", 3)});
}

TEST_CASE("lines that cross the ends of blocks are whole") {
  std::string content;
  Lines wanted;
  for (std::size_t length = 10'000; length < 15'000; length += 777) {
    wanted.emplace_back(length, 'x');
    for (int count = 0; count < 3; ++count) wanted.push_back(std::to_string(length));
  }
  for (const std::string& line : wanted) content += line + "\n";
  CHECK(content.size() > 64 << 10);
  CHECK(lines_in(content) == wanted);
}

TEST_CASE("of a line that is too long, the beginning comes, and then the next line") {
  const std::string longest(longest_log_line, 'x');
  CHECK(lines_in(longest + "\nnext") == Lines{longest, "next"});
  CHECK(lines_in(longest + "yz\nnext") == Lines{longest, "next"});
  CHECK(lines_in(std::string(1 << 20, 'x') + "\nnext") == Lines{longest, "next"});
}

TEST_CASE("of a file without an end, the last lines come, and what was passed over is known") {
  const FileDescriptor file(::memfd_create("log", MFD_CLOEXEC));
  const std::int64_t size = 1LL << 40U;
  const std::string end = "\nfirst\nlast\n";
  REQUIRE(::pwrite(file.get(), end.data(), end.size(), size) == static_cast<ssize_t>(end.size()));
  Lines lines;
  const std::int64_t passed_over =
      for_each_line(file, "the log", [&](std::string_view line) { lines.emplace_back(line); });
  CHECK(lines == Lines{"first", "last"});
  CHECK(passed_over == size + static_cast<std::int64_t>(end.size()) - most_of_log);
  const std::int64_t but_five = for_each_line(
      file, "the log", [](std::string_view) {}, 5);
  CHECK(but_five == size + static_cast<std::int64_t>(end.size()) - 5);
}

TEST_CASE("a file that cannot be read is a failure with its name") {
  const FileDescriptor folder(::open("/", O_RDONLY | O_CLOEXEC));
  CHECK(
      mentions(failure_of([&] { for_each_line(folder, "the log", [](std::string_view) {}); }), "cannot read the log"));
}
