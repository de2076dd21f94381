"""The runner's own tests: a line for each, as any other test has. Each runs where it is defined."""
import contextlib
import io
import sys
import tempfile
import traceback
from pathlib import Path

sys.dont_write_bytecode = True
import main  # noqa: E402
import scripts  # noqa: E402
import table  # noqa: E402
from tally import Tally  # noqa: E402

sys.path.append(str(main.TESTS / "mutation"))
from finder import Finder  # noqa: E402


box = tempfile.TemporaryDirectory()


def test(function):
    sentence = function.__name__.replace("_", " ")
    try:
        function()
        print(f"ok - {sentence}")
    except Exception:
        print(f"not ok - {sentence}", *traceback.format_exc().splitlines(), sep="\n    ")


def tally_of(*lines, status=0):
    tally = Tally()
    for line in lines:
        tally.add(line)
    return str(tally), tally.end(status), str(tally)


def refusal(function, *arguments):
    try:
        function(*arguments)
    except (main.Usage, table.Mistake) as mistake:
        return str(mistake)
    return ""


def folder_with(machines, *scripts):
    folder = Path(tempfile.mkdtemp(dir=box.name))
    (folder / "machines").write_text(machines)
    for script in scripts:
        (folder / f"{script}.sh").touch(0o755)
    (folder / "shared.sh").touch(0o644)
    return folder


@test
def results_are_counted_and_nothing_else():
    counts, why, _ = tally_of("ok - a", "ok 12 - b", "not ok 2 - c", "    ok - shown", "skipped - d", "+ok - e", "okay - f")
    assert counts == "13 passed, 2 failed, 1 skipped" and not why


@test
def what_ends_badly_or_says_nothing_failed():
    assert tally_of("ok - a", status=1)[1:] == ("ended with exit status 1", "1 passed, 1 failed, 0 skipped")
    assert tally_of("not ok - a", status=1)[1:] == ("", "0 passed, 1 failed, 0 skipped")
    assert tally_of("nothing of ours")[1:] == ("has nothing to run", "0 passed, 1 failed, 0 skipped")


def report_of(output, status=0):
    run = table.Run(Path("/tests/kernel/a.sh"), "stock/sid", ("--disk",))
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        scripts.report(run, scripts.Outcome(status, output, 3.2))
    return printed.getvalue().splitlines()


@test
def a_script_is_one_line_and_all_that_it_printed_where_it_failed():
    name = "kernel/a on stock/sid --disk (3 s)"
    assert report_of("ok - a\nok - b\n# 7 points tried\n# more\n1..2\n") == [f"ok 2 - {name}", "# 7 points tried"]
    assert report_of("ok - a\nnot ok - b\n#   why\n", 1) == \
        [f"not ok 1 - {name}", "    ok - a", "    not ok - b", "    #   why", f"ok 1 - {name}"]
    assert report_of("ok - a\nboot: the kernel stopped\n", 125)[0] == f"not ok 1 - {name}: ended with exit status 125"
    assert report_of("ok - a\nskipped - no promtool\n") == [f"ok 1 - {name}", "skipped - no promtool"]
    assert report_of("no kernel\n", 77) == ["skipped - kernel/a on stock/sid --disk: no kernel"]


@test
def each_group_that_is_run_by_default_exists():
    assert set(main.DEFAULT) < set(main.all_groups())


@test
def words_behind_a_group_are_its_scripts():
    assert main.chosen(["kernel", "drift", "main_job", "unit"]) == [("kernel", ["drift", "main_job"]), ("unit", [])]
    assert main.chosen(["cli", "check", "packaging"]) == [("cli", ["check"]), ("packaging", [])]


@test
def a_word_that_is_neither_is_refused_with_what_may_be_meant():
    assert refusal(main.chosen, ["kernl"]) == "no group called kernl; did you mean 'kernel'?"
    assert refusal(main.chosen, ["drift"]) == "no group called drift; did you mean 'cli drift' or 'kernel drift'?"
    assert refusal(main.chosen, ["unit", "drift"]) == "no group called drift; did you mean 'cli drift' or 'kernel drift'?"
    assert refusal(main.chosen, ["kernel", "drfit"]) == "no group called drfit, nor a script of kernel; did you mean 'drift'?"
    assert "there are: arm64 bench" in refusal(main.chosen, ["qqqqqq"])


