#!/usr/bin/env bash
# A teardown.sh written by hand: the reverse of deploy.sh.
set -euo pipefail

delete() { # delete REGION STACK
  aws cloudformation delete-stack --region "$1" --stack-name "three-$2"
  aws cloudformation wait stack-delete-complete --region "$1" --stack-name "three-$2"
}

delete us-east-1 data
delete eu-west-1 network
delete us-east-1 network
