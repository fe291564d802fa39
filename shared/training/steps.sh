# Steps of a training, for scripts that source this: each runs once, their lines go to $runs/train.log, an interruption ends all of them.
# Reads $runs, $done (a folder of the marks of finished steps) and $dry_run (not empty: only print).
running=()
declare -A name_of
trap '((${#running[@]} == 0)) || kill "${running[@]}" 2> /dev/null || true' EXIT
trap 'exit 130' INT TERM

say() {
  local line
  line=$(TZ=UTC printf '%(%FT%TZ)T %s' -1 "$*")
  echo "$line"
  [[ -n $dry_run ]] || echo "$line" >> "$runs/train.log"
}

said_by() { while IFS= read -r line; do say "$1: $line"; done; }

# start NAME COMMAND...: in the background, so that a signal to this script reaches the command.
start() {
  local name=$1
  shift
  say "$name: $*"
  [[ -z $dry_run ]] || return 0
  "$@" > >(said_by "$name") 2>&1 &
  running+=($!)
  name_of[$!]=$name
}

# finish: waits for everything that was started; the first failure ends all of it.
finish() {
  local ended status pid left
  while ((${#running[@]})); do
    status=0
    wait -n -p ended "${running[@]}" || status=$?
    ((status == 0)) || { say "${name_of[$ended]} failed with exit code $status"; exit 1; }
    left=()
    for pid in "${running[@]}"; do [[ $pid == "$ended" ]] || left+=("$pid"); done
    running=("${left[@]}")
  done
}

# step NAME INPUT... -- COMMAND...: unless it succeeded after the last change of its inputs.
step() {
  local name=$1 fresh=yes input
  shift
  [[ -e $done/$name ]] || fresh=''
  while [[ $1 != -- ]]; do
    input=$1
    [[ $done/$name -nt $input ]] || fresh=''
    shift
  done
  shift
  if [[ -n $fresh ]]; then
    say "$name: done before"
    return
  fi
  start "$name" "$@"
  finish
  [[ -n $dry_run ]] || touch "$done/$name"
}
