#!/usr/bin/env bash
#: header
# Needs bash 3.2 or later and aws, version 1 or 2@eksctl@.

set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'END'
usage: deploy.sh [OPTION]...

Deploys wave after wave; what is in one wave at the same time. It may be run again at any time: what is up to date is left alone.

  --region REGION  only in this region; may be given more than once
  --stack KIND     only stacks of this kind (network), or this cluster; may be given more than once
  --dry-run        show what would change; change nothing
  --drift          before a stack is updated, report what was changed behind CloudFormation's back
#: if alarms
  --no-alarms      do not let alarms take updates back: for the update that mends what they complain of
#: end
#: if pods
  --print FILE     print a file of Kubernetes objects with its addresses filled in, for kubectl apply -f -; do nothing else
#: end
  --role-arn ARN   let CloudFormation use this role instead of your own rights; it keeps a stack's role for later runs
  --yes            do not ask
  --help           print this

Exit codes: 0 all is deployed, 1 something failed, 2 refused.
END
}

SYSTEM='@system@'

# Where calls go that are about the account, not about a region.
ACCOUNT_REGION='@account-region@'

# What is deployed: `stack REGION NAME TEMPLATE CAPABILITIES TRAITS`, `cluster REGION NAME CONFIG - TRAITS`; a hyphen is none.
# `wave` waits for everything above it. Traits: guarded (holds data: termination protection and a stack policy), upload (too
# large for a request), nodes (has node groups).
#: if replicas
# What has the trait replicas has tables whose replicas come and go one by one.
#: end
UNITS='
#: units
'
#: if wires

# Parameters: REGION STACK PARAMETER, then where the value comes from: REGION STACK OUTPUT.
WIRES='
#: wires
'
#: end
#: if holes

# What is filled in before eksctl or kubectl reads a file: FILE HOLE, then where the value comes from: REGION STACK OUTPUT.
#: if lookups
# A hyphen for the stack: it is a parameter of Systems Manager.
#: end
HOLES='
#: holes
'
#: end
#: if identities

# Roles of Kubernetes service accounts: REGION CLUSTER NAMESPACE SERVICE-ACCOUNT, then where the ARN comes from: STACK OUTPUT.
IDENTITIES='
#: identities
'
#: end
#: if pods

# Kubernetes objects for people to apply: REGION FILE CLUSTER.
PODS='
#: pods
'
#: end
#: if uploads

# Archives that stacks read: REGION STACK FILE KEY. A key holds a digest of the archive, so what is there already is right.
UPLOADS='
#: uploads
'
#: end
#: if preflight

# What the account must have first: `region REGION` enabled, `service-role SERVICE ROLE`, `bucket REGION`, `api-logs REGION`.
PREFLIGHT='
#: preflight
'
#: end
#: if alarms

# Alarms that take an update back while it runs and in the minutes after it: REGION STACK LOGICAL-ID, or REGION - NAME.
MONITORING=@monitoring@
ALARMS='
#: alarms
'
#: end
#: if guarded

# Of a guarded stack, an update may not replace or delete resources of these types. Who means to do so gives the stack a policy
# that allows it (aws cloudformation set-stack-policy); the run that does it sets this one again.
STACK_POLICY='{"Statement": [
  {"Effect": "Allow", "Principal": "*", "Action": "Update:*", "Resource": "*"},
  {"Effect": "Deny", "Principal": "*", "Action": ["Update:Replace", "Update:Delete"], "Resource": "*", "Condition":
    {"StringEquals": {"ResourceType": [
#: guarded
    ]}}}
]}'
#: end

#: waves

