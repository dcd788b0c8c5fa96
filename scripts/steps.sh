# Sourced by the other scripts: `step TITLE COMMAND...` announces a command and tells how long it
# took; a list of all steps follows when the script ends, however it ends.
# shellcheck shell=bash

steps=()
step_running=

step() {
    local title=$1 start=$SECONDS
    shift
    step_running=$title
    printf '\n==> %s\n' "$title"
    "$@"
    step_running=
    steps+=("$(printf '%5d s  %s' $((SECONDS - start)) "$title")")
    printf -- '--- %s: %d s\n' "$title" $((SECONDS - start))
}

steps_summary() {
    printf '\n'
    [[ ${#steps[@]} = 0 ]] || printf '%s\n' "${steps[@]}"
    [[ -z $step_running ]] || printf ' FAILED  %s\n' "$step_running"
    printf '%5d s  in all\n' "$SECONDS"
}
trap steps_summary EXIT
