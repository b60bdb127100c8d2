//! Files: uploads in command options, and attachments of the bot's messages.

use axum::extract::{Path, State as Shares};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::Arc;

use crate::Fake;
use crate::Message;
use crate::rest::errors::{ApiError, TOO_LARGE};
use crate::rest::routes::Call;
use crate::state::Shared;

/// Files that come with a message.
const FILES: usize = 10;
/// Bytes of a file in a server without boosts.
const FILE_BYTES: usize = 10 * 1024 * 1024;

/// Whether Discord takes these files with one message.
pub fn check(files: &[File]) -> Result<(), ApiError> {
    if files.len() > FILES {
        let what = format!("{} attachments; {FILES} fit", files.len());
        return Err(ApiError::form(&what));
    }
    if files.iter().any(|file| file.bytes.len() > FILE_BYTES) {
        return Err(TOO_LARGE);
    }
    Ok(())
}

/// A file that Discord stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// The size that Discord reports, in bytes.
    pub size: usize,
}

impl File {
    /// A file with this name and content.
    pub fn new(name: &str, bytes: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            bytes: bytes.to_vec(),
            size: bytes.len(),
        }
    }
}

impl Fake {
    /// Uploads a file for a command's option, and returns its id.
    pub fn upload(&self, file: File) -> u64 {
        self.shared.change(|state| {
            let id = state.world.clock.id();
            state.world.files.insert(id, file);
            id
        })
    }

    /// Deletes a file: its URL returns 404.
    pub fn lose(&self, file: u64) {
        self.serve_as(file, 404);
    }

    /// The URL of a file returns this status from now on, with an empty body unless it is a success.
    ///
    /// # Panics
    ///
    /// There is no such status.
    pub fn serve_as(&self, file: u64, status: u16) {
        let status = StatusCode::from_u16(status).expect("a status");
        self.shared
            .change(|state| state.world.served_as.insert(file, status));
    }
}

impl Message {
    /// An attachment as text.
    pub fn file(&self, name: &str) -> Option<String> {
        let list = self.value["attachments"].as_array()?;
        let found = list.iter().find(|file| file["filename"] == name)?;
        let id = found["id"].as_str()?.parse().ok()?;
        let bytes = self
            .shared
            .look(|state| state.world.files.get(&id).map(|f| f.bytes.clone()))?;
        String::from_utf8(bytes).ok()
    }

    /// The names of its attachments.
    pub fn files(&self) -> Vec<&str> {
        let list = self.value["attachments"].as_array().into_iter().flatten();
        list.filter_map(|file| file["filename"].as_str()).collect()
    }
}

/// The attachment object of a file.
pub fn object(base: &str, id: u64, file: &File) -> Value {
    let url = format!("{base}/attachments/{id}/{}", file.name);
    json!({
        "id": id.to_string(),
        "filename": file.name,
        "size": file.size,
        "url": url,
        "proxy_url": url,
        "content_type": "application/octet-stream",
    })
}

impl Call<'_> {
    /// Attaches the request's files to a message; of its old ones, those that are named stay.
    pub fn attach(&mut self, message: u64) {
        let named = self.body.get("attachments").and_then(Value::as_array);
        if named.is_none() && self.uploads.is_empty() {
            return;
        }
        let base = self.state.settings.base.clone();
        let world = &mut self.state.world;
        let mut kept = Vec::new();
        if let Some(stored) = world.messages.get(&message) {
            let before = stored.value["attachments"]
                .as_array()
                .cloned()
                .unwrap_or_default();
            let is_kept = |file: &Value| {
                named.is_none_or(|named| named.iter().any(|kept| kept["id"] == file["id"]))
            };
            kept.extend(before.into_iter().filter(is_kept));
        }
        for file in self.uploads {
            let id = world.clock.id();
            kept.push(object(&base, id, file));
            world.files.insert(id, file.clone());
        }
        if let Some(stored) = world.messages.get_mut(&message) {
            stored.value["attachments"] = json!(kept);
        }
    }
}

/// Serves a file at its URL.
pub async fn serve(
    Shares(shared): Shares<Arc<Shared>>,
    Path((id, _)): Path<(u64, String)>,
) -> Response {
    let (file, status) = shared.look(|state| {
        let status = state.world.served_as.get(&id).copied();
        (state.world.files.get(&id).cloned(), status)
    });
    match (file, status.unwrap_or(StatusCode::OK)) {
        (Some(file), status) if status.is_success() => (status, file.bytes).into_response(),
        (Some(_), status) => status.into_response(),
        (None, _) => StatusCode::NOT_FOUND.into_response(),
    }
}
