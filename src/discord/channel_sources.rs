//! What answers where: in a channel for which the operator has chosen sources, these alone.

use std::sync::Arc;

use serenity::model::id::{ChannelId, GuildId};

use crate::config::Server;
use crate::discord::ask::Asker;
use crate::discord::bot::Bot;
use crate::discord::desks::{Desk, Desks};
use crate::knowledge::{Knowledge, UnknownSource, unknown_sources};
use crate::service::Snapshot;

/// A source that a channel is to be answered from, and that the table does not have.
pub struct MissingSource {
    /// The channel.
    pub channel: u64,
    /// The source.
    pub source: UnknownSource,
}

impl Bot {
    /// What answers where somebody asks.
    pub fn snapshot_for(&self, asker: Asker) -> Arc<Snapshot> {
        self.narrowed(self.desk(asker.guild).service.snapshot(), asker)
    }

    /// The part of a server's knowledge that answers where somebody asks.
    pub fn narrowed(&self, snapshot: Arc<Snapshot>, asker: Asker) -> Arc<Snapshot> {
        let Some(guild) = asker.guild else {
            return snapshot;
        };
        let known = || self.threads.known_parent(asker.channel);
        let parent = asker.parent.or_else(known).map(ChannelId::get);
        let desks = self.desks();
        let sources = desks
            .servers
            .sources_in(guild.get(), asker.channel.get(), parent);
        match sources {
            Some(sources) => Arc::new(snapshot.of_sources(sources)),
            None => snapshot,
        }
    }

    /// The channel that a thread or a post was opened in, where it decides what answers there; Discord is asked only then.
    pub async fn deciding_parent(
        &self,
        guild: Option<GuildId>,
        channel: ChannelId,
    ) -> Option<ChannelId> {
        let desks = self.desks();
        let server = desks.servers.get(guild?.get())?;
        let own = |id: ChannelId| server.channels.iter().any(|own| own.id.get() == id.get());
        if server.channels.is_empty() || own(channel) {
            return None;
        }
        match self.posts.with(channel, |post| post.forum) {
            Some(forum) => Some(forum),
            None => self.threads.parent(&self.http, channel).await,
        }
    }
}

/// The sources that channels of a server are to be answered from, and that its table does not have.
pub fn missing_sources<'a>(
    server: &'a Server,
    knowledge: &'a Knowledge,
) -> impl Iterator<Item = MissingSource> {
    server.channels.iter().flat_map(|own| {
        let channel = own.id.get();
        let unknown = unknown_sources(knowledge, &own.sources).into_iter();
        unknown.map(move |source| MissingSource { channel, source })
    })
}

/// Logs the sources that channels are to be answered from, and that a desk's table does not have.
pub fn log_missing_sources(desks: &Desks, desk: &Desk) {
    let snapshot = desk.service.snapshot();
    for server in desks.servers_of(desk.owner) {
        for MissingSource { channel, source } in missing_sources(server, snapshot.knowledge()) {
            tracing::warn!(
                server = %server.id,
                channel,
                source = source.id.escape_debug().to_string(),
                did_you_mean = source.nearest,
                "a channel is to be answered from a source that its table does not have"
            );
        }
    }
}
