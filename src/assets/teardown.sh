#!/usr/bin/env bash
#: header
# Needs bash 3.2 or later and aws, version 1 or 2@eksctl@.

set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'END'
usage: teardown.sh [OPTION]...

Deletes what deploy.sh deployed, the last wave first. Lists what AWS keeps.

  --region REGION  only in this region; may be given more than once
  --stack KIND     only stacks of this kind (network), or this cluster; may be given more than once
  --delete-data    stacks that hold data as well
  --yes            do not ask
  --help           print this

Exit codes: 0 all is gone, 1 something failed, 2 refused.
END
}

SYSTEM='@system@'

# Where calls go that are about the account, not about a region.
ACCOUNT_REGION='@account-region@'

# What is deployed: `stack REGION NAME TEMPLATE CAPABILITIES TRAITS`, `cluster REGION NAME CONFIG - TRAITS`; a hyphen is none.
# `wave` waits for everything above it. Traits: guarded (holds data: termination protection and a stack policy), upload (too
# large for a request), nodes (has node groups).
UNITS='
#: units
'
#: if protected

# What AWS refuses to delete before its own protection is off: REGION STACK LOGICAL-ID TYPE.
PROTECTED='
#: protected
'
#: end

#: waves

teardown_stack() { # REGION NAME TEMPLATE CAPABILITIES TRAITS
  local status last id
  status=$(status_of "$1" "$2") || return
  if [ "$status" = none ]; then
    say 'is not there'
    return
  fi
  id=$(aws cloudformation describe-stacks --region "$1" --stack-name "$2" --query 'Stacks[0].StackId' --output text) || return
  status=$(settled "$1" "$2") || return
  if [ "$status" = none ]; then
    say 'deleted'
    kept "$1" "$id"
    return
  fi
  last=$(last_event "$1" "$2") || return
  case ",$5," in
    *,guarded,*) aws cloudformation update-termination-protection --region "$1" --stack-name "$2" --no-enable-termination-protection >/dev/null || return ;;
  esac
  say 'deleting'
  aws cloudformation delete-stack --region "$1" --stack-name "$2" || return
  if ! aws cloudformation wait stack-delete-complete --region "$1" --stack-name "$2"; then
    failed_events "$1" "$2" "$last"
    return 1
  fi
  say 'deleted'
  kept "$1" "$id"
}

# What a deleted stack leaves in the account, as its template wants.
kept() { # REGION STACK-ID
  aws cloudformation list-stack-resources --region "$1" --stack-name "$2" --output text \
    --query "StackResourceSummaries[?ResourceStatus=='DELETE_SKIPPED'].[ResourceType, PhysicalResourceId]" |
    awk '{ printf "kept: %s %s\n", $1, $2 }' || true
}
#: if clusters

teardown_cluster() { # REGION NAME CONFIG - TRAITS
  local there=0
  cluster_exists "$1" "$2" || there=$?
  case $there in
    1) say 'is not there'; return ;;
    2) return 1 ;;
  esac
  say 'deleting; volumes and load balancers that Kubernetes made are not part of it'
  # Pods that may not be evicted, CoreDNS among them, would hold the nodes back.
  eksctl delete cluster --region "$1" --name "$2" --disable-nodegroup-eviction --wait
}
#: end

# ── this run ──

delete_data=no
while [ $# -gt 0 ]; do
  case $1 in
    --region) choose_region "${2:-}"; shift ;;
    --stack) choose_kind "${2:-}"; shift ;;
    --delete-data) delete_data=yes ;;
    --yes) yes=yes ;;
    --help) usage; exit 0 ;;
    *) refuse "unknown option '$1'; see teardown.sh --help" ;;
  esac
  shift
done

units=$(chosen_units)
[ -n "$units" ] || refuse 'nothing of what was chosen is deployed together'
guarded=$(awk '$7 ~ /guarded/ { printf "%s%s in %s", separator, $4, $3; separator = ", " }' <<<"$units")
if [ -n "$guarded" ] && [ "$delete_data" = no ]; then
  refuse "these hold data: $guarded. --delete-data deletes them too; --stack chooses others. Nothing was done."
fi
identify
#: if account
[ "$account" = '@account@' ] || refuse "$SYSTEM is for account @account@, and these are credentials of $account"
#: end
describe
say "$subject ($caller)"
[ -z "$guarded" ] || say "These hold data: $guarded."
#: if protected
while read -r region stack id type; do
  case $units in *" $region $stack "*) say "Protected against deletion; if it is still so, switch it off by hand: $id ($type) of $stack in $region." ;; esac
done <<<"$PROTECTED"
#: end
confirm 'Delete?'

for wave in $(cut -d ' ' -f 1 <<<"$units" | uniq | sort -rn); do
  say "── wave $wave: $(wave_title "$wave")"
  run_wave "$wave" teardown
  if [ -n "$broken" ]; then
    say "── failed in wave $wave, after $SECONDS seconds: $broken"
    say 'Earlier waves were left alone. Run this again once the cause is removed.'
    exit 1
  fi
done
say "── done in $SECONDS seconds"
#: if shared

say 'Left, because other systems in the account may use them:'
cat <<'END'
#: shared
END
#: end
