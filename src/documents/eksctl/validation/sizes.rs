use super::pool::Pool;
use super::{FlawKind, Flaws};

/// Least seconds of `maxInstanceLifetime`: one day.
const LEAST_LIFETIME: i64 = 86_400;

/// How many nodes, for how long, and how they are updated.
pub fn check(pool: &Pool<'_>, flaws: &mut Flaws) {
    for (field, size) in [("minSize", pool.min), ("desiredCapacity", pool.desired), ("maxSize", pool.max)] {
        flaws.out_of_range(&pool.at(&[field]), size, 0, None);
    }
    let (min, desired, max) = (pool.min, pool.desired, pool.max);
    let sizes = FlawKind::Sizes { min, desired, max };
    let above = |left: Option<i64>, right: Option<i64>| left.zip(right).is_some_and(|(left, right)| left > right);
    if above(min, max) {
        flaws.add(&pool.at(&["minSize"]), sizes);
    } else if above(min, desired) || above(desired, max) {
        flaws.add(&pool.at(&["desiredCapacity"]), sizes);
    }
    update_config(pool, flaws);
    let lifetime = pool.own.and_then(|group| group.max_instance_lifetime);
    flaws.out_of_range(&pool.at(&["maxInstanceLifetime"]), lifetime, LEAST_LIFETIME, None);
}

fn update_config(pool: &Pool<'_>, flaws: &mut Flaws) {
    let Some(update) = pool.update else { return };
    if pool.managed.is_none() {
        return flaws.add(&pool.at(&["updateConfig"]), FlawKind::UpdateConfigIgnored);
    }
    let number = ["updateConfig", "maxUnavailable"];
    let share = ["updateConfig", "maxUnavailablePercentage"];
    match (update.max_unavailable, update.max_unavailable_percentage) {
        (None, None) => flaws.add(&pool.at(&["updateConfig"]), FlawKind::UpdateConfigEmpty),
        (Some(_), Some(_)) => {
            flaws.add(&pool.at(&share), FlawKind::Conflict { with: "maxUnavailable".to_owned() });
        }
        // Without a largest size eksctl takes the desired, then the least one, and two nodes if there is nothing.
        (count, None) => {
            let largest = pool.max.or(pool.desired).or(pool.min).unwrap_or(2).max(1);
            flaws.out_of_range(&pool.at(&number), count, 1, Some(largest));
        }
        (None, percentage) => flaws.out_of_range(&pool.at(&share), percentage, 1, Some(100)),
    }
}
