//! Opens the knowledge that the bot answers from: that which servers share, and that of single servers. Takes
//! over what the operator changes of the servers while it runs.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;
use std::time::SystemTime;

use futures_util::{StreamExt, stream};
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use tokio::task::spawn_blocking;

use crate::cli::{print_report, watch};
use crate::config::{Config, Servers};
use crate::discord::{OpenedDesk, OpenedDesks, ServersChange};
use crate::files::{self, KnowledgeFiles};
use crate::record::{KnowledgeOwner, ReleaseMethod, UnixSeconds};
use crate::release;
use crate::store::Store;

/// The knowledge that is open.
pub(super) struct OpenKnowledge {
    config: Config,
    config_file: PathBuf,
    store: Store,
    open: HashMap<KnowledgeOwner, Open>,
}

/// One knowledge that is open.
struct Open {
    path: PathBuf,
    reloads: mpsc::Sender<ReleaseMethod>,
}

impl OpenKnowledge {
    /// Opens nothing yet; no table may read `config_file`, or another of the bot's own files.
    pub(super) fn new(config: Config, config_file: &Path) -> Self {
        Self {
            store: Store::at(&config.store),
            config,
            config_file: config_file.to_owned(),
            open: HashMap::new(),
        }
    }

    /// Opens all knowledge of the configuration; none if there is nothing to answer from where servers share it.
    pub(super) async fn open_all(&mut self) -> Option<OpenedDesks> {
        let shared = self.config.knowledge.clone();
        let shared = self.open(KnowledgeOwner::Shared, shared).await?;
        let mut own = Vec::new();
        for (owner, path) in own_knowledge(&self.config.servers) {
            own.extend(self.open(owner, path).await);
        }
        Some(OpenedDesks { shared, own })
    }

    /// Opens one.
    async fn open(&mut self, owner: KnowledgeOwner, path: PathBuf) -> Option<OpenedDesk> {
        let (files, store, now) = self.to_start(owner, path.clone());
        let start = release::start(files, store, now).await;
        self.started(owner, path, start)
    }

    /// The same for several, some at a time, so that the last of many does not wait for all others.
    async fn open_each(&mut self, wanted: Vec<(KnowledgeOwner, PathBuf)>) -> Vec<OpenedDesk> {
        let starts = wanted.into_iter().map(|(owner, path)| {
            let (files, store, now) = self.to_start(owner, path.clone());
            let start = move || Handle::current().block_on(release::start(files, store, now));
            async move { (owner, path, spawn_blocking(start).await) }
        });
        let starts: Vec<_> = starts.collect();
        let at_once = available_parallelism().map_or(1, NonZeroUsize::get);
        let starts = stream::iter(starts).buffered(at_once);
        let started: Vec<_> = starts.collect().await;
        let opened = started
            .into_iter()
            .filter_map(|(owner, path, start)| match start {
                Ok(start) => self.started(owner, path, start),
                Err(error) => {
                    tracing::error!(?owner, %error, "cannot open the knowledge of a server");
                    None
                }
            });
        opened.collect()
    }

    /// Has the files of what has started watched if the operator wants that. Prints what is wrong with them.
    fn started(
        &mut self,
        owner: KnowledgeOwner,
        path: PathBuf,
        start: release::Start,
    ) -> Option<OpenedDesk> {
        if !start.report.diagnostics.is_empty() {
            // Nobody may be left who reads it.
            let _ = print_report(&start.report);
        }
        log_problems(owner, &start);
        let releases = start.releases?;
        let service = releases.service();
        service.set_strictness(self.config.strictness);
        if self.config.wording.passages {
            service.show_passages();
        }
        let (reloads, triggers) = mpsc::channel(1);
        if self.config.watch {
            tokio::spawn(watch::watch(path.clone(), reloads.clone()));
        }
        self.open.insert(owner, Open { path, reloads });
        Some(OpenedDesk { releases, triggers })
    }

    /// What [`release::start`] takes.
    fn to_start(
        &self,
        owner: KnowledgeOwner,
        path: PathBuf,
    ) -> (KnowledgeFiles, Store, UnixSeconds) {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        let now = UnixSeconds(now.map_or(0, |now| now.as_secs().cast_signed()));
        let own = [
            Some(self.config_file.as_path()),
            Some(&self.config.store),
            self.config.token_file.as_deref(),
        ];
        let files = KnowledgeFiles {
            path,
            kept_out: own.into_iter().flatten().map(Path::to_owned).collect(),
        };
        (files, self.store.of_owner(owner), now)
    }

