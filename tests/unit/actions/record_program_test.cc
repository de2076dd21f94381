#include "actions/record_program.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "support/temporary_folder.h"

using namespace aug;
using Source = ProgramFacts::Source;

namespace {

/// An image tree of these programs.
class Tree {
 public:
  void add(const std::string& path, const std::string& text =
                                        "\x7f"
                                        "ELF") {
    ::chmod(folder_.write(path.substr(1), text + path).c_str(), 0755);
  }
  void set_mode(const std::string& path, mode_t mode) {
    REQUIRE(::chmod((folder_ / path.substr(1)).c_str(), mode) == 0);
  }
  void link(const std::string& target, const std::string& path) {
    std::filesystem::create_directories((folder_ / path.substr(1)).substr(0, (folder_ / path.substr(1)).rfind('/')));
    std::filesystem::create_symlink(target, folder_ / path.substr(1));
  }
  ProgramFacts program(const std::string& comm, const std::string& execpath = "") const {
    const Host host(HostChoice{folder_.path(), "", ""});
    AuditRecord record;
    record.profile = "unconfined";
    record.comm = comm;
    record.execpath = execpath;
    return program_of(host, KnownPrograms(host.root), record);
  }

 private:
  TemporaryFolder folder_;
};

constexpr const char* python_script = "#!/usr/bin/python3\nimport os\n# ";

}  // namespace

TEST_CASE("a script with the thread's own name is the program, and not its interpreter") {
  Tree tree;
  tree.add("/usr/bin/python3.12");
  tree.add("/usr/bin/bash");
  tree.add("/usr/bin/mkosi", python_script);
  tree.add("/usr/bin/wrapper", "#!/bin/bash\n# ");
  CHECK(tree.program("mkosi", "/usr/bin/python3.12").path == "/usr/bin/mkosi");
  CHECK(tree.program("mkosi", "/usr/bin/python3.12").source == Source::script);
  CHECK(tree.program("wrapper", "/usr/bin/bash").path == "/usr/bin/wrapper");
  CHECK(tree.program("python3.12", "/usr/bin/python3.12").path == "/usr/bin/python3.12");
  CHECK(tree.program("unknown", "/usr/bin/python3.12").path == "/usr/bin/python3.12");
  CHECK(tree.program("mkosi", "/opt/x").path == "/opt/x");
}

TEST_CASE("a link that others put in a program's place since leads to nothing that they may have") {
  Tree tree;
  tree.add("/usr/sbin/service");
  tree.add("/opt/vendor/tool");
  tree.link("/opt/vendor/tool", "/opt/vendor/link");
  CHECK(tree.program("link", "/opt/vendor/link").path == "/opt/vendor/tool");
  tree.link("/usr/sbin/service", "/home/u/app");
  tree.set_mode("/home/u", 0777);
  const ProgramFacts led = tree.program("app", "/home/u/app");
  CHECK(led.path == "/home/u/app");
  CHECK(led.changeable == "/home/u");
  tree.add("/usr/bin/mkosi", python_script);
  tree.add("/home/u/python3");
  CHECK(tree.program("mkosi", "/home/u/python3").path == "/home/u/python3");
}

TEST_CASE("a script of a shell may start another program of its name, one of Python or Perl is it") {
  Tree tree;
  tree.add("/usr/bin/mkosi", python_script);
  tree.add("/usr/bin/mmdebstrap", "#!/usr/bin/perl\n# ");
  tree.add("/usr/bin/chromium", "#!/bin/sh\n# ");
  CHECK_FALSE(tree.program("mkosi").is_script);
  CHECK_FALSE(tree.program("mmdebstrap").is_script);
  CHECK(tree.program("chromium").is_script);
  tree.add("/usr/bin/plot", "#!/usr/bin/env -S Rscript --vanilla\n# ");
  tree.add("/usr/bin/moon", "#!/usr/bin/lua5.4\n# ");
  tree.add("/usr/bin/mixed", "#!/bin/sh /opt/python/start\n# ");
  CHECK_FALSE(tree.program("plot").is_script);
  CHECK_FALSE(tree.program("moon").is_script);
  CHECK(tree.program("mixed").is_script);
}

TEST_CASE("a program that is setuid root is known for it") {
  Tree tree;
  tree.add("/usr/bin/plain");
  tree.add("/usr/bin/setuid");
  tree.set_mode("/usr/bin/setuid", 04755);
  CHECK_FALSE(tree.program("plain").is_setuid);
  CHECK(tree.program("setuid").is_setuid == (::geteuid() == 0));
}

TEST_CASE("a name that is no program's leads to no guess") {
  Tree tree;
  for (const char* name : {"3", "exe", "starter", "headless_shell"}) {
    tree.add("/usr/bin/" + std::string(name));
    CAPTURE(name);
    CHECK(tree.program(name).source == Source::none);
  }
}

TEST_CASE("what is not in the standard folders is looked for where software brings its own") {
  Tree tree;
  tree.add("/opt/vendor/bin/tool");
  CHECK(tree.program("tool").path == "/opt/vendor/bin/tool");
  CHECK(tree.program("tool").source == Source::elsewhere);
  tree.add("/usr/local/lib/vendor/tool");
  CHECK(tree.program("tool").source == Source::none);
  CHECK(tree.program("tool").homonyms.size() == 2);
  tree.add("/usr/bin/tool");
  CHECK(tree.program("tool").source == Source::installed);
  CHECK(tree.program("to*").source == Source::none);
}
