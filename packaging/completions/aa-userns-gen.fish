# fish completion for aa-userns-gen(8). Commands and options are those that its help names.

function __aa_userns_gen_commands
    aa-userns-gen --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\)  *\(.*\)/\1\t\2/p'
end

function __aa_userns_gen_options
    set -l words (commandline -opc)
    aa-userns-gen $words[2] --help 2>/dev/null |
        sed -n 's/^  \(-[a-zA-Z] \[ \)\{0,1\}\(--[a-z-]*\)\( \]\)\{0,1\}\( [A-Z]*\)\{0,1\}  *\(.*\)/\2\t\5/p'
end

function __aa_userns_gen_policies
    for file in /etc/aa-userns-gen/policies/*.yaml /usr/share/aa-userns-gen/policies/*.yaml
        basename $file .yaml
    end
end

function __aa_userns_gen_applied
    aa-userns-gen status --json 2>/dev/null | sed -n 's/^ *"name": "\([a-z0-9-]*\)",\{0,1\}$/\1/p'
end

function __aa_userns_gen_generations
    echo 0
    aa-userns-gen history --json 2>/dev/null | sed -n '/"generations": \[$/,/\]/s/^ *\([0-9]*\),\{0,1\}$/\1/p'
end

function __aa_userns_gen_before
    set -l words (commandline -opc)
    contains -- $words[-1] $argv
end

set -l folders --root --templates --apparmorfs --output -o
set -l files --parser --metrics --log
set -l values $folders $files --when --color
set -l seen __fish_seen_subcommand_from

complete -c aa-userns-gen -f
complete -c aa-userns-gen -n __fish_use_subcommand -a '(__aa_userns_gen_commands) --help --version'
complete -c aa-userns-gen -n "not __fish_use_subcommand; and not __aa_userns_gen_before $values; and string match -q -- '-*' (commandline -ct)" \
    -a '(__aa_userns_gen_options)'
complete -c aa-userns-gen -n "__aa_userns_gen_before $folders" -a '(__fish_complete_directories)'
complete -c aa-userns-gen -n "__aa_userns_gen_before $files" -F
complete -c aa-userns-gen -n '__aa_userns_gen_before --when' -a 'restricted always'
complete -c aa-userns-gen -n '__aa_userns_gen_before --color' -a 'auto always never'
complete -c aa-userns-gen -n "$seen check render plan apply show; and not __aa_userns_gen_before $values" -F -a '(__aa_userns_gen_policies)'
complete -c aa-userns-gen -n "$seen remove status verify; and not __aa_userns_gen_before $values" -a '(__aa_userns_gen_applied)'
complete -c aa-userns-gen -n "$seen rollback history; and not __aa_userns_gen_before $values" -a '(__aa_userns_gen_generations)'
complete -c aa-userns-gen -n "$seen doctor suggest new; and not __aa_userns_gen_before $values" -F
complete -c aa-userns-gen -n "$seen help; and not __aa_userns_gen_before $values" -a '(__aa_userns_gen_commands)'
