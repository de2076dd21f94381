#include "system/log_sources.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <string>
#include <thread>
#include <vector>

#include "support/failure_of.h"
#include "support/temporary_folder.h"

using namespace aug;
using State = LogSource::State;

namespace {

const TakeLogLine nobody = [](std::string_view, Author) {};

}  // namespace

TEST_CASE("an image tree has the logs that are files in it") {
  const TemporaryFolder tree;
  tree.write("var/log/audit/audit.log", "a\n");
  tree.write("var/log/syslog", "b\nc");
  std::vector<std::string> lines;
  const auto sources =
      read_host_logs(Root(tree.path()), [&](std::string_view line, Author) { lines.emplace_back(line); });
  CHECK(lines == std::vector<std::string>{"a", "b", "c"});
  REQUIRE(sources.size() == 3);
  CHECK(sources[0].name == tree / "var/log/audit/audit.log");
  CHECK(sources[0].state == State::read);
  CHECK(sources[1].state == State::absent);
  CHECK(sources[2].state == State::read);
}

TEST_CASE("a log that is a folder is refused, and the others are read") {
  const TemporaryFolder tree;
  tree.write("var/log/kern.log/x", "");
  tree.write("var/log/syslog", "b");
  const auto sources = read_host_logs(Root(tree.path()), nobody);
  CHECK(sources.at(1).state == State::refused);
  CHECK(sources.at(1).why.find("it is a folder") != std::string::npos);
  CHECK(sources.at(2).state == State::read);
}

TEST_CASE("a log that is no file is refused, and nothing is read of it") {
  const TemporaryFolder tree;
  tree.write("var/log/x", "");
  REQUIRE(::mkfifo((tree / "var/log/kern.log").c_str(), 0600) == 0);
  if (::geteuid() == 0) REQUIRE(::mknod((tree / "var/log/syslog").c_str(), S_IFCHR | 0600, makedev(1, 5)) == 0);
  const auto sources = read_host_logs(Root(tree.path()), nobody);
  CHECK(sources.at(1).state == State::refused);
  CHECK(sources.at(1).why.find("it is no regular file") != std::string::npos);
  if (::geteuid() == 0) CHECK(sources.at(2).state == State::refused);
}

TEST_CASE("a link out of the tree is not followed") {
  const TemporaryFolder tree;
  tree.write("var/log/x", "");
  REQUIRE(::symlink("/etc/passwd", (tree / "var/log/syslog").c_str()) == 0);
  CHECK(read_host_logs(Root(tree.path()), nobody).at(2).state == State::absent);
}

TEST_CASE("the host has the journal and the kernel's buffer as well") {
  const auto sources = read_host_logs(Root(), nobody);
  REQUIRE(sources.size() == 5);
  CHECK(sources[0].name == "the journal");
  CHECK((sources[1].name == "/dev/kmsg" || sources[1].name == "the kernel's buffer"));
  for (const LogSource& source : sources) CHECK((source.state == State::refused) == !source.why.empty());
}

TEST_CASE("a log that is named is read, be it a file or a pipe") {
  const TemporaryFolder folder;
  std::vector<std::string> lines;
  const TakeLogLine keep = [&](std::string_view line, Author) { lines.emplace_back(line); };
  CHECK(read_log(folder.write("log", "one"), keep).state == State::read);
  const std::string pipe = folder / "pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  std::thread writer([&] { folder.write("pipe", "two\nthree\n"); });
  CHECK(read_log(pipe, keep).name == pipe);
  writer.join();
  CHECK(lines == std::vector<std::string>{"one", "two", "three"});
}

TEST_CASE("a log that is named and cannot be read is a failure") {
  CHECK(mentions(failure_of([] { read_log("/none.log", nobody); }), "cannot open /none.log: No such file"));
  CHECK(mentions(failure_of([] { read_log("/", nobody); }), "cannot read /: it is a folder"));
}

TEST_CASE("auditd's log is the kernel's where nobody else can change it, and syslog is anybody's") {
  const std::string record = "type=AVC msg=audit(1723479095.677:169): apparmor=\"DENIED\"\n";
  const TemporaryFolder tree;
  const std::string audit = tree.write("var/log/audit/audit.log", record + "type=USER_AVC msg='apparmor=\"DENIED\"'\n");
  tree.write("var/log/kern.log", record);
  tree.write("var/log/syslog", record);
  std::vector<Author> authors;
  const TakeLogLine keep = [&](std::string_view, Author author) { authors.push_back(author); };
  read_host_logs(Root(tree.path()), keep);
  CHECK(authors == std::vector{Author::kernel, Author::anybody, Author::anybody, Author::anybody});
  REQUIRE(::chmod(audit.c_str(), 0666) == 0);
  authors.clear();
  read_host_logs(Root(tree.path()), keep);
  CHECK(authors.at(0) == Author::anybody);
}

TEST_CASE("a log that is named is not the kernel's") {
  const TemporaryFolder folder;
  std::vector<Author> authors;
  const TakeLogLine keep = [&](std::string_view, Author author) { authors.push_back(author); };
  read_log(folder.write("log",
                        "audit: type=1400 audit(1.2:3): apparmor=\"DENIED\"\nx execpath=\"/a\n"
                        "audit: type=1400 audit(1.2:4): apparmor=\"DENIED\" execpath=\"/a\n"
                        "audit: type=1400 audit(1.2:5): apparmor=\"DENIED\"\n"),
           keep);
  CHECK(authors == std::vector{Author::named_file, Author::named_file, Author::broken_record, Author::broken_record});
}
