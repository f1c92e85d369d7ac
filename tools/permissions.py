#!/usr/bin/env python3
"""Writes src/facts/tables/permissions.tsv: what CloudFormation calls for each type of resource.

    python3 tools/permissions.py [TYPES.tsv] [OUT.tsv]

Runs in a Python that has cfn-lint, whose registry schemas name the actions of every handler. TYPES.tsv is a table whose first
cells are types; only those are written, and the few of ALSO. What the handler `list` calls is left out: stacks are deployed without it.
"""
import importlib.metadata
import json
import pathlib
import re
import sys

import cfnlint

HANDLERS = ["create", "read", "update", "delete"]

# An action as IAM takes it; a few schemas hold other words.
ACTION = re.compile(r"[a-z0-9-]+:[A-Z][A-Za-z0-9]*\*?\Z")

# Types whose schemas have no handlers; by the names of the operations in their API references.
BY_HAND = {
    "AWS::CloudWatch::AnomalyDetector": {
        "create": ["cloudwatch:DescribeAnomalyDetectors", "cloudwatch:PutAnomalyDetector"],
        "read": ["cloudwatch:DescribeAnomalyDetectors"],
        "update": ["cloudwatch:PutAnomalyDetector"],
        "delete": ["cloudwatch:DeleteAnomalyDetector"],
    },
    "AWS::DAX::Cluster": {
        "create": ["dax:CreateCluster", "dax:DescribeClusters", "dax:TagResource", "iam:CreateServiceLinkedRole", "iam:PassRole"],
        "read": ["dax:DescribeClusters", "dax:ListTags"],
        "update": [
            "dax:DecreaseReplicationFactor", "dax:DescribeClusters", "dax:IncreaseReplicationFactor", "dax:TagResource",
            "dax:UntagResource", "dax:UpdateCluster",
        ],
        "delete": ["dax:DeleteCluster", "dax:DescribeClusters"],
    },
    "AWS::Route53::RecordSetGroup": {
        "create": ["route53:ChangeResourceRecordSets", "route53:GetChange", "route53:ListResourceRecordSets"],
        "read": ["route53:ListResourceRecordSets"],
        "update": ["route53:ChangeResourceRecordSets", "route53:GetChange", "route53:ListResourceRecordSets"],
        "delete": ["route53:ChangeResourceRecordSets", "route53:GetChange", "route53:ListResourceRecordSets"],
    },
}

# What schemas with handlers leave out, and AWS asks for on CloudFormation's behalf.
FORGOTTEN = {
    # A rolling update takes old instances away one by one.
    "AWS::AutoScaling::AutoScalingGroup": {"update": ["autoscaling:TerminateInstanceInAutoScalingGroup"]},
    # Elastic Load Balancing User Guide, "API permissions".
    "AWS::ElasticLoadBalancingV2::LoadBalancer": {
        "create": [
            "ec2:DescribeAccountAttributes", "ec2:DescribeAddresses", "ec2:DescribeInternetGateways", "ec2:DescribeSecurityGroups",
            "ec2:DescribeSubnets", "ec2:DescribeVpcs", "iam:CreateServiceLinkedRole",
        ],
    },
    "AWS::ElasticLoadBalancingV2::TargetGroup": {"create": ["ec2:DescribeInternetGateways", "ec2:DescribeVpcs"]},
    # The managed policy GlobalAcceleratorFullAccess.
    "AWS::GlobalAccelerator::Accelerator": {"create": ["iam:CreateServiceLinkedRole"]},
    "AWS::GlobalAccelerator::EndpointGroup": {
        "create": [
            "ec2:DescribeAddresses", "ec2:DescribeInstances", "ec2:DescribeInternetGateways", "ec2:DescribeSubnets",
            "elasticloadbalancing:DescribeLoadBalancers", "iam:CreateServiceLinkedRole",
        ],
    },
    # CloudFront Developer Guide, "Configure standard logging (v2)".
    "AWS::Logs::DeliverySource": {
        "create": ["cloudfront:AllowVendedLogDeliveryForResource"],
        "update": ["cloudfront:AllowVendedLogDeliveryForResource"],
    },
}


def handlers():
    """The actions of every type and handler. The same type may lie in several files, one a region: they are united."""
    found = {}
    schemas = pathlib.Path(cfnlint.__file__).parent / "data" / "schemas"
    for path in sorted((schemas / "resources").glob("*.json")):
        schema = json.loads(path.read_text())
        actions = found.setdefault(schema["typeName"], {})
        for handler, about in schema.get("handlers", {}).items():
            actions.setdefault(handler, set()).update(filter(ACTION.match, about.get("permissions", [])))
    return found, json.loads((schemas / "version.json").read_text())["schema_date"][:10]


def main():
    tables = pathlib.Path(__file__).resolve().parent.parent / "src/facts/tables"
    types = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else tables / "mutability.tsv"
    out = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else tables / "permissions.tsv"
    found, date = handlers()
    lines = [
        "# CloudFormation resource types: what CloudFormation calls to create, read, update and delete one",
        f"# source: cfn-lint {importlib.metadata.version('cfn-lint')} (MIT-0), CloudFormation registry schemas, {date}; by hand: {', '.join([*BY_HAND, *FORGOTTEN])}",
        "# a type that is not here has no handlers in the registry",
        "# columns: type, create, read, update, delete",
    ]
    listed = {line.split("\t")[0] for line in types.read_text().splitlines() if not line.startswith("#")}
    for name in sorted(listed):
        actions = found.get(name) or BY_HAND.get(name)
        if actions:
            more = FORGOTTEN.get(name, {})
            united = [set(actions.get(handler, [])) | set(more.get(handler, [])) for handler in HANDLERS]
            lines.append("\t".join([name] + [" ".join(sorted(handler)) for handler in united]))
    out.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
