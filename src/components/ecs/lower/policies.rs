//! What ECS may do to start a task: write its logs, fetch its image, read what its environment refers to.

use crate::blueprint::{EnvironmentSource, EnvironmentValue};
use crate::components::ecs::Service;
use crate::documents::cloudformation::resources::iam::RolePolicy;
use crate::documents::cloudformation::{Value, get_att, sub, text};
use crate::documents::iam::{PolicyDocument, Statement};

/// The policies of the execution role.
pub(super) fn execution(service: &Service<'_, '_>) -> Vec<RolePolicy> {
    let group = get_att(service.id().then("LogGroup"), "Arn");
    let write = Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"], [group]);
    let mut policies = vec![RolePolicy::new("WriteLogs", PolicyDocument::new([write]))];
    if let Some(repository) = repository(&service.model.image) {
        let pull = Statement::allow(
            ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            [repository],
        );
        // This action knows no resources.
        let token = Statement::allow(["ecr:GetAuthorizationToken"], ["*"]);
        policies.push(RolePolicy::new("PullImage", PolicyDocument::new([token, pull])));
    }
    policies.extend(environment(service));
    policies
}

fn environment(service: &Service<'_, '_>) -> Option<RolePolicy> {
    let sources: Vec<&EnvironmentSource> = service
        .model
        .env
        .values()
        .filter_map(|value| match value {
            EnvironmentValue::From(source) => Some(source),
            EnvironmentValue::Text(_) => None,
        })
        .collect();
    // The end of a secret's ARN is random: a hyphen and six characters.
    let secret = "arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret";
    let secrets =
        distinct(sources.iter().filter_map(|source| Some(format!("{secret}:{}-??????", source.secret.as_ref()?))));
    let parameters = distinct(sources.iter().filter_map(|source| Some(parameter_arn(source.parameter.as_ref()?))));
    let statements: Vec<Statement> = [("secretsmanager:GetSecretValue", secrets), ("ssm:GetParameters", parameters)]
        .into_iter()
        .filter(|(_, arns)| !arns.is_empty())
        .map(|(action, arns)| Statement::allow([action], arns.into_iter().map(sub)))
        .collect();
    (!statements.is_empty()).then(|| RolePolicy::new("ReadEnvironment", PolicyDocument::new(statements)))
}

/// The ARN of a parameter, for `Fn::Sub`.
pub(super) fn parameter_arn(name: &str) -> String {
    format!(
        "arn:${{AWS::Partition}}:ssm:${{AWS::Region}}:${{AWS::AccountId}}:parameter/{}",
        name.trim_start_matches('/')
    )
}

fn distinct(arns: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for arn in arns {
        if !seen.contains(&arn) {
            seen.push(arn);
        }
    }
    seen
}

/// The repository of an image in a private ECR registry: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/game:1`.
fn repository(image: &str) -> Option<Value<String>> {
    let (host, path) = image.split_once('/')?;
    let (account, rest) = host.split_once(".dkr.ecr.")?;
    let (region, _) = rest.split_once(".amazonaws.com")?;
    let name = path.split(['@', ':']).next()?;
    Some(text_or_sub(account, region, name))
}

fn text_or_sub(account: &str, region: &str, name: &str) -> Value<String> {
    if account.bytes().all(|digit| digit.is_ascii_digit()) {
        sub(format!("arn:${{AWS::Partition}}:ecr:{region}:{account}:repository/{name}"))
    } else {
        text("*")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn private_repositories_are_recognised() {
        let arn = |image| repository(image).map(|arn| arn.to_json().to_string());
        let game = arn("111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/game:1.2").unwrap();
        assert!(game.contains("ecr:eu-west-1:111122223333:repository/team/game\""), "{game}");
        assert_eq!(arn("public.ecr.aws/docker/library/nginx:1.27"), None);
        assert_eq!(arn("nginx"), None);
    }
}
