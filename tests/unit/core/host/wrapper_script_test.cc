#include "core/host/wrapper_script.h"

#include <doctest/doctest.h>

#include <string>

using namespace aug;

TEST_CASE("a shell's script that does nothing but start a program is known by that") {
  CHECK(program_started_by("#!/bin/sh\nexec /opt/lib/app \"$@\"\n") == "/opt/lib/app");
  CHECK(program_started_by(
            "#! /usr/bin/env bash\nLIBDIR=/usr/lib/chromium\nAPPNAME='chromium'\n"
            "if [ -x x ]; then exec $LIBDIR/$APPNAME -g \"$@\"\nelse\n  exec \"${LIBDIR}/$APPNAME\" \"$@\"; fi\n") ==
        "/usr/lib/chromium/chromium");
  CHECK(program_started_by("#!/bin/dash\nexport A=/opt/a\n\"$A/run\" --x \"$@\"\n") == "/opt/a/run");
  CHECK(program_started_by("#!/bin/sh\nexec -a name /opt/lib/app\n") == "/opt/lib/app");
}

TEST_CASE("the interpreter of a script is in its first line") {
  CHECK(aug::interpreter_of("#!/bin/sh\n/x") == "/bin/sh");
  CHECK(aug::interpreter_of("#! /home/u/venv/bin/python -E") == "/home/u/venv/bin/python");
  CHECK(aug::interpreter_of("#!/usr/bin/env python3\n") == "/usr/bin/env");
  CHECK(aug::interpreter_of("#!/usr/bin/env -S /home/u/python -E\n") == "/home/u/python");
  CHECK(aug::interpreter_of("#!python\n") == "");
  CHECK(aug::interpreter_of("x\n#!/bin/sh") == "");
}

TEST_CASE("where the program cannot be told, or may be several, there is none") {
  for (const char* body :
       {"exec \"$@\"", "exec $UNKNOWN/app", "exec app", "exec /opt/a\nexec /opt/b", "A=/opt/a\nA=/opt/b\nexec $A",
        "A=$(which app)\nexec $A", "# exec /opt/a", "exec ${A:-/opt/a}", "A=`x`/app\nexec $A", ""}) {
    CAPTURE(body);
    CHECK(program_started_by(std::string("#!/bin/sh\n") + body + "\n").empty());
  }
  CHECK(program_started_by("#!/usr/bin/python3\nexec /opt/a\n").empty());
  CHECK(program_started_by("exec /opt/a\n").empty());
  CHECK(program_started_by("#!").empty());
}
