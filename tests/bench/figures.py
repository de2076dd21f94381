"""figures.py LOG FOLDER: what commands.py printed into LOG, as FOLDER/bench.json, as a table FOLDER/bench.md, and as a plot of time over
size, FOLDER/bench.svg."""
import json
import math
import sys
from pathlib import Path

SHOWN = {"parser": "#888888", "first apply": "#c0392b", "verify": "#8e44ad", "no change": "#2980b9", "check": "#27ae60"}
WIDTH, HEIGHT, LEFT, BOTTOM, RIGHT = 640, 400, 70, 50, 130


def place_of(row):
    host = f", {row['others']} others" if row.get("others") else ""
    return row.get("policy", f"{row.get('size')} {'present' if row.get('present') else 'absent'}") + host


def table(figures):
    """A row for each thing that was timed, a column for each size."""
    places = list(dict.fromkeys(place_of(row) for row in figures))
    cells = {}
    for row in (row for row in figures if "ms" in row):
        ratio = "" if row["of_parser"] is None else f" ({row['of_parser']})"
        cells.setdefault(row["what"], {})[place_of(row)] = f"{row['ms']:.0f}{ratio}"
    lines = ["| ms (ratio to the parser) | " + " | ".join(places) + " |", "|---" * (len(places) + 1) + "|"]
    lines += [f"| {what} | " + " | ".join(of.get(place, "") for place in places) + " |" for what, of in cells.items()]
    lines += [f"\n{place_of(row)}, {row['what']}: {row['calls']} system calls, {row['bytes_written']} bytes written"
              for row in figures if "calls" in row]
    return "\n".join(lines) + "\n"


def scale(values, length):
    """Where a value is on an axis of decades that has all of them; and the decades."""
    low = math.floor(math.log10(min(values)))
    high = max(math.ceil(math.log10(max(values))), low + 1)
    return lambda value: (math.log10(value) - low) / (high - low) * length, [10**power for power in range(low, high + 1)]


def plot(figures):
    """Both axes are logarithmic: what takes the same time for each profile is a line of slope one."""
    rows = [row for row in figures if row.get("present") and not row.get("others") and row["what"] in SHOWN]
    x_of, sizes = scale([row["size"] for row in rows], WIDTH - LEFT - RIGHT)
    y_of, times = scale([row["ms"] for row in rows], HEIGHT - 2 * BOTTOM)

    def point(size, milliseconds):
        return LEFT + x_of(size), HEIGHT - BOTTOM - y_of(milliseconds)

    def text(x, y, words, anchor="middle", colour="#555555"):
        return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'

    lines = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>', text(WIDTH / 2, 25, "milliseconds over the number of profiles")]
    for size in sizes:
        x, y = point(size, times[0])
        lines += [f'<path d="M{x:.0f} {y:.0f}V{BOTTOM}" stroke="#dddddd"/>', text(x, y + 18, size)]
    for milliseconds in times:
        x, y = point(sizes[0], milliseconds)
        lines += [f'<path d="M{x:.0f} {y:.0f}H{WIDTH - RIGHT}" stroke="#dddddd"/>', text(x - 8, y + 4, milliseconds, "end")]
    for what, colour in SHOWN.items():
        points = [point(row["size"], row["ms"]) for row in rows if row["what"] == what]
        lines.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in points)}"/>')
        name = "apparmor_parser -r" if what == "parser" else what
        lines.append(text(points[-1][0] + 8, points[-1][1] + 4, name, "start", colour))
    return "\n".join([*lines, "</svg>"]) + "\n"


def main():
    figures = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines() if line.startswith("{")]
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "bench.json").write_text(json.dumps(figures, indent=1) + "\n")
    (folder / "bench.md").write_text(table(figures))
    (folder / "bench.svg").write_text(plot(figures))


main()