deploy_stack() { # REGION NAME TEMPLATE CAPABILITIES TRAITS
  local status last=''
  status=$(settled "$1" "$2") || return
  [ "$status" != REVIEW_IN_PROGRESS ] || status=none # it has change sets, and nothing else
  if [ "$status" = ROLLBACK_COMPLETE ]; then
    # Only a stack whose first creation failed is in this state: there is nothing in it, and it takes no update.
    say 'its first creation failed: deleting what is left of it'
    aws cloudformation delete-stack --region "$1" --stack-name "$2" || return
    aws cloudformation wait stack-delete-complete --region "$1" --stack-name "$2" || return
    status=none
  fi
  if [ "$status" = ROLLBACK_FAILED ]; then
    say 'its first creation failed, and so did taking it back: a protected store is in the way. These are left:'
    aws cloudformation describe-stack-resources --region "$1" --stack-name "$2" --output text \
      --query "StackResources[?ResourceStatus=='DELETE_FAILED'].[ResourceType, PhysicalResourceId, ResourceStatusReason]" || return
    say "switch off their deletion protection, then: aws cloudformation delete-stack --region $1 --stack-name $2"
    return 1
  fi
  if [ "$status" != none ]; then
    [ "$drift" = no ] || report_drift "$1" "$2" || return
    last=$(last_event "$1" "$2") || return
  fi
  #: if uploads
  upload_for "$1" "$2" || return
  #: end
  #: if replicas
  case ",$5," in
    *,replicas,*)
      if [ "$status" != none ] && ! step_replicas "$@"; then
        failed_events "$1" "$2" "$last"
        return 1
      fi
      ;;
  esac
  #: end
  if ! change "$@"; then
    failed_events "$1" "$2" "$last"
    return 1
  fi
  #: if guarded
  case ",$5," in *,guarded,*) guard "$1" "$2" || return ;; esac
  #: end
}

change() { # REGION NAME TEMPLATE CAPABILITIES TRAITS [OPTION]...
  local region=$1 name=$2 template=$3 capabilities=$4 traits=$5
  shift 5
  [ "$capabilities" = - ] || set -- "$@" --capabilities "$capabilities"
  [ -z "$role" ] || set -- "$@" --role-arn "$role"
  #: if upload
  case ",$traits," in
    *,upload,*)
      set -- "$@" --s3-bucket "$(bucket "$region")" --s3-prefix "$name"
      ;;
  esac
  #: end
  #: if wires
  local values value
  values=$(parameters "$region" "$name" "$template") || return
  if [ -n "$values" ]; then
    set -- "$@" --parameter-overrides
    while IFS= read -r value; do
      set -- "$@" "$value"
    done <<<"$values"
  fi
  #: end
  #: if alarms
  if [ "$action" = deploy ]; then
    case $(status_of "$region" "$name") in
      none | REVIEW_IN_PROGRESS) ;; # nothing that alarms could be about
      *) update_watched "$region" "$name" "$template" "$capabilities" "$traits"; return ;;
    esac
  fi
  #: end
  aws cloudformation deploy --region "$region" --stack-name "$name" --template-file "$template" --no-fail-on-empty-changeset "$@"
}
#: if replicas

# AWS adds or removes one replica of a table in an update. Where the template asks for more, all but the last such step are made here:
# replicas leave the deployed template one by one, then come into the new one.
step_replicas() { # REGION NAME TEMPLATE CAPABILITIES TRAITS
  local deployed="$scratch/$1.$2.deployed" step="$scratch/$1.$2.step" gone added leave=0 come=0 i
  aws cloudformation get-template --region "$1" --stack-name "$2" --template-stage Original --query TemplateBody --output text >"$deployed" || return
  gone=$(replicas_only_in "$deployed" "$3") || return
  added=$(replicas_only_in "$3" "$deployed") || return
  [ -z "$gone" ] || leave=$(cut -d ' ' -f 1 <<<"$gone" | sort -n | tail -n 1)
  [ -z "$added" ] || come=$(cut -d ' ' -f 1 <<<"$added" | sort -n | tail -n 1)
  if [ "$come" -gt 0 ]; then come=$((come - 1)); else leave=$((leave - 1)); fi
  for ((i = 1; i <= leave; i++)); do
    say "removing replicas, step $i: $(awk -v step="$i" '$1 == step { printf "%s%s in %s", separator, $2, $3; separator = ", " }' <<<"$gone")"
    without_replicas "$deployed" 1 "$i" <<<"$gone" >"$step" || return
    change "$1" "$2" "$step" "$4" "$5" || return
  done
  for ((i = 1; i <= come; i++)); do
    say "adding replicas, step $i: $(awk -v step="$i" '$1 == step { printf "%s%s in %s", separator, $2, $3; separator = ", " }' <<<"$added")"
    without_replicas "$3" $((i + 1)) 1000 <<<"$added" >"$step" || return
    change "$1" "$2" "$step" "$4" "$5" || return
  done
}

