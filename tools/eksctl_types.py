#!/usr/bin/env python3
"""Writes the Rust types of an eksctl ClusterConfig out of eksctl's JSON schema.

    tools/eksctl_types.py SCHEMA            write src/documents/eksctl/types/
    tools/eksctl_types.py SCHEMA --check    compare what is checked in with the schema; exit 1 and say what differs

SCHEMA is pkg/apis/eksctl.io/v1alpha5/assets/schema.json of the eksctl source, or the output of `eksctl utils schema`.
The words of the doc comments are the tables of eksctl_words.py; only names, types, enumerations and defaults come from the schema.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True  # two files, run now and then

from eksctl_words import FIELDS, TYPES

TARGET = Path(__file__).resolve().parent.parent / "src/documents/eksctl/types"

# Which definitions go to which file, in reading order; whatever is not named follows in `cluster`.
FILES = {
    "node_groups": (
        "Node groups, managed and self-managed, and what belongs to them.",
        ["ManagedNodeGroup", "NodeGroup", "NodeGroupTaint", "NodeGroupInstancesDistribution", "InstanceSelector",
         "NodeGroupUpdateConfig", "NodeGroupNodeRepairConfig", "NodeRepairConfigOverride", "LaunchTemplate", "Placement",
         "CapacityReservation", "CapacityReservationTarget", "InstanceMarketOptions", "VolumeMapping", "NodeGroupIAM",
         "NodeGroupIAMAddonPolicies", "NodeGroupSGs", "NodeGroupSSH", "NodeGroupBottlerocket", "MetricsCollection"],
    ),
    "access": (
        "Who may do what: IAM of the cluster, access entries, identity providers.",
        ["ClusterIAM", "ClusterIAMServiceAccount", "ClusterIAMMeta", "ClusterIAMServiceAccountStatus", "PodIdentityAssociation",
         "WellKnownPolicies", "AccessConfig", "AccessEntry", "AccessPolicy", "AccessScope", "IAMIdentityMapping",
         "IdentityProvider"],
    ),
    "addons": (
        "What eksctl installs into the cluster: add-ons, Karpenter, GitOps, capabilities.",
        ["Addon", "AddonNamespaceConfig", "AddonsConfig", "Karpenter", "GitOps", "Flux", "Capability", "CapabilityConfiguration",
         "ArgoCDConfiguration", "ArgoCDAWSIDC", "ArgoCDNetworkAccess", "ArgoCDRoleMapping", "SSOIdentity"],
    ),
    "cluster": ("The cluster itself: its identity, network, control plane and Fargate profiles.", ["ClusterConfig", "ClusterMeta"]),
}

# The order a reader wants; fields that are not named follow in the schema's preferred order.
GROUP = """name instanceType instanceTypes instancesDistribution instanceSelector spot amiFamily ami releaseVersion launchTemplate
 desiredCapacity minSize maxSize labels taints privateNetworking availabilityZones localZones subnets placement efaEnabled
 capacityReservation instanceMarketOptions volumeType volumeSize volumeIOPS volumeThroughput volumeEncrypted volumeKmsKeyID volumeName
 additionalVolumes maxPodsPerNode maxInstanceLifetime updateConfig nodeRepairConfig iam securityGroups ssh"""
ORDER = {
    "ClusterConfig": """apiVersion kind metadata upgradePolicy availabilityZones localZones vpc privateCluster kubernetesNetworkConfig iam
     accessConfig iamIdentityMappings identityProviders secretsEncryption addons addonsConfig autoModeConfig karpenter
     managedNodeGroups nodeGroups fargateProfiles cloudWatch zonalShiftConfig controlPlaneScalingConfig""",
    "ClusterMeta": "name region version tags annotations",
    "ClusterVPC": "id cidr subnets nat clusterEndpoints publicAccessCIDRs securityGroup",
    "ManagedNodeGroup": GROUP,
    "NodeGroup": GROUP,
    "NodeGroupTaint": "key value effect",
    "AZSubnetSpec": "id az cidr",
    "ClusterSubnets": "private public",
    "Addon": "name version",
    "IdentityProvider": "type name issuerURL clientID",
    "PodIdentityAssociation": "namespace serviceAccountName",
    "CapabilityConfiguration": "",
}

# Left out of a blueprint, because the component fills them in.
FILLED = {"ClusterConfig.apiVersion", "ClusterConfig.kind", "ClusterConfig.metadata", "ClusterMeta.name", "ClusterMeta.region"}

# Lists for which "empty" and "left out" are different things.
EMPTY_MATTERS = {"AutoModeConfig.nodePools", "RemoteNetworkConfig.remotePodNetworks", "Addon.podIdentityAssociations"}

RENAMED = {"IAM": "Iam", "VPC": "Vpc", "SGs": "Sgs", "SSH": "Ssh", "NAT": "Nat", "OIDC": "Oidc", "AZ": "Az", "AWSIDC": "AwsIdc",
           "CD": "Cd", "API": "Api", "SSO": "Sso"}
KEYWORDS = {"type", "match", "ref", "use", "in", "for", "self", "static", "where", "loop", "fn", "mod", "pub", "enum", "struct"}


class Schema:
    """eksctl's schema with its references resolved to Rust types."""

    def __init__(self, text):
        self.definitions = json.loads(text)["definitions"]
        oidc = self.definitions["OIDCIdentityProvider"]
        # The provider's fields stand beside its `type`; there is one kind of provider.
        provider = self.definitions["IdentityProvider"]
        provider["properties"] |= oidc["properties"]
        provider["required"] += oidc["required"]

    def structs(self):
        """Names of the definitions that become structs."""
        return [n for n, d in self.definitions.items() if "properties" in d and n != "OIDCIdentityProvider"]

    def fields(self, name):
        """(field, schema) in the order in which they are written."""
        definition = self.definitions[name]
        first = ORDER.get(name, "").split()
        unknown = set(first) - set(definition["properties"]) if name not in ("ManagedNodeGroup", "NodeGroup") else set()
        if unknown:
            raise SystemExit(f"ORDER names fields that {name} lacks: {sorted(unknown)}")
        order = first + definition.get("preferredOrder", []) + sorted(definition["properties"])
        return [(f, definition["properties"][f]) for f in dict.fromkeys(order) if f in definition["properties"]]

    def rust(self, schema):
        """The Rust type of a value."""
        if "$ref" in schema:
            name = schema["$ref"].removeprefix("#/definitions/")
            if name == "taintsWrapper":
                return "Taints"
            definition = self.definitions[name]
            return rust_name(name) if "properties" in definition else self.rust(definition)
        kind = schema.get("type")
        if kind == "array":
            return f"Vec<{self.rust(schema['items'])}>"
        if kind == "object":
            values = schema.get("additionalProperties")
            return f"IndexMap<String, {self.rust(values) if isinstance(values, dict) else 'Value'}>"
        # The one definition without a type is the ARN, which is text.
        return {"string": "String", "integer": "i64", "number": "f64", "boolean": "bool", None: "String"}[kind]

    def values(self, schema):
        """The values that a text may have, when the schema lists them."""
        return schema.get("enum") or schema.get("items", {}).get("enum") or []

    def enumerations(self, name, path=()):
        """(path, values) of every enumerated field below a definition; `*` stands for an index."""
        for field, schema in self.fields(name):
            here = path + (field,)
            if self.values(schema):
                yield here + (("*",) if schema.get("type") == "array" else ()), self.values(schema)
            inner, here = (schema["items"], here + ("*",)) if schema.get("type") == "array" else (schema, here)
            target = inner.get("$ref", "").removeprefix("#/definitions/")
            if target in self.structs():
                yield from self.enumerations(target, here)


