//! Words of distributions that CloudFront has in capitals.

use schemars::JsonSchema;
use serde::Deserialize;

/// A word of the language with the word that AWS has for it.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal => $aws:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
        pub enum $name {
            $($(#[$doc])* #[serde(rename = $word)] $variant,)+
        }
        impl $name {
            /// Every word, in the order of the language.
            pub const ALL: &[$name] = &[$($name::$variant,)+];
            /// The name at AWS.
            pub const fn name(self) -> &'static str {
                match self { $($name::$variant => $aws,)+ }
            }
            /// The word in the blueprint.
            pub const fn key(self) -> &'static str {
                match self { $($name::$variant => $word,)+ }
            }
        }
    };
}

words! {
    /// Methods that are let through.
    Methods {
        /// GET and HEAD.
        Read = "read" => "GET HEAD",
        /// GET, HEAD and OPTIONS.
        Options = "options" => "GET HEAD OPTIONS",
        /// GET, HEAD, OPTIONS, PUT, POST, PATCH and DELETE.
        All = "all" => "GET HEAD OPTIONS PUT POST PATCH DELETE",
    }
}

words! {
    /// What happens to plain HTTP.
    PlainHttp {
        /// The client is sent to HTTPS.
        Redirect = "redirect" => "redirect-to-https",
        /// 403.
        Refuse = "refuse" => "https-only",
    }
}

words! {
    /// Which edge locations answer.
    PriceClass {
        /// Every one.
        All = "all" => "PriceClass_All",
        /// Not those in South America, Australia and New Zealand.
        Class200 = "class_200" => "PriceClass_200",
        /// Those in North America, Europe and Israel.
        Class100 = "class_100" => "PriceClass_100",
    }
}

words! {
    /// HTTP versions beside 1.1.
    HttpVersion {
        /// HTTP/2.
        Http2 = "http2" => "http2",
        /// HTTP/3.
        Http3 = "http3" => "http3",
        /// Both.
        Http2And3 = "http2and3" => "http2and3",
    }
}

words! {
    /// Security policy towards clients, by the oldest TLS that it accepts.
    TlsPolicy {
        /// TLS 1.2 with ciphers of 2018.
        Tls12Of2018 = "TLSv1.2_2018" => "TLSv1.2_2018",
        /// TLS 1.2 with ciphers of 2019.
        Tls12Of2019 = "TLSv1.2_2019" => "TLSv1.2_2019",
        /// TLS 1.2 with ciphers of 2021.
        Tls12Of2021 = "TLSv1.2_2021" => "TLSv1.2_2021",
        /// TLS 1.2 with ciphers of 2025.
        Tls12Of2025 = "TLSv1.2_2025" => "TLSv1.2_2025",
        /// TLS 1.3.
        Tls13Of2025 = "TLSv1.3_2025" => "TLSv1.3_2025",
    }
}

words! {
    /// A cache policy of AWS.
    ManagedCache {
        /// A day, compressed, by path alone.
        Optimized = "caching_optimized" => "CACHING_OPTIMIZED",
        /// A day, by path alone, for what is compressed already.
        Uncompressed = "caching_optimized_for_uncompressed_objects" => "CACHING_OPTIMIZED_FOR_UNCOMPRESSED_OBJECTS",
        /// Nothing is kept.
        Disabled = "caching_disabled" => "CACHING_DISABLED",
        /// As the origin's Cache-Control says; Host, cookies and Origin have answers of their own.
        OriginHeaders = "use_origin_cache_control_headers" => "USE_ORIGIN_CACHE_CONTROL_HEADERS",
        /// The same, and query strings have answers of their own.
        OriginHeadersQuery = "use_origin_cache_control_headers_query_strings" => "USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS",
        /// For AWS Elemental MediaPackage.
        MediaPackage = "elemental_media_package" => "ELEMENTAL_MEDIA_PACKAGE",
        /// For AWS Amplify.
        Amplify = "amplify" => "AMPLIFY",
    }
}

words! {
    /// An origin request policy of AWS.
    ManagedForward {
        /// Everything that the client sent.
        AllViewer = "all_viewer" => "ALL_VIEWER",
        /// Everything but the Host header.
        AllViewerExceptHost = "all_viewer_except_host_header" => "ALL_VIEWER_EXCEPT_HOST_HEADER",
        /// Everything, and the headers that CloudFront adds.
        AllViewerAndCloudFront = "all_viewer_and_cloudfront_2022" => "ALL_VIEWER_AND_CLOUDFRONT_2022",
        /// Origin.
        CorsCustom = "cors_custom_origin" => "CORS_CUSTOM_ORIGIN",
        /// The headers of CORS that S3 reads.
        CorsS3 = "cors_s3_origin" => "CORS_S3_ORIGIN",
        /// For AWS Elemental MediaTailor.
        MediaTailor = "elemental_media_tailor" => "ELEMENTAL_MEDIA_TAILOR",
        /// Host.
        HostOnly = "host_header_only" => "HOST_HEADER_ONLY",
        /// User-Agent and Referer.
        UserAgentReferer = "user_agent_referer_headers" => "USER_AGENT_REFERER_HEADERS",
    }
}

words! {
    /// A response headers policy of AWS.
    ManagedHeaders {
        /// Any site may read, by simple requests.
        Cors = "cors_allow_all_origins" => "CORS_ALLOW_ALL_ORIGINS",
        /// Any site may read, by any request.
        CorsPreflight = "cors_allow_all_origins_with_preflight" => "CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT",
        /// Security headers.
        Security = "security_headers" => "SECURITY_HEADERS",
        /// Any site may read, by simple requests; and security headers.
        CorsSecurity = "cors_allow_all_origins_and_security_headers" => "CORS_ALLOW_ALL_ORIGINS_AND_SECURITY_HEADERS",
        /// Any site may read, by any request; and security headers.
        CorsPreflightSecurity = "cors_allow_all_origins_with_preflight_and_security_headers" => "CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT_AND_SECURITY_HEADERS",
    }
}

words! {
    /// Whether browsers may frame the pages.
    Frames {
        /// No site may.
        Deny = "deny" => "DENY",
        /// The site itself may.
        SameOrigin = "same_origin" => "SAMEORIGIN",
    }
}

words! {
    /// What browsers tell other sites of where a link was.
    Referrer {
        /// Nothing.
        NoReferrer = "no-referrer" => "no-referrer",
        /// The origin.
        Origin = "origin" => "origin",
        /// The path within the site, nothing to others.
        SameOrigin = "same-origin" => "same-origin",
        /// The origin, over HTTPS.
        StrictOrigin = "strict-origin" => "strict-origin",
        /// The path within the site, the origin to others, over HTTPS.
        StrictOriginWhenCrossOrigin = "strict-origin-when-cross-origin" => "strict-origin-when-cross-origin",
    }
}

macro_rules! default_words {
    ($($name:ident::$variant:ident)+) => {
        $(impl Default for $name {
            fn default() -> Self {
                $name::$variant
            }
        })+
    };
}

default_words! { PlainHttp::Redirect PriceClass::All HttpVersion::Http2And3 Frames::SameOrigin Referrer::StrictOriginWhenCrossOrigin }