# NUMBER TABLE REGION of each replica that only the first template has of a table that both have, numbered for each table.
# Strongly consistent tables are left out: they get their replicas at once.
replicas_only_in() { # TEMPLATE OTHER
  awk '
    FNR == 1 { file++ }
    /^  [A-Za-z0-9]+:$/ { table = $1; sub(/:$/, "", table) }
    /^      [A-Za-z]/ { listed = $1 == "Replicas:" }
    /^      MultiRegionConsistency: STRONG$/ { table = "" }
    listed && table != "" && /^        - / {
      region = $0; sub(/^.*Region: /, "", region); sub(/[,}].*$/, "", region)
      if (file == 1) { known[table]; there[table, region] }
      else if ((table in known) && !((table, region) in there)) print ++count[table], table, region
    }' "$2" "$1"
}

# The template without those of the replicas on standard input whose number is in the range.
without_replicas() { # TEMPLATE FIRST LAST
  awk -v first="$2" -v last="$3" '
    FNR == 1 { file++ }
    file == 1 { if ($1 + 0 >= first + 0 && $1 + 0 <= last + 0) drop[$2, $3]; next }
    /^  [A-Za-z0-9]+:$/ { table = $1; sub(/:$/, "", table) }
    /^      [A-Za-z]/ { listed = $1 == "Replicas:" }
    !/^         / { skip = 0 }
    listed && /^        - / {
      region = $0; sub(/^.*Region: /, "", region); sub(/[,}].*$/, "", region)
      skip = (table, region) in drop
    }
    !skip' - "$1"
}
#: end

#: if alarms
# What `aws cloudformation deploy` does for a stack that is there, with rollback triggers, which it does not take.
update_watched() { # REGION NAME TEMPLATE CAPABILITIES TRAITS
  local region=$1 name=$2 template=$3 capabilities=$4 traits=$5 set triggers reason
  set="deploy-$(date +%s)"
  triggers=$(triggers "$region" "$name") || return
  set -- --template-body "file://$template"
  #: if upload
  case ",$traits," in
    *,upload,*)
      aws s3 cp --region "$region" --only-show-errors "$template" "s3://$(bucket "$region")/$name/$set" || return
      set -- --template-url "https://$(bucket "$region").s3.$region.@dns-suffix@/$name/$set"
      ;;
  esac
  #: end
  [ "$capabilities" = - ] || set -- "$@" --capabilities "$capabilities"
  [ -z "$role" ] || set -- "$@" --role-arn "$role"
  #: if wires
  local values value given=()
  values=$(parameters "$region" "$name" "$template") || return
  while IFS= read -r value; do
    [ -z "$value" ] || given+=("ParameterKey=${value%%=*},ParameterValue=\"${value#*=}\"")
  done <<<"$values"
  #: if replicas
  # The deployed template, without some replicas, may have parameters that the new one has not.
  for value in $(declared "$template"); do
    grep -q "^$value=" <<<"$values" || given+=("ParameterKey=$value,UsePreviousValue=true")
  done
  #: end
  [ ${#given[@]} = 0 ] || set -- "$@" --parameters "${given[@]}"
  #: end
  aws cloudformation create-change-set --region "$region" --stack-name "$name" --change-set-name "$set" --change-set-type UPDATE \
    --rollback-configuration "$triggers" "$@" >/dev/null || return
  if ! aws cloudformation wait change-set-create-complete --region "$region" --stack-name "$name" --change-set-name "$set" 2>/dev/null; then
    reason=$(aws cloudformation describe-change-set --region "$region" --stack-name "$name" --change-set-name "$set" --query StatusReason --output text) || return
    aws cloudformation delete-change-set --region "$region" --stack-name "$name" --change-set-name "$set" || return
    case $reason in *"didn't contain changes"* | *'No updates are to be performed'*) say 'no change'; return ;; esac
    say "$reason"
    return 1
  fi
  case $triggers in
    *Arn*) say "updating; alarms are watched until $MONITORING minutes after" ;;
    *) say 'updating' ;;
  esac
  aws cloudformation execute-change-set --region "$region" --stack-name "$name" --change-set-name "$set" || return
  # The command gives up after an hour, which is less than AWS may watch.
  until aws cloudformation wait stack-update-complete --region "$region" --stack-name "$name" 2>/dev/null; do
    case $(status_of "$region" "$name") in UPDATE_IN_PROGRESS | UPDATE_COMPLETE_CLEANUP_IN_PROGRESS | UPDATE_ROLLBACK_*IN_PROGRESS) continue ;; esac
    aws cloudformation describe-stack-events --region "$region" --stack-name "$name" --output text \
      --query "StackEvents[?ResourceStatus=='UPDATE_ROLLBACK_IN_PROGRESS'] | [0].ResourceStatusReason"
    return 1
  done
}

