//! What goes on behind the desks: each completes its start and reloads its files, and desks come and go with the
//! servers of the configuration.

use std::sync::Arc;

use tokio::sync::mpsc;

use crate::discord::bot::Bot;
use crate::discord::channel_sources::log_missing_sources;
use crate::discord::desks::{Desk, ServersChange, Unattended};
use crate::discord::moderation::{reload_on_triggers, settle_in_time};

/// Looks after desks from now on, until they are closed: completes their start, and reloads their files.
pub fn look_after(bot: &Arc<Bot>, unattended: Vec<Unattended>) {
    for (desk, triggers) in unattended {
        log_missing_sources(&bot.desks(), &desk);
        let bot = Arc::clone(bot);
        tokio::spawn(async move {
            let settling = settle_in_time(&desk);
            let reloading = reload_on_triggers(&bot, &desk, triggers);
            tokio::select! {
                () = desk.closed() => {}
                _ = async { tokio::join!(settling, reloading) } => {}
            }
        });
    }
}

/// Takes each change of the servers over, until there can be no more.
pub async fn take_servers_over(bot: Arc<Bot>, mut changes: mpsc::Receiver<ServersChange>) {
    while let Some(change) = changes.recv().await {
        let (desks, unattended) = bot.desks().with(change);
        tracing::info!(
            servers = desks.servers.iter().count(),
            desks = desks.iter().count(),
            "took the servers over"
        );
        // Those of new desks are logged once these are looked after.
        let is_new = |desk: &Arc<Desk>| unattended.iter().any(|(own, _)| Arc::ptr_eq(own, desk));
        let known = desks.iter().filter(|desk| !is_new(desk));
        known.for_each(|desk| log_missing_sources(&desks, desk));
        bot.desks.store(Arc::new(desks));
        for (desk, _) in &unattended {
            // Until now, moderators may have suspended answers at another desk of the same server.
            if let Err(fault) = desk.releases.apply_suspended().await {
                tracing::error!(owner = ?desk.owner, %fault, "cannot read what is suspended");
            }
        }
        look_after(&bot, unattended);
    }
}
