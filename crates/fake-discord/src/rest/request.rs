//! Requests as they arrive: JSON, or multipart with files.

use std::time::Instant;

use axum::body::to_bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::{HeaderMap, header};
use serde_json::Value;

use crate::rest::attachments::File;
use crate::rest::errors::{ApiError, NOT_JSON};

const LARGEST: usize = 25 * 1024 * 1024;

/// A request as it arrived.
pub struct Incoming {
    pub method: String,
    pub path: String,
    pub query: String,
    pub headers: HeaderMap,
    pub body: Result<Value, ApiError>,
    /// Its files.
    pub files: Vec<File>,
    /// When its body was read.
    pub read: Instant,
}

impl Incoming {
    pub fn audit_reason(&self) -> Option<String> {
        let reason = self.headers.get("x-audit-log-reason")?;
        Some(String::from_utf8_lossy(reason.as_bytes()).into_owned())
    }

    /// The message that this one replies to.
    pub fn replied_to(&self) -> Option<u64> {
        let body = self.body.as_ref().ok()?;
        let id = &body.get("message_reference")?["message_id"];
        id.as_u64().or_else(|| id.as_str()?.parse().ok())
    }
}

/// Reads a request.
pub async fn read(request: Request) -> Incoming {
    let (parts, body) = request.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE);
    let is_form = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data"));
    let headers = parts.headers.clone();
    let (method, uri) = (parts.method.to_string(), parts.uri.clone());
    let (body, files) = if is_form {
        read_form(Request::from_parts(parts, body)).await
    } else {
        let bytes = to_bytes(body, LARGEST).await.unwrap_or_default();
        let body = if bytes.is_empty() {
            Ok(Value::Null)
        } else {
            serde_json::from_slice(&bytes).map_err(|_| NOT_JSON)
        };
        (body, Vec::new())
    };
    Incoming {
        method,
        path: uri.path().to_owned(),
        query: uri
            .query()
            .unwrap_or_default()
            .trim_start_matches('&')
            .to_owned(),
        headers,
        body,
        files,
        read: Instant::now(),
    }
}

/// Reads a multipart body.
async fn read_form(request: Request) -> (Result<Value, ApiError>, Vec<File>) {
    let Ok(mut form) = Multipart::from_request(request, &()).await else {
        return (Err(NOT_JSON), Vec::new());
    };
    let (mut body, mut files) = (Ok(Value::Null), Vec::new());
    while let Ok(Some(field)) = form.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().unwrap_or_default().to_owned();
        let bytes = field.bytes().await.unwrap_or_default();
        if name == "payload_json" {
            body = serde_json::from_slice(&bytes).map_err(|_| NOT_JSON);
        } else if name.starts_with("files[") {
            files.push(File::new(&file_name, &bytes));
        }
    }
    (body, files)
}