def rust_name(definition):
    for given, written in RENAMED.items():
        definition = re.sub(f"{given}(?=[A-Z]|$)", written, definition)
    return definition


def snake(field):
    # A plural `s` belongs to the abbreviation before it: attachPolicyARNs, vCPUs.
    words = re.sub(r"([A-Z]{2,})s(?=[A-Z]|$)", lambda m: m.group(1).capitalize() + "s", field)
    words = words.replace("IPv", "Ipv").replace("IMDSv", "Imdsv").replace("vCpus", "Vcpus").replace("xRay", "xray")
    words = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", words)
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", words).lower()
    return f"r#{words}" if words in KEYWORDS else words


def camel(name):
    head, *rest = name.removeprefix("r#").split("_")
    return head + "".join(word.capitalize() for word in rest)


def words_of(name, field, schema, schemas):
    text = FIELDS.get(f"{name}.{field}") or FIELDS.get(field) or f"`{name}.{field}` in eksctl's words."
    values = schemas.values(schema)
    if len(values) > 1:
        text += " One of " + ", ".join(f"`{v}`" for v in values) + "."
    if "default" in schema and schema["default"] not in ("{}", "", "false", False):
        text += f" Default: {str(schema['default']).lower() if isinstance(schema['default'], bool) else schema['default']}."
    return text


def comment(text, indent=""):
    lines, line = [], f"{indent}///"
    for word in text.split():
        if len(line) + 1 + len(word) > 120:
            lines.append(line)
            line = f"{indent}///"
        line += " " + word
    return lines + [line]


# The schema says that these hold texts only; eksctl's own types (types.go) take any document.
FREE_FORM = {"attachPolicy", "permissionPolicy", "kubeletExtraConfig", "settings"}

# The schema requires these; eksctl's own types (types.go) do not.
OPTIONAL = {"RemoteNetworkConfig.vpcGatewayID"}


def field_lines(name, field, schema, schemas, required):
    path, rust = f"{name}.{field}", schemas.rust(schema)
    if field in FREE_FORM:
        rust = "IndexMap<String, Value>"
    required = required and path not in OPTIONAL
    attributes = [] if camel(snake(field)) == field else [f'rename = "{field}"']
    if required and path not in FILLED:
        pass
    elif path in FILLED and rust == "String":
        attributes += ["default", 'skip_serializing_if = "String::is_empty"']
    elif path in FILLED:
        attributes += ["default"]
    elif path not in EMPTY_MATTERS and rust.startswith(("Vec<", "IndexMap<", "Taints")):
        attributes += ["default", f'skip_serializing_if = "{rust.split("<")[0]}::is_empty"']
    else:
        rust = f"Option<{rust}>"
        attributes += ['skip_serializing_if = "Option::is_none"']
    lines = comment(words_of(name, field, schema, schemas), "    ")
    if attributes:
        lines.append(f"    #[serde({', '.join(attributes)})]")
    return lines + [f"    pub {snake(field)}: {rust},"]


