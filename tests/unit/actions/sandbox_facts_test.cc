#include "actions/sandbox_facts.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "support/temporary_folder.h"

using namespace aug;
using Source = ProgramFacts::Source;

namespace {

constexpr const char* policy = R"(version: 1
name: agent
binaries:
  - path: /usr/bin/bwrap
    template: bwrap
    helpers: [/opt/agent/helper, /opt/agent/gone, /opt/agent/versions/*/helper-with-a-long-name]
)";

/// What is known on an image with that policy, and with programs of it.
class Tree {
 public:
  Tree() {
    folder_.write("etc/aa-userns-gen/policies/agent.yaml", policy);
    for (const char* path : {"opt/agent/helper", "opt/agent/versions/1.9/helper-with-a-long-name"}) {
      ::chmod(folder_
                  .write(path,
                         "\x7f"
                         "ELF")
                  .c_str(),
              0755);
    }
  }
  SandboxFacts facts(const std::string& comm, const ProgramFacts& program = {},
                     const std::string& profile = "unpriv_bwrap", const Generation& current = {}) const {
    const Host host(HostChoice{folder_.path(), "", ""});
    AuditRecord record;
    record.comm = comm;
    record.profile = profile;
    return NamedHelpers(host, current).of(record, program);
  }

 private:
  TemporaryFolder folder_;
};

ProgramFacts program_at(const std::string& path, Source source) {
  ProgramFacts facts;
  facts.path = path;
  facts.source = source;
  return facts;
}

}  // namespace

TEST_CASE("a policy that is known names a helper that is here: by its name, or by its path where that is proved") {
  const Tree tree;
  CHECK(tree.facts("helper").policy == "agent");
  CHECK(tree.facts("helper-with-a-l").policy == "agent");
  CHECK(tree.facts("helper").is_there);
  CHECK(tree.facts("gone").policy == "agent");
  CHECK_FALSE(tree.facts("gone").is_there);
  CHECK(tree.facts("help").policy == "");
  CHECK(tree.facts("helper", program_at("/opt/agent/helper", Source::record)).policy == "agent");
  CHECK(tree.facts("helper", program_at("/opt/other/helper", Source::record)).policy == "");
  CHECK(tree.facts("helper", program_at("/opt/other/helper", Source::process)).policy == "");
  CHECK(tree.facts("helper", program_at("/opt/other/helper", Source::elsewhere)).policy == "agent");
}

TEST_CASE("one that is applied comes first") {
  Generation current;
  current.binaries.resize(1);
  current.binaries[0].policy = "mine";
  current.binaries[0].profile = "codex_bwrap";
  current.binaries[0].path = "/opt/codex/bwrap";
  current.binaries[0].helpers = {{"/opt/agent/helper", "/opt/agent/helper"}};
  const SandboxFacts facts = Tree().facts("helper", {}, "codex_bwrap//&unpriv_codex_bwrap", current);
  CHECK(facts.policy == "mine");
  CHECK(facts.is_applied);
  CHECK(facts.bubblewrap == "/opt/codex/bwrap");
}

TEST_CASE("the bubblewrap of a sandbox is that of our profile, or the distribution's") {
  CHECK(Tree().facts("x").bubblewrap == "/usr/bin/bwrap");
  CHECK(Tree().facts("x", {}, "bwrap//&unpriv_bwrap").bubblewrap == "/usr/bin/bwrap");
  CHECK(Tree().facts("x", {}, "unpriv_other").bubblewrap == "");
  CHECK(Tree().facts("x", {}, "unconfined").bubblewrap == "");
}