# The rollback configuration of an update: the alarms of the region that exist, without those of the stack itself.
triggers() { # REGION STACK
  local region stack name found arn kind separator='' list='' minutes=$MONITORING
  while [ "$alarms" = yes ] && read -r region stack name; do
    [ "$region" = "$1" ] && [ "$stack" != "$2" ] || continue
    if [ "$stack" != - ]; then
      # Not there before the stack that has it is first deployed.
      name=$(aws cloudformation describe-stack-resource --region "$1" --stack-name "$stack" --logical-resource-id "$name" \
        --query StackResourceDetail.PhysicalResourceId --output text 2>/dev/null) || continue
    fi
    found=$(aws cloudwatch describe-alarms --region "$1" --alarm-names "$name" --alarm-types MetricAlarm CompositeAlarm --output text \
      --query "[MetricAlarms[].[AlarmArn, 'AWS::CloudWatch::Alarm'], CompositeAlarms[].[AlarmArn, 'AWS::CloudWatch::CompositeAlarm']][]") || return
    IFS=$'\t' read -r arn kind <<<"$found" || true
    [ -n "$arn" ] || continue
    # shellcheck disable=SC2001 # bash 3.2 and 5.2 differ in what a replacement in ${//} means
    arn=$(sed 's/["\\]/\\&/g' <<<"$arn")
    list="$list$separator{\"Arn\": \"$arn\", \"Type\": \"$kind\"}"
    separator=', '
  done <<<"$ALARMS"
  # Without an alarm CloudFormation would wait for nothing.
  [ -n "$list" ] || minutes=0
  say "{\"RollbackTriggers\": [$list], \"MonitoringTimeInMinutes\": $minutes}"
}

#: end
#: if pods
choose_print() { # FILE: the argument of --print
  case $PODS in *" $1 "*) print=$1 ;; *) refuse "'$1' is no file of Kubernetes objects" ;; esac
}

