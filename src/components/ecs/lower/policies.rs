//! What ECS may do to start a task: write its logs, fetch its images, read what its environment refers to.

use crate::components::ecs::Service;
use crate::components::uses;
use crate::documents::cloudformation::resources::iam::RolePolicy;
use crate::documents::cloudformation::{Value, get_att, sub};
use crate::documents::iam::{PolicyDocument, Statement};

/// The policies of the execution role.
pub(super) fn execution(service: &Service<'_, '_>) -> Vec<RolePolicy> {
    let group = get_att(service.id().then("LogGroup"), "Arn");
    let write = Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"], [group]);
    let mut policies = vec![RolePolicy::new("WriteLogs", PolicyDocument::new([write]))];
    let mut repositories: Vec<Value<String>> = Vec::new();
    for repository in service.images().iter().filter_map(|image| repository(image)) {
        if !repositories.contains(&repository) {
            repositories.push(repository);
        }
    }
    if !repositories.is_empty() {
        let pull = Statement::allow(
            ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
            repositories,
        );
        // This action knows no resources.
        let token = Statement::allow(["ecr:GetAuthorizationToken"], ["*"]);
        policies.push(RolePolicy::new("PullImage", PolicyDocument::new([token, pull])));
    }
    let kept = uses::kept_statements(&service.kept());
    if !kept.is_empty() {
        policies.push(RolePolicy::new("ReadEnvironment", PolicyDocument::new(kept)));
    }
    policies
}

/// The repository of an image in a private ECR registry: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/game:1`.
fn repository(image: &str) -> Option<Value<String>> {
    let (host, path) = image.split_once('/')?;
    let (account, rest) = host.split_once(".dkr.ecr.")?;
    let (region, _) = rest.split_once(".amazonaws.com")?;
    let name = path.split(['@', ':']).next()?;
    let digits = account.bytes().all(|digit| digit.is_ascii_digit());
    digits.then(|| sub(format!("arn:${{AWS::Partition}}:ecr:{region}:{account}:repository/{name}")))
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
