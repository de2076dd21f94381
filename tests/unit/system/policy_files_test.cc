#include "system/policy_files.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "support/failure_of.h"
#include "support/temporary_folder.h"
#include "system/file_descriptor.h"
#include "system/installed.h"

using namespace aug;
namespace fs = std::filesystem;

namespace {

/// A tree with policies of its own, and a folder that we are in.
struct Scene {
  Scene() { fs::current_path(here.path()); }
  ~Scene() { fs::current_path(before); }

  void write_own(const std::string& name, const std::string& text) const {
    tree.write("etc/aa-userns-gen/policies/" + name, text);
  }
  PolicyText found(const std::string& argument) const { return find_policy(root, argument); }
  Failure refusal(const std::string& argument) const {
    return failure_of([&] { found(argument); });
  }

  fs::path before = fs::current_path();
  TemporaryFolder here;
  TemporaryFolder tree;
  Root root{tree.path()};
};

/// A pipe that gets `text` a moment after somebody may have begun to read.
struct SlowPipe {
  explicit SlowPipe(const std::string& text) {
    int ends[2];
    REQUIRE(::pipe2(ends, O_CLOEXEC) == 0);
    out = FileDescriptor(ends[0]);
    writer = std::thread([text, in = ends[1]] {
      std::this_thread::sleep_for(std::chrono::milliseconds(200));
      const bool written = ::write(in, text.data(), text.size()) == static_cast<ssize_t>(text.size());
      ::close(in);
      if (!written) std::abort();
    });
  }
  ~SlowPipe() { writer.join(); }

  FileDescriptor out;
  std::thread writer;
};

}  // namespace

TEST_CASE("a path names a file, absolute or from here") {
  const Scene scene;
  const std::string file = scene.here.write("sub/mine.yaml", "mine");
  scene.here.write("plain.txt", "plain");
  for (const std::string& argument : {file, std::string("sub/mine.yaml"), std::string("./sub/../sub/mine.yaml")}) {
    CHECK(scene.found(argument).text == "mine");
    CHECK(scene.found(argument).origin == argument);
  }
  CHECK(scene.found("plain.txt").text == "plain");
}

TEST_CASE("a path means the host's file, whatever tree is worked on") {
  const Scene scene;
  const std::string file = scene.here.write("mine.yaml", "host");
  fs::create_directories(scene.tree.path() + scene.here.path());
  scene.tree.write(file, "tree");
  CHECK(scene.found(file).text == "host");
}

TEST_CASE("a bare name means an own policy, then one of the project, then a file from here") {
  const Scene scene;
  scene.here.write("runner", "here");
  scene.here.write("other", "here");
  CHECK(scene.found("other").text == "here");
  const PolicyText of_project = scene.found("runner");
  CHECK(of_project.text == *built_in("policies/runner.yaml"));
  if (share_folder().empty()) CHECK(of_project.origin == "built-in policies/runner.yaml");
  scene.write_own("runner.yaml", "own");
  CHECK(scene.found("runner").text == "own");
  CHECK(scene.found("runner").origin == scene.root.outside("/etc/aa-userns-gen/policies/runner.yaml"));
}

TEST_CASE("a relative path that does not exist here is looked up by its last part") {
  const Scene scene;
  scene.write_own("runner.yaml", "own");
  scene.write_own("short.yml", "short");
  scene.write_own("v1.2.yaml", "dotted");
  for (const char* argument : {"policies/runner.yaml", "runner.yaml", "./runner.yaml", "policies/runner"}) {
    CAPTURE(argument);
    CHECK(scene.found(argument).text == "own");
  }
  CHECK(scene.found("short.yml").text == "short");
  CHECK(scene.found("v1.2").text == "dotted");
  scene.here.write("policies/runner.yaml", "here");
  CHECK(scene.found("policies/runner.yaml").text == "here");
  CHECK(scene.found("runner.yaml").text == "own");
}

TEST_CASE("an absolute path that does not exist is not looked up") {
  const Scene scene;
  scene.write_own("runner.yaml", "own");
  const Failure failure = scene.refusal("/none/runner.yaml");
  CHECK(failure.code() == ExitCode::invalid_policy);
  CHECK(failure.what() == std::string("cannot read the policy /none/runner.yaml: there is no such file"));
  CHECK(scene.refusal(scene.here.write("file", "") + "/below.yaml").code() == ExitCode::invalid_policy);
}

