//! What serenity asks the relay for: where the gateway is, or a connection to it. Nobody else is
//! answered.

use serde_json::json;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::{sleep, timeout};

use crate::discord::connection::relay::CLOSE_TIMEOUT;

/// Bytes of the first line of serenity's request that are read.
const FIRST_LINE: usize = 64;

/// What serenity asks for.
pub enum RelayRequest {
    /// Where the gateway is.
    Address,
    /// A connection to it.
    Connection,
}

/// Returns what is asked for by a path that only serenity was told; `None` for anyone else.
pub async fn asked(stream: &TcpStream, secret: &str) -> Option<RelayRequest> {
    let mut line = [0; FIRST_LINE];
    let wanted = format!("GET {secret}");
    let mut seen = 0;
    // The bytes after the secret tell what is asked for.
    while seen <= wanted.len() {
        match timeout(CLOSE_TIMEOUT, stream.peek(&mut line)).await {
            Ok(Ok(n)) if n > seen => seen = n,
            _ => return None,
        }
    }
    let rest = line.strip_prefix(wanted.as_bytes())?;
    let is_below = rest.starts_with(b"/");
    Some(if is_below && !rest.starts_with(b"/?") {
        RelayRequest::Address
    } else {
        RelayRequest::Connection
    })
}

/// Says that the gateway is here, at this address.
pub async fn tell_address(mut stream: TcpStream, url: &str) {
    let body = json!({ "url": url }).to_string();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         connection: close\r\n\r\n{body}",
        body.len()
    );
    // Should this fail, building the client fails, and is tried again.
    let _ = stream.write_all(answer.as_bytes()).await;
    let _ = stream.shutdown().await;
    // What is left of the request was not read: closing now would reset the connection.
    sleep(CLOSE_TIMEOUT).await;
}