    /// Whenever the operator hangs up: takes over what has changed of the servers, and reloads all knowledge.
    pub(super) async fn follow(
        mut self,
        mut hangups: mpsc::Receiver<()>,
        changes: mpsc::Sender<ServersChange>,
    ) {
        while hangups.recv().await.is_some() {
            let before: Vec<KnowledgeOwner> = self.open.keys().copied().collect();
            // Loading blocks, and members are answered meanwhile.
            let taken = spawn_blocking(move || {
                let change = Handle::current().block_on(self.take_servers());
                (self, change)
            });
            let Ok((taken, change)) = taken.await else {
                tracing::error!(
                    "a signal could not be followed, and none is from now on: restart the bot"
                );
                return;
            };
            self = taken;
            if let Some(change) = change
                && changes.send(change).await.is_err()
            {
                return;
            }
            for owner in before {
                if let Some(open) = self.open.get(&owner) {
                    // A reload that is already queued will read the newest files.
                    let _ = open.reloads.try_send(ReleaseMethod::Signal);
                }
            }
        }
    }

    /// Reads the configuration anew and opens the knowledge of servers that is not open; none if the servers are as
    /// they were, or the configuration has errors.
    async fn take_servers(&mut self) -> Option<ServersChange> {
        let servers = self.servers_anew()?;
        let own: HashMap<KnowledgeOwner, PathBuf> = own_knowledge(&servers).into_iter().collect();
        let is_still = |owner: &KnowledgeOwner, open: &mut Open| {
            *owner == KnowledgeOwner::Shared || own.get(owner) == Some(&open.path)
        };
        self.open.retain(is_still);
        self.config.servers = servers.clone();
        let is_new = |(owner, _): &(KnowledgeOwner, PathBuf)| !self.open.contains_key(owner);
        let new = own.into_iter().filter(is_new).collect();
        let opened = self.open_each(new).await;
        Some(ServersChange { servers, opened })
    }

    fn servers_anew(&self) -> Option<Servers> {
        if !self.config_file.exists() {
            return None;
        }
        let (config, report) = files::load_config(&self.config_file);
        if !report.diagnostics.is_empty() {
            let _ = print_report(&report);
        }
        let Some(config) = config else {
            tracing::error!("the configuration has errors: the servers stay as they are");
            return None;
        };
        // The servers are checked against these, which stay as they are until a restart.
        if config.knowledge != self.config.knowledge
            || config.discord.message_content != self.config.discord.message_content
        {
            tracing::error!(
                "`knowledge` or `message_content` has changed, with which the servers have to agree: they stay as \
                 they are until a restart"
            );
            return None;
        }
        let taken = Config {
            servers: config.servers.clone(),
            ..self.config.clone()
        };
        if config != taken {
            tracing::warn!(
                "of the configuration, only the servers are taken over without a restart"
            );
        }
        (taken.servers != self.config.servers).then_some(taken.servers)
    }
}

/// The servers with knowledge of their own, and where it is.
fn own_knowledge(servers: &Servers) -> Vec<(KnowledgeOwner, PathBuf)> {
    let own = servers.iter().filter_map(|server| {
        let owner = KnowledgeOwner::Server(server.id.get());
        Some((owner, server.knowledge.clone()?))
    });
    own.collect()
}

/// Logs what a start could not do, and files with errors.
fn log_problems(owner: KnowledgeOwner, start: &release::Start) {
    if let Some(fault) = &start.fault {
        tracing::error!(
            ?owner,
            %fault,
            "the start is incomplete: nothing can be changed, rolled back or suspended until it is done"
        );
    }
    let Some(releases) = &start.releases else {
        return;
    };
    let snapshot = releases.service().snapshot();
    if !snapshot.knows_suspended() {
        tracing::error!(
            ?owner,
            "which answers are suspended cannot be read: every question is declined until it can"
        );
    }
    if snapshot.knowledge().is_empty() {
        tracing::error!(
            ?owner,
            "the knowledge files have errors: this server's questions are not answered"
        );
    } else if start.is_stale {
        tracing::error!(
            ?owner,
            version = %snapshot.knowledge().version,
            "the knowledge files have errors: answering from the last live version"
        );
    }
}
