#!/bin/sh
# The pictures of README.md: made of what they show, well formed, and with nothing from elsewhere. That the session is the demo's is
# held by five_minutes.sh, in a machine.
set -u
cd "$(dirname "$0")/../.." || exit
pictures=packaging/pictures
failures=0

holds() {
    sentence=$1
    shift
    if output=$("$@" 2>&1); then
        echo "ok - $sentence"
    else
        echo "not ok - $sentence"
        printf '%s\n' "$output" | sed 's/^/#   /'
        failures=$((failures + 1))
    fi
}

as_drawn() { /usr/bin/python3 $pictures/draw picture <$pictures/session.txt | diff - $pictures/session.svg; }
well_formed() { /usr/bin/python3 -c 'import sys, xml.dom.minidom as xml; [xml.parse(each) for each in sys.argv[1:]]' $pictures/*.svg; }
alone() { ! grep -nE 'href|@import|url\(|<script|<image|<foreignObject' $pictures/*.svg; }
shown() {
    for picture in "$pictures"/*.svg; do
        grep -qE "^!\\[[^]]{20,}\\]\\($picture\\)" README.md || { echo "not $picture, with words for who cannot see it" && return 1; }
    done
}
in_dark_mode() { grep -q 'prefers-color-scheme: dark' $pictures/apply.svg; }

holds "the picture of the session is what draw makes of its text" as_drawn
holds "each picture is well formed" well_formed
holds "and loads nothing" alone
holds "README.md shows each, and says what is on it" shown
holds "the drawing can be read in dark mode" in_dark_mode
[ $failures = 0 ]
