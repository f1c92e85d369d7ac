#!/usr/bin/env python3
"""Turns a folder of fact files in JSON into the tables under src/facts/tables.

    tools/facts.py FOLDER [TABLES]

FOLDER holds one JSON object a file. `_source` names sources, versions and dates; it goes into the header of each table made
of the file. "mask" is a hexadecimal number whose bit 0 stands for the first name of the order list beside it.

    regions.json                partitions {name: {dns_suffix, dual_stack_suffix, global_region}}; regions {code: {partition, name,
                                opt_in, continent, country, az_letters, az_ids, az_count, az_known, r53_latency, cfn_types}}
    service-regions.json        region_order, services {name: {regions: mask, only_since_*: [code]}}, global_services {name: region}
    cfn-type-regions.json       regions_checked, missing_in {type: [region]}
    cfn-mutability.json         types {type: {co, cco, ro, wo, dep, id, req: [path], st: 1}}
    cfn-shapes.json             types {type: shape}, keys as described in the header of shapes.tsv
    ec2-instance-types.json     columns, rows, name_only
    ec2-offerings.json          region_order, types {type: mask or [mask, mask]}; the masks are united
    ec2-az-offerings.json       regions {code: {az_ids, partial {type: mask}}}
    elasticache-node-types.json region_order, types {type: mask}, families {name: {arch, burst, data_tiering, current, global_datastore, engine_min}}
    rds-instance-classes.json   class_order, engines {engine: {region: mask}}, multi_az_cluster {engine: mask}
    engine-versions.json        elasticache, rds_instance, rds_cluster {engine: [version]}, rds_*_deprecated, aurora_auto_pause, eol_* {cycle: dates}
    dax.json                    node_types, regions_confirmed, regions_cfn_registry, endpoint_only_new, node_types_by_region {region: mask}
    eks.json                    versions {minor: dates}, eksctl {versions, ami_families, known_addons}, eksctl_fields, eksctl_required
    lambda-runtimes.json        runtimes {name: {known_api, deprecated, create_block, update_block, successor, snapstart, edge}}
    cloudfront.json             managed {kind: {NAME: id}}
    enums.json, apigateway.json lists of names, at the paths in LISTS below; so also in regions.json, cloudfront.json and eks.json
    hosted-zones.json           alb_clb, nlb, vpce {region: id}, s3_website {region: [id, endpoint]}, cloudfront, cloudfront_cn, global_accelerator

A table is text: header lines that start with `#`, then one line a row, cells separated by tabs, an empty cell for what is
unknown, rows sorted by the bytes of the first cell. Lists are separated by blanks. The tables that no input makes
(countries, us-states, region-places) are written by hand.
"""

import json
import pathlib
import re
import sys


class Source:
    """A fact file and where its numbers come from."""

    def __init__(self, folder, name):
        self.data = json.loads((folder / name).read_text())
        self.source = self.data["_source"]

    def __getitem__(self, key):
        return self.data[key]


def cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "y" if value else "n"
    if isinstance(value, (list, tuple)):
        return " ".join(value)
    return str(value)


def names(mask, order):
    bits = int(mask, 16)
    return [name for position, name in enumerate(order) if bits >> position & 1]


def split(name):
    """A type's family and size: c5.2xlarge is c5 and 2xlarge."""
    family, _, size = name.rpartition(".")
    return family, size


def version_order(version):
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"[.\-_]", version)]


class Tables:
    def __init__(self, folder):
        self.folder = folder

    def write(self, name, what, source, columns, rows, notes=()):
        """`rows` in their final order within equal keys; sorted here by key, which keeps that order."""
        lines = [f"# {what}", f"# source: {source}"]
        lines += [f"# {note}" for note in notes]
        lines.append("# columns: " + ", ".join(columns))
        for row in sorted(rows, key=lambda row: row[0].encode()):
            cells = [cell(value) for value in row]
            assert len(cells) == len(columns), (name, row)
            assert not any("\t" in text or "\n" in text for text in cells), (name, row)
            lines.append("\t".join(cells))
        (self.folder / name).write_text("\n".join(lines) + "\n")


