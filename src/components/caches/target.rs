//! What it takes to use a cache.

use super::{
    Form, Login, cluster_mode, endpoint, form, has_reader, identifier, is_secondary, last_port, port, reader_endpoint,
    secret, security_group, user_id,
};
use crate::blueprint::{Access, Cache, CacheAuth};
use crate::components::uses::{Binding, Door, Target, Use};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::documents::cloudformation::{Value, sub, sub_with};
use crate::documents::iam::Statement;
use crate::system::Instance;

/// Caches are read and written by those whom their security group lets in, and who sign in where the cache has users.
pub const TARGET: Target = Target {
    noun: "a cache",
    accesses: &[Access::Read, Access::Write, Access::ReadWrite],
    from_anywhere: false,
    check,
    bind,
};

/// A copy of a global datastore takes no writes, and the first is in another region.
fn check(usage: &Use<'_>) -> Option<Diagnostic> {
    let cache = usage.instance(&usage.system.blueprint.caches)?;
    if !usage.access.writes() || !is_secondary(&cache) {
        return None;
    }
    let region = usage.region.code;
    let message = format!("`{}` cannot write to `{}` from {region}", usage.user, usage.target);
    let error = Diagnostic::error(codes::WRITE_TO_COPY, usage.value, message)
        .label(format!("in {region} it is a copy"))
        .also(cache.value(&["replication"]), "the first region takes the writes")
        .help("let what writes run only in the first region of the cache (`regions`), or split what writes from what reads")
        .fact("a secondary cluster only accepts read requests (ElastiCache User Guide, Replication across AWS Regions using global datastores, read 2026-11-22)");
    Some(error)
}

fn bind(usage: &Use<'_>) -> Binding {
    let Some(cache) = usage.instance(&usage.system.blueprint.caches) else { return Binding::default() };
    let (name, region, model) = (usage.target, usage.region.code, cache.model);
    let found = [
        ("ENDPOINT", Some(endpoint(name, region).into())),
        ("READER_ENDPOINT", has_reader(model).then(|| reader_endpoint(name, region).into())),
        ("PORT", Some(port(model).to_string().into())),
        ("CLUSTER_MODE", Some(cluster_mode(model).to_string().into())),
        ("TTL", model.ttl.map(|ttl| ttl.seconds.to_string().into())),
        ("LOCAL_TTL", model.local_tier.as_ref().map(|tier| tier.ttl.seconds.to_string().into())),
        ("LOCAL_MAX_ITEMS", model.local_tier.as_ref().map(|tier| tier.max_items.to_string().into())),
    ];
    let found = found.into_iter().filter_map(|(what, value)| Some((usage.variable(what), value?)));
    let group: Value<String> = security_group(name, region).into();
    let doors = (port(model)..=last_port(model)).map(|port| Door { group: group.clone(), port }).collect();
    let mut binding = Binding { doors, environment: found.collect(), ..Binding::default() };
    sign_in(usage, &cache, &mut binding);
    binding
}

/// What a client needs to sign in, as the user that may do just what it does.
fn sign_in(usage: &Use<'_>, cache: &Instance<'_, Cache>, binding: &mut Binding) {
    let (name, region) = (usage.target, usage.region.code);
    let login = Login::of(usage.access);
    let Some(user) = user_id(cache, login) else { return };
    if cache.model.auth == CacheAuth::Password {
        let secret: Value<String> = secret(name, login, region).into();
        binding.statements.push(Statement::allow(["secretsmanager:GetSecretValue"], [secret.clone()]));
        binding.services.push("secretsmanager");
        binding.environment.insert(usage.variable("SECRET"), secret);
        return;
    }
    // The token that a client signs names the cache.
    let serverless = form(cache.model) == Form::Serverless;
    let kind = if serverless { "serverlesscache" } else { "replicationgroup" };
    let arn = |rest: String| format!("arn:${{AWS::Partition}}:elasticache:${{AWS::Region}}:${{AWS::AccountId}}:{rest}");
    let cache_arn = sub_with(arn(format!("{kind}:${{Cache}}")), [("Cache", identifier(name, region).into())]);
    let user_arn = sub(arn(format!("user:{user}")));
    binding.statements.push(Statement::allow(["elasticache:Connect"], [cache_arn, user_arn]));
    binding.environment.insert(usage.variable("USER"), user.into());
    binding.environment.insert(usage.variable("ID"), identifier(name, region).into());
    if serverless {
        binding.environment.insert(usage.variable("SERVERLESS"), "true".into());
    }
}
