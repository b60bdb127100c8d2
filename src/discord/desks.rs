//! Whose knowledge answers where. A desk is one knowledge with all that belongs to it: what answers from it,
//! its history, and what its moderators are looking at. Servers without knowledge of their own, and direct
//! messages, share one.

use std::collections::HashMap;
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::config::{Server, Servers};
use crate::discord::encoding::FailedVersion;
use crate::discord::given_answers::GivenAnswers;
use crate::discord::previews::Previews;
use crate::record::{KnowledgeOwner, ReleaseMethod};
use crate::release::{ReleasePipeline, Revision};
use crate::service::Service;

/// Each message reloads the files of a desk; it says what triggered that.
pub type Triggers = mpsc::Receiver<ReleaseMethod>;

/// A knowledge that has been opened, whose owner is that of its store.
pub struct OpenedDesk {
    /// Publishes its versions.
    pub releases: ReleasePipeline,
    /// What reloads its files.
    pub triggers: Triggers,
}

/// The desks that the bot starts with.
pub struct OpenedDesks {
    /// That of all servers without knowledge of their own.
    pub shared: OpenedDesk,
    /// Those of single servers.
    pub own: Vec<OpenedDesk>,
}

/// The servers of a configuration that was read anew.
pub struct ServersChange {
    /// All of them.
    pub servers: Servers,
    /// The desks of those that have knowledge of their own which they did not have before.
    pub opened: Vec<OpenedDesk>,
}

/// One knowledge, with all that belongs to it.
pub struct Desk {
    /// Whose it is.
    pub owner: KnowledgeOwner,
    /// Answers from it.
    pub service: Arc<Service>,
    /// Publishes new versions of it.
    pub releases: Arc<ReleasePipeline>,
    /// What it has lately answered, and where.
    pub given_answers: GivenAnswers,
    /// Versions that moderators have been shown.
    pub previews: Previews<Revision>,
    /// The version on which the encoder failed, if it did.
    pub failed_on: FailedVersion,
    /// Cancelled to close the desk.
    stop: CancellationToken,
}

impl Desk {
    /// A desk for these releases, with room for the previews of one server.
    fn new(releases: ReleasePipeline) -> Self {
        Self {
            owner: releases.store().owner(),
            service: Arc::clone(releases.service()),
            releases: Arc::new(releases),
            given_answers: GivenAnswers::new(),
            previews: Previews::new(1),
            failed_on: FailedVersion::default(),
            stop: CancellationToken::new(),
        }
    }

    /// Waits until it is closed.
    pub async fn closed(&self) {
        self.stop.cancelled().await;
    }
}

/// A desk that nobody looks after yet, and what reloads its files.
pub type Unattended = (Arc<Desk>, Triggers);

/// The servers of the configuration, and the desks.
pub struct Desks {
    /// The servers.
    pub servers: Servers,
    shared: Arc<Desk>,
    own: HashMap<u64, Arc<Desk>>,
}

impl Desks {
    /// Sets the desks up for these servers. What is opened has still to be looked after.
    #[must_use]
    pub fn new(servers: Servers, opened: OpenedDesks) -> (Self, Vec<Unattended>) {
        let OpenedDesks { shared, own } = opened;
        let desk = Arc::new(Desk::new(shared.releases));
        let mut unattended = vec![(Arc::clone(&desk), shared.triggers)];
        let none = Self {
            servers: Servers::default(),
            shared: desk,
            own: HashMap::new(),
        };
        let (desks, opened) = none.with(ServersChange {
            servers,
            opened: own,
        });
        unattended.extend(opened);
        (desks, unattended)
    }

    /// The desks once the servers have changed. Those that nobody has any more are closed.
    #[must_use]
    pub fn with(&self, change: ServersChange) -> (Self, Vec<Unattended>) {
        let ServersChange { servers, opened } = change;
        let mut own = self.own.clone();
        let mut unattended = Vec::new();
        for OpenedDesk { releases, triggers } in opened {
            let desk = Arc::new(Desk::new(releases));
            if let KnowledgeOwner::Server(server) = desk.owner {
                own.insert(server, Arc::clone(&desk));
                unattended.push((desk, triggers));
            }
        }
        own.retain(|server, _| {
            let server = servers.get(*server);
            server.is_some_and(|server| server.knowledge.is_some())
        });
        let desks = Self {
            servers,
            shared: Arc::clone(&self.shared),
            own,
        };
        let sharing = desks.servers_of(desks.shared.owner).count();
        desks.shared.previews.fit(sharing);
        for (server, before) in &self.own {
            if !Arc::ptr_eq(before, desks.of(Some(*server))) {
                before.stop.cancel();
            }
        }
        (desks, unattended)
    }

    /// The desk of a server, by its id; of direct messages if there is none.
    #[must_use]
    pub fn of(&self, server: Option<u64>) -> &Arc<Desk> {
        let own = server.and_then(|server| self.own.get(&server));
        own.unwrap_or(&self.shared)
    }

    /// Every desk, the shared one first.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Desk>> {
        [&self.shared].into_iter().chain(self.own.values())
    }

    /// The servers that share the knowledge of an owner.
    pub fn servers_of(&self, owner: KnowledgeOwner) -> impl Iterator<Item = &Server> {
        let servers = self.servers.iter();
        servers.filter(move |server| self.of(Some(server.id.get())).owner == owner)
    }

    /// Closes every desk.
    pub fn close(&self) {
        self.iter().for_each(|desk| desk.stop.cancel());
    }
}
