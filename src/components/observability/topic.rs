//! Who is told: a topic in each region, encrypted, and its subscriptions.

use crate::blueprint::Observability;
use crate::documents::cloudformation::resources::kms::Key;
use crate::documents::cloudformation::resources::sns::{Subscription, Topic, TopicPolicy};
use crate::documents::cloudformation::{LogicalId, Stack, Value, get_att, pseudo, reference, some, sub};
use crate::documents::iam::{PolicyDocument, Principal, Statement};
use crate::system::System;

const KEY: &str = "AlarmsKey";
const TOPIC: &str = "AlarmsTopic";
/// Who publishes when an alarm changes its state.
const CLOUDWATCH: &str = "cloudwatch.amazonaws.com";

/// Adds the topic and gives its ARN; nothing where nobody is told.
pub(super) fn add(system: &System<'_>, model: &Observability, stack: &mut Stack) -> Option<Value<String>> {
    let addresses = super::notified(model);
    if addresses.is_empty() {
        return None;
    }
    // The policy of AWS's own key for SNS lets no service in, so that CloudWatch could not publish.
    let key = Key {
        description: some(format!("Messages of alarms of {}", system.title())),
        enable_key_rotation: some(true),
        key_policy: Some(key_policy()),
        tags: super::tags(system),
        ..Key::default()
    };
    // It encrypts messages on their way and nothing that is kept.
    stack.add(KEY, key).comment("observability.alarms.notify").delete();
    let topic = Topic {
        display_name: some(format!("Alarms of {}", system.title())),
        kms_master_key_id: some(get_att(KEY, "Arn")),
        tags: super::tags(system),
        ..Topic::default()
    };
    stack.add(TOPIC, topic);
    stack.add("AlarmsTopicPolicy", TopicPolicy::new(vec![reference(TOPIC)], topic_policy()));
    for address in addresses {
        let subscription = Subscription {
            endpoint: some(address),
            ..Subscription::new(reference(TOPIC), if address.contains("://") { "https" } else { "email" })
        };
        stack.add(subscription_id(address), subscription);
    }
    let says = format!("Topic that alarms of {} in {} tell", system.title(), stack.key.region);
    stack.output(TOPIC, says, reference(TOPIC));
    Some(reference(TOPIC))
}

/// `OpsExampleComSubscription`.
pub(super) fn subscription_id(address: &str) -> LogicalId {
    LogicalId::new(address).then("Subscription")
}

fn of_this_account(statement: Statement) -> Statement {
    statement.when("StringEquals", "aws:SourceAccount", pseudo::account_id())
}

/// The account manages the key; CloudWatch encrypts with it (SNS developer guide, "Enable compatibility between event sources from
/// AWS services and encrypted topics", read 2026-11-22).
fn key_policy() -> PolicyDocument {
    let account = Principal::Aws(vec![sub("arn:${AWS::Partition}:iam::${AWS::AccountId}:root")]);
    let manage = Statement::allow(["kms:*"], ["*"]).by(account).named("Account");
    let publish = Statement::allow(["kms:Decrypt", "kms:GenerateDataKey*"], ["*"])
        .by(Principal::service(CLOUDWATCH))
        .named("Alarms");
    PolicyDocument::new([manage, of_this_account(publish)])
}

fn topic_policy() -> PolicyDocument {
    let publish =
        Statement::allow(["sns:Publish"], [reference(TOPIC)]).by(Principal::service(CLOUDWATCH)).named("Alarms");
    let plain = Statement::deny(["sns:Publish"], [reference(TOPIC)])
        .by(Principal::Any)
        .named("OnlyEncryptedInTransit")
        .when("Bool", "aws:SecureTransport", "false");
    PolicyDocument::new([of_this_account(publish), plain])
}
