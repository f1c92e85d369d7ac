# ── units and waves ──

say() { printf '%s\n' "$*"; }

refuse() { # TEXT: says it and stops
  printf '%s\n' "$*" >&2
  exit 2
}

# The folder for what lives as long as this run.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'say "stopped; what CloudFormation has begun goes on there"; exit 130' INT TERM

regions='' kinds='' yes=no broken=''

choose_region() { # REGION: an argument of --region
  case $UNITS in *" $1 "*) regions="$regions $1 " ;; *) refuse "nothing is deployed in region '$1'" ;; esac
}

choose_kind() { # KIND: an argument of --stack
  case $UNITS in *"/$1."*) kinds="$kinds $1 " ;; *) refuse "there is no stack or cluster '$1'" ;; esac
}

kind_of() { # FILE: network of us-east-1/network.template.yaml
  local file=${1##*/}
  say "${file%%.*}"
}

region_is_chosen() { # REGION
  case $regions in '' | *" $1 "*) ;; *) return 1 ;; esac
}

kind_is_chosen() { # KIND
  case $kinds in '' | *" $1 "*) ;; *) return 1 ;; esac
}

# The chosen units, one a line, with the number of the wave in front.
chosen_units() {
  local wave=0 what region name file rest
  while read -r what region name file rest; do
    case $what in
      '') ;;
      wave) wave=$((wave + 1)) ;;
      *) if region_is_chosen "$region" && kind_is_chosen "$(kind_of "$file")"; then say "$wave $what $region $name $file $rest"; fi ;;
    esac
  done <<<"$UNITS"
}

# Finds out whose account this is: sets account and caller.
identify() {
  local answer
  answer=$(aws sts get-caller-identity --region "$ACCOUNT_REGION" --query '[Account, Arn]' --output text) ||
    refuse 'no AWS account: set AWS_PROFILE or sign in'
  account=${answer%%[[:space:]]*}
  caller=${answer##*[[:space:]]}
}

# What this run is about, in one line: sets subject.
describe() {
  local places counts
  places=$(awk '!seen[$3]++ { printf "%s%s", separator, $3; separator = ", " }' <<<"$units")
  counts=$(awk '
    { count[$2]++ }
    END {
      for (i = split("stack cluster", whats, " "); i > 0; i--) {
        what = whats[i]
        if (count[what]) text = count[what] " " what (count[what] == 1 ? "" : "s") (text ? " and " text : "")
      }
      print text
    }' <<<"$units")
  subject="$SYSTEM: $counts in $places, account $account"
}

confirm() { # QUESTION: goes on only if the answer is yes
  local answer
  [ "$yes" = no ] || return 0
  [ -t 0 ] || refuse 'nobody to ask: standard input is not a terminal; --yes goes on without asking'
  read -r -p "$1 [y/N] " answer || answer=''
  case $answer in y | Y | yes) ;; *) refuse 'nothing was done' ;; esac
}

prefixed() { # NAME: standard input, with the name before each line
  local line
  while IFS= read -r line; do
    [ -z "$line" ] || printf '%s | %s\n' "$1" "$line"
  done
}

# Runs ACTION_stack or ACTION_cluster for every chosen unit of a wave, all at the same time, and waits for all of them.
# Adds those that failed to broken.
run_wave() { # WAVE ACTION
  local wave what region name file capabilities traits label i
  local pids=() labels=()
  while read -r wave what region name file capabilities traits; do
    [ "$wave" = "$1" ] || continue
    label="$(kind_of "$file") in $region"
    { "$2_$what" "$region" "$name" "$file" "$capabilities" "$traits" 2>&1 | prefixed "$label"; } </dev/null &
    pids+=("$!")
    labels+=("$label")
  done <<<"$units"
  for ((i = 0; i < ${#pids[@]}; i++)); do
    wait "${pids[i]}" || broken="$broken${broken:+, }${labels[i]}"
  done
}

wave_title() { # WAVE: its units by kind
  awk -v wave="$1" '
    $1 == wave {
      kind = $5; sub(/.*\//, "", kind); sub(/\..*/, "", kind)
      if (!(kind in places)) order[++kinds] = kind
      places[kind] = places[kind] (places[kind] ? ", " : "") $3
    }
    END {
      for (i = 1; i <= kinds; i++) printf "%s%s in %s", (i > 1 ? "; " : ""), order[i], places[order[i]]
      print ""
    }' <<<"$units"
}

# ── CloudFormation ──

status_of() { # REGION STACK: its status; none if there is no such stack
  local error="$scratch/$1.$2.error"
  aws cloudformation describe-stacks --region "$1" --stack-name "$2" --query 'Stacks[0].StackStatus' --output text 2>"$error" && return
  if grep -q 'does not exist' "$error"; then
    say none
  else
    cat "$error" >&2
    return 1
  fi
}

# Waits until CloudFormation has done what an earlier run, or somebody else, began: until then it takes nothing else for the stack.
settled() { # REGION STACK: its status then
  local status try
  for ((try = 0; try < 160; try++)); do
    status=$(status_of "$1" "$2") || return
    case $status in
      REVIEW_IN_PROGRESS) ;; # empty, with nothing under way
      *_IN_PROGRESS)
        [ "$try" != 0 ] || say "$2 is in $status: waiting until that is done" >&2
        sleep $((10 + try)) # all of them are four hours, which is more than the longest watch of alarms after an update
        continue
        ;;
    esac
    say "$status"
    return
  done
  say "$2 is in $status after four hours still" >&2
  return 1
}

#: if clusters
cluster_exists() { # REGION NAME: 0 it is there, 1 it is not, 2 nobody can say
  local error="$scratch/$1.$2.error"
  eksctl get cluster --region "$1" --name "$2" >/dev/null 2>"$error" && return
  grep -qE 'ResourceNotFoundException|[Nn]o cluster found' "$error" && return 1
  cat "$error" >&2
  return 2
}

#: end
last_event() { # REGION STACK: the id of the newest event
  local events
  events=$(aws cloudformation describe-stack-events --region "$1" --stack-name "$2" --max-items 1 --query 'StackEvents[0].EventId' --output text) || return
  say "${events%%[[:space:]]*}"
}

# What CloudFormation says went wrong; cancelled resources are consequences and left out.
failed_events() { # REGION STACK LAST-EVENT-BEFORE
  aws cloudformation describe-stack-events --region "$1" --stack-name "$2" --output text \
    --query 'StackEvents[].[EventId, ResourceStatus, LogicalResourceId, ResourceType, ResourceStatusReason]' 2>/dev/null |
    awk -F '\t' -v last="$3" '
      $1 == last { exit }
      $2 ~ /FAILED$/ && $5 !~ /cancelled$/ { printf "%s %s (%s): %s\n", $2, $3, $4, $5 }' || true
}
