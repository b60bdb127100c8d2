//! One end of a connection: how a message goes out on it, and how it is closed. Both take a bounded
//! time, whatever the other side does.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::timeout;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::discord::connection::relay::CLOSE_TIMEOUT;

/// How long one side may take to accept a message. serenity accepts at once, and so does a gateway
/// that is alive.
const PASS_TIMEOUT: Duration = Duration::from_secs(10);

/// The side that a message was to be passed to is gone.
pub struct Broken;

/// Passes a message on.
pub async fn pass<S>(to: &mut WebSocketStream<S>, message: Message) -> Result<(), Broken>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    match timeout(PASS_TIMEOUT, to.send(message)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Broken),
    }
}

/// Closes one end, and gives it a moment to answer the close.
pub async fn close<S>(end: &mut WebSocketStream<S>, code: u16)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let frame = CloseFrame {
        code: CloseCode::from(code),
        reason: "".into(),
    };
    let closing = async {
        // An error means that this end is gone already.
        let _ = end.close(Some(frame)).await;
        while let Some(Ok(_)) = end.next().await {}
    };
    let _ = timeout(CLOSE_TIMEOUT, closing).await;
}

/// Gives one end a moment to close by itself.
pub async fn until_closed<S>(end: &mut WebSocketStream<S>)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let closing = async { while let Some(Ok(_)) = end.next().await {} };
    let _ = timeout(CLOSE_TIMEOUT, closing).await;
}
