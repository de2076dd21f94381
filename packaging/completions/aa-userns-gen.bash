# bash completion for aa-userns-gen(8). Commands and options are those that its help names.

_aa_userns_gen_policies() {
    local file
    for file in /etc/aa-userns-gen/policies/*.yaml /usr/share/aa-userns-gen/policies/*.yaml; do
        file=${file##*/}
        # compgen -W expands its words: nothing but the name of a policy may get there.
        [[ $file =~ ^([a-z0-9-]+)\.yaml$ ]] && echo "${BASH_REMATCH[1]}"
    done
}

_aa_userns_gen() {
    local cur prev words cword split
    _init_completion -s || return
    local command=${words[1]} choices=
    case $prev in
        --root | --templates | --apparmorfs | --output | -o) _filedir -d && return ;;
        --parser | --metrics | --log) _filedir && return ;;
        --when) choices='restricted always' ;;
        --color) choices='auto always never' ;;
    esac
    if [[ -z $choices ]]; then
        $split && return
        if [[ $cword == 1 ]]; then
            choices="--help --version $(aa-userns-gen --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')"
        elif [[ $cur == -* ]]; then
            choices=$(aa-userns-gen "$command" --help 2>/dev/null | sed -n 's/^  \(-[a-zA-Z] \[ \)\{0,1\}\(--[a-z-]*\).*/\2/p')
        else
            case $command in
                check | render | plan | apply | show) choices=$(_aa_userns_gen_policies) && _filedir yaml ;;
                remove | status | verify)
                    choices=$(aa-userns-gen status --json 2>/dev/null | sed -n 's/^ *"name": "\([a-z0-9-]*\)",\{0,1\}$/\1/p')
                    ;;
                rollback | history)
                    choices="0 $(aa-userns-gen history --json 2>/dev/null |
                        sed -n '/"generations": \[$/,/\]/s/^ *\([0-9]*\),\{0,1\}$/\1/p')"
                    ;;
                help) choices=$(aa-userns-gen --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p') ;;
                doctor | suggest | new) _filedir ;;
            esac
        fi
    fi
    mapfile -t -O ${#COMPREPLY[@]} COMPREPLY < <(compgen -W "$choices" -- "$cur")
}

complete -F _aa_userns_gen aa-userns-gen
