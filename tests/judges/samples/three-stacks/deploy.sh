#!/usr/bin/env bash
# A deploy.sh written by hand, on which the deployment tests themselves are tried.
set -euo pipefail
cd "$(dirname "$0")"

output() { # output REGION STACK NAME
  aws cloudformation describe-stacks --region "$1" --stack-name "$2" \
    --query "Stacks[0].Outputs[?OutputKey=='$3'].OutputValue" --output text
}

deploy() { # deploy REGION STACK [PARAMETER=VALUE]...
  local region=$1 stack=$2 status
  shift 2
  status=$(aws cloudformation describe-stacks --region "$region" --stack-name "three-$stack" \
    --query 'Stacks[0].StackStatus' --output text 2>/dev/null || true)
  if [ "$status" = ROLLBACK_COMPLETE ]; then
    aws cloudformation delete-stack --region "$region" --stack-name "three-$stack"
    aws cloudformation wait stack-delete-complete --region "$region" --stack-name "three-$stack"
  fi
  aws cloudformation deploy --region "$region" --stack-name "three-$stack" \
    --template-file "$region/$stack.template.yaml" --no-fail-on-empty-changeset ${1:+--parameter-overrides "$@"} && return
  aws cloudformation describe-stack-events --region "$region" --stack-name "three-$stack" \
    --query "StackEvents[?ends_with(ResourceStatus, '_FAILED')].[LogicalResourceId, ResourceStatusReason]" --output text
  return 1
}

deploy us-east-1 network & first=$!
deploy eu-west-1 network & second=$!
failed=0
wait $first || failed=1
wait $second || failed=1
[ $failed = 0 ] || { echo "wave 1 failed" >&2; exit 1; }
deploy us-east-1 data "VpcId=$(output us-east-1 three-network VpcId)" "NatAddress=$(output us-east-1 three-network NatAddress)"
