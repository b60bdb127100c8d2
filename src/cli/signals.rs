//! The operator's signals: SIGTERM and SIGINT stop the bot, SIGHUP reloads the knowledge.

use std::io;
use std::process;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

/// Cancels `stop` on SIGTERM or SIGINT, and ends the program if it has not ended by itself after
/// `patience`. Listens on a thread of its own, so that nothing that keeps the others busy delays it.
pub(super) fn stop(stop: CancellationToken, patience: Duration) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let listening = async move {
        if let Err(error) = stop_signal().await {
            tracing::error!(%error, "cannot listen for signals");
            return;
        }
        tracing::info!("stopping");
        stop.cancel();
        sleep(patience).await;
        tracing::error!("did not stop in time: ending the program");
        process::exit(0);
    };
    let thread = std::thread::Builder::new().name("signals".to_owned());
    thread.spawn(move || runtime.block_on(listening)).map(drop)
}

#[cfg(unix)]
async fn stop_signal() -> io::Result<()> {
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
async fn stop_signal() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}

/// Tells of each SIGHUP.
#[cfg(unix)]
pub(super) async fn hangups(heard: mpsc::Sender<()>) {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::hangup()) {
        Ok(mut hangup) => {
            while hangup.recv().await.is_some() {
                tracing::info!("SIGHUP: reloading the knowledge files and the servers");
                // One that waits already is answered with the newest files.
                let _ = heard.try_send(());
            }
        }
        Err(error) => tracing::error!(%error, "cannot listen for signals"),
    }
}

#[cfg(not(unix))]
pub(super) async fn hangups(_: mpsc::Sender<()>) {}