#: end
choose_role() { # ARN: the argument of --role-arn
  case $1 in arn:*:iam::*:role/*) role=$1 ;; *) refuse "'$1' is no ARN of a role" ;; esac
}

report_drift() { # REGION STACK
  local id status found
  id=$(aws cloudformation detect-stack-drift --region "$1" --stack-name "$2" --query StackDriftDetectionId --output text) || return
  while
    status=$(aws cloudformation describe-stack-drift-detection-status --region "$1" --stack-drift-detection-id "$id" --query DetectionStatus --output text) || return
    [ "$status" = DETECTION_IN_PROGRESS ]
  do
    sleep 3
  done
  found=$(aws cloudformation describe-stack-resource-drifts --region "$1" --stack-name "$2" --stack-resource-drift-status-filters MODIFIED DELETED \
    --query 'StackResourceDrifts[].[StackResourceDriftStatus, LogicalResourceId, ResourceType]' --output text) || return
  if [ -z "$found" ]; then
    say 'no drift'
  else
    awk '{ printf "drift: %s %s (%s)\n", $1, $2, $3 }' <<<"$found"
  fi
}

preview_stack() { # REGION NAME TEMPLATE CAPABILITIES TRAITS
  local status result=0
  #: if upload
  case ",$5," in
    *,upload,*)
      if ! bucket_exists "$1"; then
        touch "$scratch/incomplete"
        say "not compared: the template is too large for a request, and there is no bucket $(bucket "$1") yet"
        return
      fi
      ;;
  esac
  #: end
  status=$(settled "$1" "$2") || return
  case $status in
    ROLLBACK_COMPLETE)
      touch "$scratch/incomplete"
      say 'its first creation failed: it would be deleted and created again'
      ;;
    none | REVIEW_IN_PROGRESS)
      touch "$scratch/incomplete"
      if [ "$blind" = yes ]; then
        say 'would be created, after stacks that do not exist yet'
      else
        preview_changes "$@" || result=1
      fi
      # The empty stack that a change set for a new stack leaves behind, be it of a dry run that was stopped.
      [ "$(status_of "$1" "$2")" != REVIEW_IN_PROGRESS ] || aws cloudformation delete-stack --region "$1" --stack-name "$2" || return
      ;;
    *) preview_changes "$@" || result=1 ;;
  esac
  return "$result"
}

# Makes a change set, shows it and takes it away again.
preview_changes() { # REGION NAME TEMPLATE CAPABILITIES TRAITS
  local said id
  if ! said=$(change "$@" --no-execute-changeset 2>&1); then
    say "$said"
    [ "$blind" = yes ] || return 1
    say 'it may read outputs that do not exist before the waves above are deployed'
    return
  fi
  id=$(sed -n 's/.*\(arn:[^ ]*:changeSet\/[^ ]*\).*/\1/p' <<<"$said")
  if [ -z "$id" ]; then
    say 'no change'
    return
  fi
  aws cloudformation describe-change-set --region "$1" --change-set-name "$id" --output text \
    --query 'Changes[].ResourceChange.[Action, LogicalResourceId, ResourceType, Replacement]' |
    awk -F '\t' '{ printf "would %s %s (%s)%s\n", tolower($1), $2, $3, ($4 == "True" ? ", replaced" : $4 == "Conditional" ? ", perhaps replaced" : "") }' || return
  aws cloudformation delete-change-set --region "$1" --change-set-name "$id"
}
#: if guarded

guard() { # REGION STACK
  aws cloudformation set-stack-policy --region "$1" --stack-name "$2" --stack-policy-body "$STACK_POLICY" || return
  aws cloudformation update-termination-protection --region "$1" --stack-name "$2" --enable-termination-protection >/dev/null
}
#: end
#: if buckets

# ── the bucket for code, and for templates that do not fit into a request ──

bucket() { # REGION
  say "@bucket@-$account-$1"
}

bucket_exists() { # REGION
  aws s3api head-bucket --region "$1" --bucket "$(bucket "$1")" --expected-bucket-owner "$account" >/dev/null 2>&1
}