TEST_CASE("a name that is nearly a known one gets a hint, another one where they are listed") {
  const Scene scene;
  scene.write_own("vendor-tool.yaml", "own");
  CHECK(scene.refusal("vendor-tol").diagnoses().at(0).hint == "did you mean 'vendor-tool'?");
  CHECK(scene.refusal("runer").diagnoses().at(0).hint == "did you mean 'runner'?");
  const std::string hint = scene.refusal("qqqqqqqqqq").diagnoses().at(0).hint;
  CHECK(hint.find("'aa-userns-gen list'") != std::string::npos);
  CHECK(scene.refusal("").code() == ExitCode::invalid_policy);
}

TEST_CASE("a folder is no policy, wherever it is found") {
  const Scene scene;
  fs::create_directories(scene.here / "folder.yaml");
  CHECK(mentions(scene.refusal("folder.yaml"), "it is a folder"));
  CHECK(scene.refusal("folder.yaml").code() == ExitCode::invalid_policy);
  fs::create_directories(scene.tree / "etc/aa-userns-gen/policies/mine.yaml");
  CHECK(mentions(scene.refusal("mine"), "it is a folder"));
  CHECK(scene.refusal("mine").code() == ExitCode::invalid_policy);
  CHECK(failure_of([&] { own_policies(scene.root); }).code() == ExitCode::invalid_policy);
}

TEST_CASE("a policy that may not be read is a mistake in what was named") {
  if (::geteuid() == 0) {
    MESSAGE("skipped: root may read everything");
    return;
  }
  const Scene scene;
  const std::string file = scene.here.write("mine.yaml", "");
  fs::permissions(file, fs::perms::none);
  CHECK(scene.refusal(file).code() == ExitCode::invalid_policy);
  scene.write_own("closed.yaml", "");
  fs::permissions(scene.tree / "etc/aa-userns-gen/policies/closed.yaml", fs::perms::none);
  CHECK(scene.refusal("closed").code() == ExitCode::invalid_policy);
}

TEST_CASE("an own policy that is a link out of the tree is not followed") {
  const Scene scene;
  const std::string secret = scene.here.write("secret", "secret");
  fs::create_directories(scene.tree / "etc/aa-userns-gen/policies");
  fs::create_symlink(secret, scene.tree / "etc/aa-userns-gen/policies/mine.yaml");
  CHECK(scene.refusal("mine").code() == ExitCode::invalid_policy);
  CHECK(own_policies(scene.root).empty());
}

TEST_CASE("a dash is standard input, read to its end") {
  const Scene scene;
  const SlowPipe pipe("from a pipe");
  const FileDescriptor before(::dup(STDIN_FILENO));
  REQUIRE(::dup2(pipe.out.get(), STDIN_FILENO) == STDIN_FILENO);
  const PolicyText policy = scene.found("-");
  if (before) ::dup2(before.get(), STDIN_FILENO);
  CHECK(policy.text == "from a pipe");
  CHECK(policy.origin == "stdin");
}

TEST_CASE("a pipe of the shell is waited for, a FIFO without a writer is not") {
  const Scene scene;
  const SlowPipe pipe("from a pipe");
  CHECK(scene.found("/proc/self/fd/" + std::to_string(pipe.out.get())).text == "from a pipe");
  REQUIRE(::mkfifo((scene.here / "fifo").c_str(), 0600) == 0);
  CHECK(scene.found("./fifo").text.empty());
}

TEST_CASE("all own policies are found by name, other files are left alone") {
  const Scene scene;
  CHECK(own_policies(scene.root).empty());
  for (const char* name : {"b.yaml", "a.yml", "c.yaml", "c.yaml~", "d.yaml.dpkg-old", "README", "yaml"}) {
    scene.write_own(name, name);
  }
  const auto policies = own_policies(scene.root);
  REQUIRE(policies.size() == 3);
  CHECK(policies[0].text == "a.yml");
  CHECK(policies[1].text == "b.yaml");
  CHECK(policies[2].text == "c.yaml");
  CHECK(policies[0].origin == scene.root.outside("/etc/aa-userns-gen/policies/a.yml"));
}

TEST_CASE("root is told who else can change a policy that is named by its path" * doctest::skip(::geteuid() != 0)) {
  const TemporaryFolder folder;
  const std::string file = folder.write("own.yaml", "version: 1\n");
  const Root root(folder.path());
  CHECK(find_policy(root, file).doubt.empty());
  REQUIRE(::chown(file.c_str(), 1000, 1000) == 0);
  CHECK(find_policy(root, file).doubt == file + " belongs to user 1000");
}
