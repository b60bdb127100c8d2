//! Responses on their way out: whole, late, cut off, or not at all.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use serde_json::{Value, json};

use crate::faults::RestFault;
use crate::net::tcp::Cutter;

/// The time between two bytes of a slow body.
const SLOW: Duration = Duration::from_millis(100);
/// How many headers are too many.
const HEADERS: usize = 1_000;
/// Bytes of each.
const HEADER: usize = 2_000;

/// A response.
#[derive(Debug, Clone)]
pub struct Outgoing {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    /// Null if there is none.
    pub body: Value,
}

impl Outgoing {
    /// No response.
    pub fn nothing() -> Self {
        Self {
            status: 0,
            headers: Vec::new(),
            body: Value::Null,
        }
    }

    /// An error response.
    pub fn error(status: u16, code: u64, message: &str) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: json!({ "code": code, "message": message }),
        }
    }

    /// 429, for a route or globally.
    pub fn too_many(seconds: f64, is_global: bool) -> Self {
        let mut headers = vec![("retry-after", format!("{}", seconds.ceil()))];
        if is_global {
            headers.push(("x-ratelimit-global", "true".to_owned()));
        }
        let scope = if is_global { "global" } else { "user" };
        headers.push(("x-ratelimit-scope", scope.to_owned()));
        Self {
            status: 429,
            headers,
            body: json!({
                "message": "You are being rate limited.",
                "retry_after": seconds,
                "global": is_global,
            }),
        }
    }

    /// With these headers added.
    #[must_use]
    pub fn with(mut self, headers: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        self.headers.extend(headers);
        self
    }

    fn code(&self) -> StatusCode {
        StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl IntoResponse for Outgoing {
    fn into_response(self) -> Response {
        let mut response = if self.body.is_null() {
            self.code().into_response()
        } else {
            let kind = [(header::CONTENT_TYPE, "application/json")];
            (self.code(), kind, self.body.to_string()).into_response()
        };
        for (name, value) in self.headers {
            if let Ok(value) = value.parse() {
                response.headers_mut().insert(name, value);
            }
        }
        response
    }
}

/// Sends the response, or what a fault makes of it.
pub async fn finish(outgoing: Outgoing, fault: Option<RestFault>, cutter: &Cutter) -> Response {
    match fault {
        Some(RestFault::Hang) => std::future::pending().await,
        Some(RestFault::Reset | RestFault::ResetAfterApplying) => {
            cutter.cut();
            std::future::pending().await
        }
        Some(RestFault::LateAnswer(delay)) => {
            tokio::time::sleep(delay).await;
            outgoing.into_response()
        }
        Some(RestFault::Truncated) => {
            let text = outgoing.body.to_string();
            let half = Bytes::copy_from_slice(&text.as_bytes()[..text.len() / 2]);
            let broken = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
            let body = Body::from_stream(stream::iter([Ok(half), Err(broken)]));
            let kind = (header::CONTENT_TYPE, "application/json".to_owned());
            let length = (header::CONTENT_LENGTH, text.len().to_string());
            (outgoing.code(), [kind, length], body).into_response()
        }
        Some(RestFault::NotJson) => {
            let page = "<html><body>upstream connect error</body></html>";
            (outgoing.code(), [(header::CONTENT_TYPE, "text/html")], page).into_response()
        }
        Some(RestFault::Endless(status)) => {
            let piece = Bytes::from(vec![b' '; 1 << 16]);
            let body = stream::repeat_with(move || Ok::<_, Infallible>(piece.clone()));
            let status = StatusCode::from_u16(status).unwrap_or_default();
            (status, Body::from_stream(body)).into_response()
        }
        Some(RestFault::Slow) => {
            let body = stream::unfold((), |()| async {
                tokio::time::sleep(SLOW).await;
                Some((Ok::<_, Infallible>(Bytes::from_static(b" ")), ()))
            });
            (outgoing.code(), Body::from_stream(body)).into_response()
        }
        Some(RestFault::ManyHeaders) => {
            let mut response = outgoing.into_response();
            let value = HeaderValue::from_bytes(&[b'x'; HEADER]).expect("letters");
            for _ in 0..HEADERS {
                response.headers_mut().append("x-more", value.clone());
            }
            response
        }
        _ => outgoing.into_response(),
    }
}