def grouped(offers):
    """{(key, size): values} as rows (key, sizes, values): the sizes of a key that share their values stand in one row."""
    rows = {}
    for (key, size), values in offers.items():
        rows.setdefault((key, tuple(values)), []).append(size)
    return [(key, sizes, values) for (key, values), sizes in rows.items()]


def regions(tables, folder):
    facts = Source(folder, "regions.json")
    tables.write(
        "partitions.tsv",
        "AWS partitions",
        facts.source,
        ["partition", "DNS suffix", "dual-stack DNS suffix", "home region of the partition's global services"],
        [(name, p["dns_suffix"], p["dual_stack_suffix"], p["global_region"]) for name, p in facts["partitions"].items()],
    )
    tables.write(
        "regions.tsv",
        "AWS regions",
        facts.source,
        ["code", "name", "partition", "opt-in", "continent", "country", "number of zones", "zone letters", "zone ids", "Route 53 latency records", "registry listing known"],
        [
            (
                code, r["name"], r["partition"], r["opt_in"], r["continent"], r["country"], r["az_count"] if r["az_known"] else None,
                r["az_letters"], r["az_ids"], r["r53_latency"], r["cfn_types"] is not None,
            )
            for code, r in facts["regions"].items()
        ],
        ["zone letters are those of the recording account: they differ between accounts, ids do not"],
    )
    facts = Source(folder, "service-regions.json")
    order = facts["region_order"]
    rows = []
    for name, service in facts["services"].items():
        recent = next((regions for key, regions in service.items() if key.startswith("only_since")), [])
        rows.append((name, [region for region in names(service["regions"], order) if region not in recent], recent))
    tables.write(
        "services.tsv",
        "Regions in which a service has an endpoint",
        facts.source,
        ["service", "regions", "regions listed by the newest source only"],
        rows + [("*", order, [])],
        ["row *: the regions known to the sources; an endpoint that only the newest source lists is weak evidence"],
    )
    tables.write(
        "global-services.tsv",
        "Home regions of what is global",
        facts.source,
        ["service or matter", "region"],
        facts["global_services"].items(),
    )


def cloudformation(tables, folder):
    facts = Source(folder, "cfn-type-regions.json")
    tables.write(
        "type-regions.tsv",
        "Regions whose CloudFormation registry lacks a resource type",
        facts.source,
        ["type", "regions without it"],
        [*with_more(facts["missing_in"], "missing_in"), ("*", facts["regions_checked"])],
        ["row *: the regions with a listing of their own; nothing is said about others. A type of shapes.tsv without a row is in all of them"],
    )
    facts = Source(folder, "cfn-mutability.json")
    keys = ["id", "ro", "co", "cco", "wo", "dep"]
    tables.write(
        "mutability.tsv",
        "CloudFormation resource types: identity and what may change",
        facts.source,
        ["type", "stateful", "primary identifier", "read-only", "create-only", "create-only under conditions", "write-only", "deprecated"],
        [(name, bool(t.get("st")), *[t.get(key, []) for key in keys]) for name, t in with_more(facts["types"], "mutability")],
        ["paths without /properties/; an empty create-only cell means unknown (AWS::EC2::Volume), not mutable"],
    )
    facts = Source(folder, "cfn-shapes.json")
    tables.write(
        "shapes.tsv",
        "CloudFormation resource types: the shape of their properties",
        facts.source,
        ["type", "shape as compact JSON"],
        [(name, json.dumps(without_formats(shape), separators=(",", ":"), ensure_ascii=False)) for name, shape in with_more(facts["types"], "shapes")],
        [
            "t types: s string, i integer, n number, b boolean, o object, a array; p properties; pp properties by pattern; x no other properties;",
            "i items; r required; e enumeration; c constant; re pattern; min, max; minl, maxl length; mini, maxi number of items; u unique items; d definitions; $ name in d;",
            "one, any, all: shapes of which exactly one, any, all fit; requiredXor, requiredOr: exactly one, at least one of them is set;",
            "dependentExcluded, dependentRequired: which properties a property forbids, asks for",
        ],
    )


def with_more(types, kind):
    """The types of the facts, and those of tools/types.json, which come from the same registry (cfn-lint 1.58.0, us-east-1)."""
    more = json.loads((pathlib.Path(__file__).parent / "types.json").read_text(encoding="utf-8"))[kind]
    return sorted({**types, **more}.items())