need_bucket() { # REGION
  local bucket configuration=()
  bucket=$(bucket "$1")
  if bucket_exists "$1"; then
    [ "$dry_run" = no ] || return 0
  elif [ "$dry_run" = yes ]; then
    say "would create the bucket $bucket"
    return
  else
    [ "$1" = us-east-1 ] || configuration=(--create-bucket-configuration "LocationConstraint=$1")
    say "creating the bucket $bucket"
    aws s3api create-bucket --region "$1" --bucket "$bucket" ${configuration[@]+"${configuration[@]}"} >/dev/null || return
  fi
  # Setting them again changes nothing, and mends a run that stopped between two of them.
  aws s3api put-public-access-block --region "$1" --bucket "$bucket" --public-access-block-configuration \
    BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true || return
  aws s3api put-bucket-encryption --region "$1" --bucket "$bucket" --server-side-encryption-configuration \
    '{"Rules": [{"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}}]}' || return
  aws s3api put-bucket-versioning --region "$1" --bucket "$bucket" --versioning-configuration Status=Enabled
}
#: end
#: if uploads

upload_for() { # REGION STACK: what is not in the bucket yet
  local region stack file key bucket
  bucket=$(bucket "$1")
  while read -r region stack file key; do
    [ "$region $stack" = "$1 $2" ] || continue
    aws s3api head-object --region "$region" --bucket "$bucket" --key "$key" >/dev/null 2>&1 && continue
    say "uploading $file"
    aws s3api put-object --region "$region" --bucket "$bucket" --key "$key" --body "$file" >/dev/null || return
  done <<<"$UPLOADS"
}
#: end
#: if outputs

# ── values that pass from stack to stack ──

output_of() { # REGION STACK OUTPUT: its value
  local file="$scratch/$1.$2.outputs" new value
  if [ ! -e "$file" ]; then
    new=$(mktemp "$scratch/outputs.XXXXXX") || return
    aws cloudformation describe-stacks --region "$1" --stack-name "$2" --query 'Stacks[0].Outputs[].[OutputKey, OutputValue]' --output text >"$new" || return
    mv "$new" "$file" || return
  fi
  value=$(awk -F '\t' -v key="$3" '$1 == key { print $2; exit }' "$file")
  if [ -z "$value" ]; then
    say "$2 in $1 has no output $3" >&2
    return 1
  fi
  say "$value"
}
#: end
#: if wires

