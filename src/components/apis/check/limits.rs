//! Compression and throttling.

use crate::blueprint::{Api, Throttle};
use crate::diagnostics::{self as codes, Diagnostic};
use crate::facts::apigateway;
use crate::system::Instance;

/// Numbers outside what API Gateway takes or gives.
pub(super) fn check(api: &Instance<'_, Api>, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(compression(api));
    if let Some(throttle) = &api.model.throttle {
        diagnostics.extend(nothing_passes(api, throttle));
        let (rate, burst) = apigateway::account_throttle(api.region.code);
        diagnostics.extend(over_account(api, "requests_per_second", throttle.requests_per_second, rate));
        diagnostics.extend(over_account(api, "burst", f64::from(throttle.burst), burst));
    }
}

fn compression(api: &Instance<'_, Api>) -> Option<Diagnostic> {
    let size = api.model.compression.filter(|size| !apigateway::MINIMUM_COMPRESSION_BYTES.contains(&size.bytes))?;
    let span = api.value(&["compression"]);
    let error = Diagnostic::error(
        codes::COMPRESSION_RANGE,
        span,
        format!("{size} is over the largest response that a REST API gives"),
    )
    .label("0B to 10MiB")
    .help("1KiB is usual: smaller responses grow when they are compressed")
    .fact("API Gateway CreateRestApi, minimumCompressionSize: 0 to 10485760 bytes (botocore 1.44.5)");
    Some(error)
}

fn nothing_passes(api: &Instance<'_, Api>, throttle: &Throttle) -> Option<Diagnostic> {
    let rate = throttle.requests_per_second;
    if rate < 0.0 {
        let error = Diagnostic::error(
            codes::THROTTLE_NOTHING,
            api.value(&["throttle", "requests_per_second"]),
            format!("{rate} requests per second"),
        )
        .label("less than none")
        .fact("AWS::ApiGateway::Stage MethodSetting, ThrottlingRateLimit, minimum 0 (registry schema, 2026-10-20)");
        return Some(error);
    }
    let field = if rate == 0.0 { "requests_per_second" } else { "burst" };
    if rate > 0.0 && throttle.burst > 0 {
        return None;
    }
    let warning = Diagnostic::warning(codes::THROTTLE_NOTHING, api.value(&["throttle", field]), format!("`{}` answers nobody", api.name))
        .label("every request gets status 429")
        .help("leave `throttle` out for the limits of the account")
        .fact("API Gateway throttles with a token bucket: the rate fills it, the burst is its size (API Gateway Developer Guide, throttling, read 2026-10-20)");
    Some(warning)
}

fn over_account(api: &Instance<'_, Api>, field: &str, wanted: f64, most: u32) -> Option<Diagnostic> {
    if wanted <= f64::from(most) {
        return None;
    }
    let span = api.value(&["throttle", field]);
    let warning = Diagnostic::warning(codes::THROTTLE_OVER_ACCOUNT, span, format!("{field} of {wanted} is over the {most} that an account has in {}", api.region.code))
        .label("the account's limit comes first")
        .help(format!("ask for a higher quota in {}, or use {most}", api.region.code))
        .fact("API Gateway Developer Guide, quotas: 10,000 requests per second and a burst of 5,000 for all APIs of an account in a region by default, 2,500 and 1,250 in thirteen regions (read 2026-10-20)");
    Some(warning)
}
