#include "core/host/script_arguments.h"

#include <doctest/doctest.h>

#include <string>

using aug::runs_its_arguments;

TEST_CASE("a script that runs its arguments is found") {
  for (const std::string line : {"exec \"$@\"",
                                 "\"$@\"",
                                 "  $@",
                                 "eval \"$*\"",
                                 "cd / && \"$@\"",
                                 "if true; then \"$@\"; fi",
                                 "A=b \"$@\"",
                                 "exec env -i A=b \"$@\"",
                                 "x | \"$1\"",
                                 "exec \"$1\" --quiet",
                                 "( \"$@\" )",
                                 "\"$@\" &",
                                 "exec -a name \"$@\";",
                                 "exec sh -c \"$1\"",
                                 "exec ${1+\"$@\"}",
                                 "exec ${1:-sh}",
                                 "exec \"${@:2}\"",
                                 "exec ionice -c3 \"$@\"",
                                 "timeout 5 \"$@\"",
                                 "flock /run/lock \"$@\"",
                                 "su -c \"$*\"",
                                 "if \"$@\"; then :; fi",
                                 "x=$(\"$@\")",
                                 ". \"$1\"",
                                 "sh \"$1\"",
                                 "exec @ARGV or die;",
                                 "system(@ARGV);",
                                 "subprocess.run(sys.argv[1:])",
                                 "os.execvp(sys.argv[1], sys.argv[1:])",
                                 "require('child_process').spawn(process.argv[2])"}) {
    CAPTURE(line);
    CHECK(runs_its_arguments("#!/bin/sh\nset -e\n" + line + "\nexit 0\n"));
  }
}

TEST_CASE("a script that hands its arguments to a program of its own is not") {
  for (const std::string line :
       {"exec /usr/lib/firefox/firefox \"$@\"", "program=\"$1\"", "# exec \"$@\"", "echo \"$@\"",
        "for arg in \"$@\"; do echo; done", "exec env A=b /opt/x/app \"$@\"", "case \"$1\" in",
        "if [ \"$1\" = x ]; then echo; fi", "print(sys.argv[1])", "set -- \"$@\" x", "find . \"$1\"", "tar -C . $1"}) {
    CAPTURE(line);
    CHECK_FALSE(runs_its_arguments("#!/bin/sh\n" + line + "\n"));
  }
}

TEST_CASE("no text is no such script") {
  CHECK_FALSE(runs_its_arguments(""));
  CHECK_FALSE(runs_its_arguments("\n\n"));
}
