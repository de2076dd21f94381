#include "system/known_programs.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "support/temporary_folder.h"

using namespace aug;
namespace fs = std::filesystem;

TEST_CASE("a program that runs any other is known again by its file and by its content") {
  const TemporaryFolder tree;
  tree.write("usr/bin/bash", "the shell");
  tree.write("usr/bin/python3.12", "the interpreter");
  tree.write("opt/odd-shell", "an odd one");
  tree.write("etc/shells", "# comment\n/usr/bin/bash\n/opt/odd-shell\n/usr/bin/none\n");
  tree.write("usr/bin/bwrap", "the sandbox");
  tree.write("opt/sandbox", "the sandbox");
  tree.write("opt/other", "some program");
  tree.write("opt/copy", "the interpreter");
  tree.write("opt/odd-copy", "an odd one");
  tree.write("opt/as-long", "The interpreter");
  fs::create_hard_link(tree / "usr/bin/bash", tree / "opt/link");
  const Root root(tree.path());
  const KnownPrograms known(root);
  CHECK(known.twin_of("/opt/link") == "/usr/bin/bash");
  CHECK(known.twin_of("/opt/copy") == "/usr/bin/python3.12");
  CHECK(known.twin_of("/opt/odd-copy") == "/opt/odd-shell");
  CHECK(known.twin_of("/opt/sandbox") == "/usr/bin/bwrap");
  CHECK(known.twin_of("/opt/odd-shell") == "/opt/odd-shell");
  for (const char* path : {"/opt/other", "/opt/as-long", "/opt/none", "/opt"}) CHECK(known.twin_of(path).empty());
}

TEST_CASE("a copy is known again whatever its size, and the first difference ends the comparison") {
  const TemporaryFolder tree;
  for (const char* path : {"usr/bin/node", "opt/copy", "opt/other"}) {
    tree.write(path, "");
    fs::resize_file(tree / path, (std::uintmax_t{64} << 20U) + 10);
  }
  tree.write("opt/small", std::string(100, '\0'));
  fs::resize_file(tree / "opt/small", (std::uintmax_t{64} << 20U) + 11);
  std::fstream(tree / "opt/other", std::ios::in | std::ios::out | std::ios::binary).put('x');
  const Root root(tree.path());
  const KnownPrograms known(root);
  CHECK(known.twin_of("/opt/copy") == "/usr/bin/node");
  CHECK(known.twin_of("/opt/other").empty());
  CHECK(known.twin_of("/opt/small").empty());
}

TEST_CASE("files without an end are not compared to it, and count as the same") {
  const TemporaryFolder tree;
  for (const char* path : {"usr/bin/node", "opt/huge"}) {
    tree.write(path, "");
    fs::resize_file(tree / path, std::uintmax_t{1} << 40U);
  }
  const Root root(tree.path());
  CHECK(KnownPrograms(root).twin_of("/opt/huge") == "/usr/bin/node");
}

TEST_CASE("in a tree without such programs nothing is one") {
  const TemporaryFolder tree;
  tree.write("opt/tool", "");
  const Root root(tree.path());
  CHECK(KnownPrograms(root).twin_of("/opt/tool").empty());
}