def without_formats(shape):
    """Drops `f`, the linter's own format names, but no property called so; writes Python's `\\Z` as `$`."""
    plain = {}
    for key, value in shape.items():
        if key == "f":
            continue
        if key in ("p", "pp", "d"):
            value = {name: without_formats(inner) for name, inner in value.items()}
        elif key == "i":
            value = without_formats(value)
        elif key in ("one", "any", "all"):
            value = [without_formats(inner) for inner in value]
            if {} in value and key == "any" or all(inner == {} for inner in value):
                continue
        elif key == "re" and value.endswith("\\Z"):
            value = value.removesuffix("\\Z") + "$"
        plain[key] = value
    return plain


def ec2(tables, folder):
    facts = Source(folder, "ec2-instance-types.json")
    columns = facts["columns"]
    rows = [[True if column in FLAGS and value else False if column in FLAGS else value for column, value in zip(columns, row)] for row in facts["rows"]]
    rows += [[name] + [None] * (len(columns) - 1) for name in facts["name_only"]]
    tables.write(
        "ec2-types.tsv",
        "EC2 instance types",
        facts.source,
        columns,
        rows,
        [
            "ena: r required, s supported, n unsupported; pg placement strategies: c cluster, p partition, s spread; ebs_opt: d by default, s supported, n none;",
            "usage: o on demand, s spot, c capacity block; hypervisor: nitro, xen, metal; *_mbps Mbit/s, *_mibps MB/s as the API gives them; store_gb GB;",
            "current: as recorded, information only. A row without cells: priced somewhere, not described by the recording",
        ],
    )
    facts = Source(folder, "ec2-offerings.json")
    order = facts["region_order"]
    offers = {}
    for name, masks in facts["types"].items():
        masks = masks if isinstance(masks, list) else [masks]
        offers[split(name)] = [region for region in order if any(region in names(mask, order) for mask in masks)]
    tables.write(
        "ec2-offerings.tsv",
        "Regions that offer an EC2 instance type, by price list or API",
        facts.source,
        ["family", "sizes", "regions"],
        grouped(offers) + [("*", ["*"], order)],
        ["row *: the regions covered; of these the API recording lacks " + " ".join(facts["regions_without_api"])],
    )
    facts = Source(folder, "ec2-az-offerings.json")
    offers = {}
    for region, recording in facts["regions"].items():
        offers[region, "*"] = recording["az_ids"]
        for name, mask in recording["partial"].items():
            family, size = split(name)
            offers[f"{region} {family}", size] = names(mask, recording["az_ids"])
    tables.write(
        "ec2-zones.tsv",
        "Zones, by id, that offer an EC2 instance type",
        facts.source,
        ["region and family", "sizes", "zone ids"],
        grouped(offers),
        ["a row of a region alone: the zones recorded; a type that the region offers and that has no row here is in all of them"],
    )


FLAGS = {"bare_metal", "efa", "burst", "current", "nvme_ebs", "store_nvme", "ena_srd", "enclaves"}