def struct_lines(name, schemas):
    required = schemas.definitions[name].get("required", [])
    lines = comment(TYPES.get(name) or f"`{name}` in eksctl's words.")
    lines += ["#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]",
              '#[serde(deny_unknown_fields, rename_all = "camelCase")]', f"pub struct {rust_name(name)} {{"]
    for field, schema in schemas.fields(name):
        lines += field_lines(name, field, schema, schemas, field in required)
    return lines + ["}", ""]


def file_of(module, schemas):
    about, first = FILES[module]
    elsewhere = {n for other, (_, names) in FILES.items() if other != module for n in names}
    rest = [n for n in schemas.structs() if n not in elsewhere and n not in first] if module == "cluster" else []
    body = [line for name in first + rest for line in struct_lines(name, schemas)]
    text = "\n".join(body)
    imports = ["use serde::{Deserialize, Serialize};", "use schemars::JsonSchema;"]
    if "IndexMap<" in text:
        imports.append("use indexmap::IndexMap;")
    if ", Value>" in text:
        imports.append("use serde_json::Value;")
    own = {rust_name(n) for n in first + rest}
    foreign = sorted({t for n in schemas.structs() for t in [rust_name(n)] if t not in own and re.search(rf"[<\s]{t}[>,]", text)})
    if foreign:
        imports.append(f"use super::{{{', '.join(foreign)}}};")
    if "Taints" in text:
        imports.append("use super::super::Taints;")
    return "\n".join([f"//! {about}", "//!", "//! Written by tools/eksctl_types.py.", "", *sorted(imports), "", text])


def enumerations_of(schemas):
    lines = ["//! The texts that eksctl's schema allows, by place.", "//!", "//! Written by tools/eksctl_types.py.", "",
             "/// Paths of the fields that take one of a few texts, and the texts; `*` stands for an index in a list.",
             "pub const ENUMERATIONS: &[(&[&str], &[&str])] = &["]
    for path, values in schemas.enumerations("ClusterConfig"):
        lines.append(f"    (&{json.dumps(list(path))}, &{json.dumps(values)}),")
    return "\n".join(lines + ["];", ""])


def files(schemas):
    written = {f"{module}.rs": file_of(module, schemas) for module in FILES}
    written["enumerations.rs"] = enumerations_of(schemas)
    modules = sorted(FILES)
    written["mod.rs"] = "\n".join(
        ["//! eksctl's ClusterConfig, type by type, under eksctl's own names.", "//!", "//! Written by tools/eksctl_types.py.", "",
         *[f"mod {m};" for m in sorted([*modules, "enumerations"])], "", *[f"pub use {m}::*;" for m in modules],
         "pub use enumerations::ENUMERATIONS;", ""])
    return {name: formatted(text) for name, text in written.items()}


def formatted(text):
    config = Path(__file__).resolve().parent.parent
    command = ["rustfmt", "--edition", "2024", "--config-path", str(config), "--emit", "stdout"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout


def missing(schemas):
    """Fields of the schema for which the checked-in text has no member, found without the generator's own naming."""
    text = "\n".join(path.read_text() for path in sorted(TARGET.glob("*.rs")))
    bodies = dict(re.findall(r"pub struct (\w+) \{\n(.*?)\n\}", text, re.S))
    for name in schemas.structs():
        body = bodies.get(rust_name(name), "")
        written = set()
        for rename, member in re.findall(r'(?:#\[serde\((?:rename = "([^"]+)")?[^\]]*\)\]\n\s*)?pub ((?:r#)?\w+):', body):
            written.add(rename or camel(member))
        for field in set(schemas.definitions[name]["properties"]) ^ written:
            yield f"{name}.{field}"


def main():
    arguments = [a for a in sys.argv[1:] if a != "--check"]
    if len(arguments) != 1:
        raise SystemExit(__doc__)
    schemas = Schema(Path(arguments[0]).read_text())
    stale = set(FIELDS) - {f for n in schemas.structs() for f, _ in schemas.fields(n) for f in (f, f"{n}.{f}")}
    if stale:
        raise SystemExit(f"eksctl_words.py describes fields that do not exist: {sorted(stale)}")
    if "--check" not in sys.argv:
        for name, text in files(schemas).items():
            (TARGET / name).write_text(text)
        return
    wrong = [f"differs: {n}" for n, t in files(schemas).items() if (TARGET / n).read_text() != t]
    wrong += [f"missing or superfluous: {f}" for f in missing(schemas)]
    fields = sum(len(schemas.fields(n)) for n in schemas.structs())
    print("\n".join(wrong) or f"{len(schemas.structs())} types with {fields} fields agree with the schema")
    raise SystemExit(1 if wrong else 0)


if __name__ == "__main__":
    main()
