//! What the operator's signals mean.

use std::io;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::record::ReleaseMethod;

/// SIGTERM and SIGINT stop the bot.
pub(super) async fn stop(stop: CancellationToken) {
    if let Err(error) = asked_to_stop().await {
        tracing::error!(%error, "cannot listen for signals");
        return;
    }
    tracing::info!("stopping");
    stop.cancel();
}

#[cfg(unix)]
async fn asked_to_stop() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn asked_to_stop() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

/// SIGHUP has the files on disk read anew.
#[cfg(unix)]
pub(super) async fn reload(order: mpsc::Sender<ReleaseMethod>) {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::hangup()) {
        Ok(mut hangup) => {
            while hangup.recv().await.is_some() {
                tracing::info!("told to read the knowledge files anew");
                // One that waits already will find the newest files.
                let _ = order.try_send(ReleaseMethod::Signal);
            }
        }
        Err(error) => tracing::error!(%error, "cannot listen for signals"),
    }
}

#[cfg(not(unix))]
pub(super) async fn reload(_: mpsc::Sender<ReleaseMethod>) {}