def databases(tables, folder):
    facts = Source(folder, "elasticache-node-types.json")
    order = facts["region_order"]
    tables.write(
        "elasticache-nodes.tsv",
        "Regions that price an ElastiCache node type",
        facts.source,
        ["family", "sizes", "regions"],
        grouped({split(name): names(mask, order) for name, mask in facts["types"].items()}) + [("*", ["*"], order)],
        ["row *: the regions covered"],
    )
    tables.write(
        "elasticache-families.tsv",
        "ElastiCache node families",
        facts.source,
        ["family", "architecture", "burstable", "data tiering", "current generation", "global datastore", "least redis", "least memcached"],
        [
            (f"cache.{name}", f["arch"], f["burst"], f["data_tiering"], f["current"], f["global_datastore"], f["engine_min"].get("redis"), f["engine_min"].get("memcached"))
            for name, f in facts["families"].items()
        ],
        ["global datastore and least versions were written by hand: grounds for a warning, not for an error"],
    )
    facts = Source(folder, "rds-instance-classes.json")
    order = facts["class_order"]
    offers = {}
    for engine, by_region in facts["engines"].items():
        for region, mask in by_region.items():
            for name in names(mask, order):
                family, size = split(name)
                offers.setdefault((f"{engine} {family}", size), []).append(region)
    tables.write(
        "rds-classes.tsv",
        "Regions that price an RDS instance class, by engine",
        facts.source,
        ["engine and family", "sizes", "regions"],
        grouped(offers) + [("*", ["*"], facts["region_order"])],
        ["row *: the regions covered; licence models are merged"],
    )
    offers = {}
    for engine, mask in facts["multi_az_cluster"].items():
        for name in names(mask, order):
            family, size = split(name)
            offers[f"{engine} {family}", size] = []
    tables.write(
        "rds-multi-az-cluster.tsv",
        "Instance classes that a Multi-AZ DB cluster takes",
        facts.source,
        ["engine and family", "sizes"],
        [(key, sizes) for key, sizes, _ in grouped(offers)],
    )
    engines(tables, Source(folder, "engine-versions.json"))
    facts = Source(folder, "dax.json")
    listed = set(facts["regions_confirmed"]) | set(facts["regions_cfn_registry"]) | set(facts["endpoint_only_new"])
    rows = [("*", None, None, facts["node_types"])]
    for region in listed:
        mask = facts["node_types_by_region"].get(region)
        known = region in facts["regions_confirmed"] and mask
        rows.append((region, region in facts["regions_confirmed"], region in facts["regions_cfn_registry"], names(mask, facts["node_types"]) if known else []))
    tables.write(
        "dax.tsv",
        "DAX by region",
        facts.source,
        ["region", "endpoint confirmed by two sources", "in the CloudFormation registry", "node types"],
        rows,
        ["row *: all node types; the sources disagree about regions, so a missing one is grounds for a warning"],
    )


def engines(tables, facts):
    pausing = {"aurora-mysql": facts["aurora_auto_pause"]["mysql"], "aurora-postgresql": facts["aurora_auto_pause"]["postgres"]}
    rows = [(f"elasticache {engine}", version, True, False) for engine, versions in facts["elasticache"].items() for version in sorted(versions, key=version_order)]
    for kind in ("instance", "cluster"):
        gone = facts[f"rds_{kind}_deprecated"]
        for engine, versions in facts[f"rds_{kind}"].items():
            for version in sorted(versions, key=version_order):
                rows.append((f"{kind} {engine}", version, version not in gone.get(engine, []), version in pausing.get(engine, [])))
    tables.write(
        "engine-versions.tsv",
        "Engine versions of ElastiCache, RDS instances and RDS clusters, oldest first",
        facts.source,
        ["kind and engine", "version", "offered for creation", "Aurora Serverless v2 can pause"],
        rows,
    )
    rows = []
    for key, cycles in facts.data.items():
        if key.startswith("eol_"):
            service, _, engine = key[4:].partition("_")
            for cycle, dates in sorted(cycles.items(), key=lambda item: version_order(item[0])):
                dated = [text if text and re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None for text in (dates["released"], dates["eol"], dates["extended_eol"])]
                rows.append((f"{service} {engine}", cycle, *dated, dates["latest"]))
    tables.write(
        "engine-support.tsv",
        "Support periods of engine versions, oldest first",
        facts.source,
        ["service and engine", "version", "released", "end of standard support", "end of extended support", "newest patch"],
        rows,
    )


def eks(tables, folder):
    facts = Source(folder, "eks.json")
    known = facts["eksctl"]["versions"]
    versions = sorted(set(facts["versions"]) | set(known), key=version_order)
    rows = []
    for version in versions:
        dates = facts["versions"].get(version, {})
        rows.append((version, dates.get("released"), dates.get("eol"), dates.get("extended_eol"), version in known))
    tables.write(
        "eks-versions.tsv",
        "Kubernetes versions of EKS",
        facts.source,
        ["version", "released", "end of standard support", "end of extended support", "known to eksctl"],
        rows,
        ["no release date: a version from before the record, no longer offered"],
    )
    required = facts["eksctl_required"]
    tables.write(
        "eksctl-fields.tsv",
        "Fields of eksctl's ClusterConfig, by definition of its JSON schema",
        facts.source,
        ["definition", "fields", "required"],
        [(name, fields, required.get(name, [])) for name, fields in facts["eksctl_fields"].items()],
    )


