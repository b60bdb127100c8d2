//! Requests with a body, and with files. It sends none.

use serde_json::Value;
use serenity::builder::CreateAttachment;
use serenity::http::{LightMethod, Multipart, MultipartUpload, Request, Route};

/// A request with this body.
pub fn with_body<'a>(route: Route<'a>, method: LightMethod, body: &Value) -> Request<'a> {
    Request::new(route, method).body(Some(body.to_string().into_bytes()))
}

/// The same with these files beside the body.
pub fn with_files<'a>(
    route: Route<'a>,
    method: LightMethod,
    body: &Value,
    files: Vec<CreateAttachment>,
) -> Request<'a> {
    if files.is_empty() {
        return with_body(route, method, body);
    }
    Request::new(route, method).multipart(Some(Multipart {
        upload: MultipartUpload::Attachments(files),
        payload_json: Some(body.to_string()),
        fields: Vec::new(),
    }))
}