@test
def a_row_says_where_its_script_runs():
    folder = folder_with("# why\na  ubuntu/trixie stock/sid  --timeout 300\nb  host\n", "a", "b")
    runs = table.read_table(folder)
    assert [(run.script.stem, run.kernel, run.userland) for run in runs if run.on_machine] == \
        [("a", "ubuntu", "trixie"), ("a", "stock", "sid")]
    assert runs[1].command()[1:] == ["--kernel", "stock", "--userland", "sid", "--timeout", "300", folder / "a.sh"]
    assert runs[2].command() == [folder / "b.sh"]


@test
def machines_behind_a_bar_are_further_ones():
    folder = folder_with("a  ubuntu/trixie | stock/sid stock/trixie  --disk\nb  host\nc  first\n", "a", "b", "c")
    runs = table.read_table(folder)
    assert [(run.place, run.further) for run in runs if run.script.stem == "a"] == \
        [("ubuntu/trixie", False), ("stock/sid", True), ("stock/trixie", True)]

    def places(names, further):
        return [run.place for run in runs if scripts.wanted(run, names, further)]
    assert places([], False) == ["ubuntu/trixie", "host", "first"]
    assert places([], True) == ["stock/sid", "stock/trixie", "first"]
    assert places(["a"], False) == ["ubuntu/trixie", "stock/sid", "stock/trixie", "first"]


@test
def a_table_names_each_script_and_no_other():
    assert "has no row for b" in refusal(table.read_table, folder_with("a host\n", "a", "b"))
    assert "b.sh is no script" in refusal(table.read_table, folder_with("a host\nb host\n", "a"))
    assert "shared.sh is no script" in refusal(table.read_table, folder_with("shared host\n"))
    assert "'hots' of 'a' is neither" in refusal(table.read_table, folder_with("a hots\n", "a"))


@test
def the_tables_of_this_project_are_complete():
    assert all(table.read_table(path.parent) for path in main.TESTS.glob("*/machines"))


def mutants_of(*lines):
    return [mutant.what for mutant in Finder("\n".join(lines), 1).mutants]


@test
def a_mutant_is_a_condition_a_boundary_or_a_statement():
    assert mutants_of("void f() {", "  if (a()) b();", "}") == ["'a()' always holds", "'a()' never holds", "'b();' is dropped"]
    assert mutants_of("bool f() {", "  return a && !(b || c);", "}") == \
        ["'a && !(b || c)' never holds", "'a' always holds", "'b' never holds", "'c' never holds"]
    assert mutants_of("int f() {", "  for (int i = 0; i < n; ++i) {", "    break;", "  }", "}") == \
        ["'i < n' never holds", "'break;' is dropped", "i < n: < is <="]
    assert mutants_of("int f() {", "  const A<int> a = b;", "  if (const auto* c = a.d()) return c ? 1 : 2;", "}") == \
        ["'const auto* c = a.d()' never holds", "'c' always holds", "'c' never holds"]
    assert mutants_of("void f() {", "  switch (a) {", "    case 1:", "      break;", "    case 2:", "      break;", "  }", "}") == \
        ["'break;' is dropped"]


@test
def only_code_has_mutants():
    assert not mutants_of("#define A(x) if (x) y();", "// if (a) b();", "struct A { int a = b < c; };", "void f() {",
                          '  const char* text = R"(if (a) b();)";', "  assert(a == b);", "}")


@test
def all_mutants_are_written_asleep():
    finder = Finder("void f() {\n  if (a < b) c();\n}\n", 7)
    assert finder.mutated().replace("aug::mutants::", "") == \
        "void f() {\n  if (forced(7, 8, less(10, a , b))) is_active(9) ? void() : void(c());\n}\n"