def serverless(tables, folder):
    facts = Source(folder, "lambda-runtimes.json")
    tables.write(
        "lambda-runtimes.tsv",
        "Lambda runtimes",
        facts.source,
        ["runtime", "in the API's enumeration", "deprecated", "creation blocked", "update blocked", "successor", "SnapStart", "Lambda@Edge"],
        [
            (name, r["known_api"], r.get("deprecated"), r.get("create_block"), r.get("update_block"), r.get("successor"), r["snapstart"], r["edge"])
            for name, r in facts["runtimes"].items()
            if name != "custom"
        ],
    )
    facts = Source(folder, "cloudfront.json")
    tables.write(
        "cloudfront-policies.tsv",
        "Managed policies of CloudFront",
        facts.source,
        ["kind and name", "id"],
        [(f"{kind} {name}", identifier) for kind, policies in facts["managed"].items() for name, identifier in policies.items()],
    )
    facts = Source(folder, "hosted-zones.json")
    rows = [(f"{kind} *", facts[key], None) for kind, key in (("cloudfront", "cloudfront"), ("cloudfront-cn", "cloudfront_cn"), ("global-accelerator", "global_accelerator"))]
    for kind, key in (("alb", "alb_clb"), ("nlb", "nlb"), ("vpc-endpoint", "vpce")):
        rows += [(f"{kind} {region}", identifier, None) for region, identifier in facts[key].items()]
    rows += [(f"s3-website {region}", identifier, endpoint) for region, (identifier, endpoint) in facts["s3_website"].items()]
    tables.write(
        "hosted-zones.tsv",
        "Hosted zone ids of alias targets",
        facts.source,
        ["kind and region", "hosted zone id", "endpoint"],
        rows,
    )


def enumerations(tables, folder):
    sources, rows = [], []
    for file, lists in LISTS.items():
        facts = Source(folder, file)
        sources.append(facts.source)
        for path, name in lists.items():
            values = facts.data
            for step in path.split("."):
                values = values[step]
            rows.append((name, [str(value) for value in values]))
    tables.write("names.tsv", "Short lists of names", "; ".join(sources), ["list", "names"], rows)


LISTS = {
    "regions.json": {"route53_health_check_regions": "route53 health-checker regions"},
    "enums.json": {
        "enums.r53_record_type": "route53 record types",
        "enums.r53_health_check_type": "route53 health-check types",
        "enums.log_retention_days": "logs retention days",
        "enums.pi_retention_days": "rds insights retention days",
        "enums.cw_statistic": "cloudwatch statistics",
        "enums.cw_unit": "cloudwatch units",
        "enums.cw_comparison": "cloudwatch comparisons",
        "enums.asg_spot_allocation": "autoscaling spot allocation strategies",
        "enums.asg_on_demand_allocation": "autoscaling on-demand allocation strategies",
    },
    "apigateway.json": {
        "cache_cluster_sizes_gb": "apigateway cache sizes",
        "endpoint_types": "apigateway endpoint types",
        "security_policies": "apigateway security policies",
        "authorizer_types": "apigateway authorizer types",
        "integration_types": "apigateway integration types",
    },
    "cloudfront.json": {
        "event_types": "cloudfront event types",
        "price_classes": "cloudfront price classes",
        "http_versions": "cloudfront http versions",
        "viewer_protocol_policies": "cloudfront viewer protocol policies",
        "minimum_protocol_versions": "cloudfront minimum protocol versions",
        "origin_shield_regions": "cloudfront origin shield regions",
        "function_runtimes": "cloudfront function runtimes",
    },
    "eks.json": {
        "eksctl.ami_families": "eksctl ami families",
        "eksctl.known_addons": "eksctl addons",
        "managed_ami_types": "eks ami types",
        "capacity_types": "eks capacity types",
        "control_plane_log_types": "eks control plane logs",
    },
}


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__.split("\n\n")[1].strip())
    folder = pathlib.Path(sys.argv[1])
    default = pathlib.Path(__file__).resolve().parent.parent / "src" / "facts" / "tables"
    tables = Tables(pathlib.Path(sys.argv[2]) if len(sys.argv) == 3 else default)
    for part in (regions, cloudformation, ec2, databases, eks, serverless, enumerations):
        part(tables, folder)


if __name__ == "__main__":
    main()