parameters() { # REGION STACK TEMPLATE: NAME=VALUE for each of its parameters
  local region stack parameter from_region from_stack output value
  while read -r region stack parameter from_region from_stack output; do
    [ "$region $stack" = "$1 $2" ] || continue
    #: if replicas
    # A step from the deployed template has those of that one.
    case $3 in "$scratch"/*) grep -qx "$parameter" <<<"$(declared "$3")" || continue ;; esac
    #: end
    value=$(output_of "$from_region" "$from_stack" "$output") || return
    say "$parameter=$value"
  done <<<"$WIRES"
}
#: if replicas

declared() { # TEMPLATE: its parameters that have no default
  awk '
    function tell() { if (name != "") print name; name = "" }
    /^[^ ]/ { tell(); within = $1 == "Parameters:" }
    within && /^  [A-Za-z0-9]+:$/ { tell(); name = $1; sub(/:$/, "", name) }
    within && /^    Default:/ { name = "" }
    END { tell() }' "$1"
}
#: end
#: end
#: if clusters

# ── clusters ──

deploy_cluster() { # REGION NAME CONFIG - TRAITS
  local config=$3 there=0
  #: if holes
  config=$(filled "$3") || return
  #: end
  cluster_exists "$1" "$2" || there=$?
  [ "$there" != 2 ] || return
  if [ "$there" = 1 ]; then
    # A deployment leaves its caller's kubeconfig alone.
    if ! eksctl create cluster --config-file "$config" --write-kubeconfig=false; then
      say "the next run can create it only after: eksctl delete cluster --region $1 --name $2"
      return 1
    fi
    #: if pods
    say_pods "$1" "$2"
    #: end
    return
  fi
  settled "$1" "eksctl-$2-cluster" >/dev/null || return
  say 'exists: node groups that are missing are created; what else changed in the file, eksctl must be told by hand:'
  say "  version: eksctl upgrade cluster --region $1 --name $2 --version VERSION --approve"
  say '  a node group: give it a new name here, then eksctl delete nodegroup; the network cannot change'
  #: if identities
  need_identities "$1" "$2" || return
  #: end
  case ",$5," in *,nodes,*) eksctl create nodegroup --config-file "$config" || return ;; esac
  #: if pods
  say_pods "$1" "$2"
  #: end
}
#: if identities

need_identities() { # REGION CLUSTER: the service accounts that have no role yet get theirs
  local region cluster namespace account stack output there role
  while read -r region cluster namespace account stack output; do
    [ "$region $cluster" = "$1 $2" ] || continue
    there=$(aws eks list-pod-identity-associations --region "$1" --cluster-name "$2" --namespace "$namespace" --service-account "$account" \
      --query 'length(associations)' --output text) || return
    [ "$there" = 0 ] || continue
    role=$(output_of "$1" "$stack" "$output") || return
    say "giving the service account $namespace/$account its role"
    aws eks create-pod-identity-association --region "$1" --cluster-name "$2" --namespace "$namespace" --service-account "$account" \
      --role-arn "$role" >/dev/null || return
  done <<<"$IDENTITIES"
}
#: end
#: if pods

say_pods() { # REGION CLUSTER: what is left to do by hand
  local region file cluster
  while read -r region file cluster; do
    [ "$region $cluster" = "$1 $2" ] || continue
    say "what its pods need, if it is new or has changed: ./deploy.sh --print $file | kubectl apply -f -"
  done <<<"$PODS"
}
#: end

preview_cluster() { # REGION NAME CONFIG - TRAITS
  local there=0
  cluster_exists "$1" "$2" || there=$?
  case $there in
    0) say 'exists: node groups that are missing would be created' ;;
    1) say 'would be created' ;;
    *) return 1 ;;
  esac
}
#: end
#: if holes

filled() { # FILE: the path of a copy without holes
  local copy="$scratch/${1//\//.}" file hole region stack output value
  cp "$1" "$copy" || return
  while read -r file hole region stack output; do
    [ "$file" = "$1" ] || continue
    #: if lookups
    [ "$stack" != - ] ||
      value=$(aws ssm get-parameter --region "$region" --name "$output" --query Parameter.Value --output text) || return
    #: end
    #: if outputs
    #: if lookups
    [ "$stack" = - ] ||
    #: end
    value=$(output_of "$region" "$stack" "$output") || return
    #: end
    # shellcheck disable=SC2001 # bash 3.2 and 5.2 differ in what a replacement in ${//} means
    value=$(sed 's/[&|\]/\\&/g' <<<"$value")
    sed "s|$hole|$value|g" "$copy" >"$copy.next" || return
    mv "$copy.next" "$copy" || return
  done <<<"$HOLES"
  say "$copy"
}
#: end
#: if preflight

# ── what the account must have ──

preflight() {
  local words
  while read -r -a words; do
    case ${words[0]:-} in
      #: if opt-in
      region) ! region_is_chosen "${words[1]}" || need_region "${words[1]}" || return ;;
      #: end
      #: if service-roles
      service-role) need_service_role "${words[1]}" "${words[2]}" || return ;;
      #: end
      #: if buckets
      bucket) ! region_is_chosen "${words[1]}" || need_bucket "${words[1]}" || return ;;
      #: end
      #: if api-logs
      api-logs) ! region_is_chosen "${words[1]}" || need_api_logs "${words[1]}" || return ;;
      #: end
    esac
  done <<<"$PREFLIGHT"
}
#: end
#: if opt-in

need_region() { # REGION
  local status
  status=$(aws ec2 describe-regions --region "$ACCOUNT_REGION" --all-regions --region-names "$1" --query 'Regions[0].OptInStatus' --output text) || return
  [ "$status" = not-opted-in ] || return 0
  say "$1 is not enabled in account $account; it takes minutes to hours: aws account enable-region --region-name $1" >&2
  return 1
}
#: end
#: if service-roles

need_service_role() { # SERVICE ROLE
  aws iam get-role --region "$ACCOUNT_REGION" --role-name "$2" >/dev/null 2>&1 && return
  if [ "$dry_run" = yes ]; then
    say "would create the service-linked role $2"
    return
  fi
  say "creating the service-linked role $2"
  aws iam create-service-linked-role --region "$ACCOUNT_REGION" --aws-service-name "$1" >/dev/null
}
#: end
#: if api-logs

# API Gateway writes logs with one role for all APIs of a region; without it a stage that logs is refused.
need_api_logs() { # REGION
  local role name=ApiGatewayLogs arn partition try
  role=$(aws apigateway get-account --region "$1" --query cloudwatchRoleArn --output text) || return
  case $role in arn:*) return 0 ;; esac
  if [ "$dry_run" = yes ]; then
    say "would let API Gateway write logs in $1, with the role $name"
    return
  fi
  partition=$(cut -d : -f 2 <<<"$caller")
  say "letting API Gateway write logs in $1, with the role $name"
  if ! aws iam get-role --region "$ACCOUNT_REGION" --role-name "$name" >/dev/null 2>&1; then
    aws iam create-role --region "$ACCOUNT_REGION" --role-name "$name" --assume-role-policy-document \
      '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Service": "apigateway.amazonaws.com"}, "Action": "sts:AssumeRole"}]}' >/dev/null || return
  fi
  # Attaching again changes nothing, and mends a run that stopped between the two.
  aws iam attach-role-policy --region "$ACCOUNT_REGION" --role-name "$name" \
    --policy-arn "arn:$partition:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs" || return
  arn="arn:$partition:iam::$account:role/$name"
  # A new role is known everywhere only after some seconds.
  for try in 1 2 3 4 5 6; do
    aws apigateway update-account --region "$1" --patch-operations "op=replace,path=/cloudwatchRoleArn,value=$arn" >/dev/null && return
    [ "$try" = 6 ] || sleep 5
  done
  return 1
}
#: end

# ── this run ──

dry_run=no drift=no blind=no role=''
#: if pods
print=''
#: end
#: if alarms
alarms=yes
#: end
while [ $# -gt 0 ]; do
  case $1 in
    --region) choose_region "${2:-}"; shift ;;
    --stack) choose_kind "${2:-}"; shift ;;
    --dry-run) dry_run=yes ;;
    --drift) drift=yes ;;
    #: if alarms
    --no-alarms) alarms=no ;;
    #: end
    #: if pods
    --print) choose_print "${2:-}"; shift ;;
    #: end
    --role-arn) choose_role "${2:-}"; shift ;;
    --yes) yes=yes ;;
    --help) usage; exit 0 ;;
    *) refuse "unknown option '$1'; see deploy.sh --help" ;;
  esac
  shift
done

units=$(chosen_units)
[ -n "$units" ] || refuse 'nothing of what was chosen is deployed together'
identify
#: if account
[ "$account" = '@account@' ] || refuse "$SYSTEM is for account @account@, and these are credentials of $account"
#: end
#: if pods
if [ -n "$print" ]; then
  #: if holes
  print=$(filled "$print") || exit 1
  #: end
  cat "$print"
  exit
fi
#: end
describe
say "$subject ($caller)"
action=preview
if [ "$dry_run" = no ]; then
  action=deploy
  confirm 'Deploy?'
fi
#: if preflight
preflight || exit 1
#: end

for wave in $(cut -d ' ' -f 1 <<<"$units" | uniq); do
  say "── wave $wave: $(wave_title "$wave")"
  run_wave "$wave" "$action"
  if [ -n "$broken" ]; then
    say "── failed in wave $wave, after $SECONDS seconds: $broken"
    say 'Later waves were not begun, and what is up stays up. Run this again once the cause is removed.'
    exit 1
  fi
  [ ! -e "$scratch/incomplete" ] || blind=yes
done
say "── done in $SECONDS seconds"
