//! Times as EventBridge and AWS Backup write them.

/// What is wrong with `cron(0 3 * * ? *)`: minutes, hours, day of the month, month, day of the week, year; `None` if nothing is.
pub fn cron_fault(text: &str) -> Option<&'static str> {
    let Some(cron) = text.strip_prefix("cron(").and_then(|rest| rest.strip_suffix(')')) else {
        return Some("not cron(…)");
    };
    let fields: Vec<&str> = cron.split_whitespace().collect();
    let [_, _, day, _, weekday, _] = fields.as_slice() else {
        return Some("six fields: minutes, hours, day of the month, month, day of the week, year");
    };
    ((*day == "?") == (*weekday == "?"))
        .then_some("a ? in one of day of the month and day of the week, and in one only")
}

#[cfg(test)]
mod tests {
    use super::cron_fault;

    #[test]
    fn a_time_has_six_fields_and_one_question_mark() {
        assert_eq!(cron_fault("cron(0 3 * * ? *)"), None);
        assert_eq!(cron_fault("cron(0 3 ? * MON *)"), None);
        let wrong = ["cron(0 3 * * ?)", "cron(0 3 * * * *)", "cron(0 3 ? * ? *)", "0 3 * * ? *", "rate(1 day)"];
        assert!(wrong.iter().all(|text| cron_fault(text).is_some()));
    }
}
