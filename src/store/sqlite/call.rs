//! The one connection, and the calls on it, one after the other.
//!
//! A call that fails or is given up closes the connection, and the next call opens another: whatever
//! state a failure leaves behind ends with its connection. Until that is closed, nobody else gets a
//! turn, so that a disk which does not respond holds up one thread and no more.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::Duration;

use sqlx::{Connection, SqliteConnection, query};
use tokio::runtime::Handle;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tokio::time::timeout;

use crate::store::StoreError;
use crate::store::sqlite::BEGIN;
use crate::store::sqlite::file::{FileId, FilePlace, FileState, is_linked};
use crate::store::sqlite::open::{Location, is_damage};

/// How long a call may take in all: its turn, five seconds for a lock, and a slow disk.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a call is going to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    /// Write, in one transaction.
    Write,
    /// Write once the whole database has been examined.
    Probe,
}

/// The connection, and what is known of its file.
#[derive(Debug, Default)]
pub struct Link {
    connection: Option<SqliteConnection>,
    /// Keeps a database in memory while the connection changes.
    anchor: Option<SqliteConnection>,
    /// The file that was opened; none before that.
    opened: Option<FileState>,
    /// Its write-ahead log, when it was last seen.
    log: Option<FileId>,
    /// Whether that file has been examined and migrated, and no damage was met since.
    is_sound: bool,
    is_closed: bool,
}

/// A database with one connection, opened when it is needed.
#[derive(Debug)]
pub struct Database {
    location: Arc<Location>,
    link: Arc<Mutex<Link>>,
}

impl Database {
    pub fn at(location: Location) -> Self {
        Self {
            location: Arc::new(location),
            link: Arc::default(),
        }
    }

    /// Waits for the turn of a call, and begins it; `task` completes “cannot …”.
    pub async fn begin(&self, task: &'static str, access: Access) -> Result<Call, StoreError> {
        let link = Arc::clone(&self.link).lock_owned().await;
        let location = Arc::clone(&self.location);
        // In a task, so that a caller who gives up does not let others in before it has ended.
        let ready = tokio::spawn(async move { ready(&location, link, task, access).await });
        let mut link = match ready.await {
            Ok(ready) => ready?,
            Err(error) => return Err(self.location.error(&format!("cannot {task}: {error}"))),
        };
        let mut call = Call {
            task,
            connection: link.connection.take(),
            location: Arc::clone(&self.location),
            link: Some(link),
            is_writing: access != Access::Read,
        };
        if call.is_writing {
            let begun = query(BEGIN).execute(&mut *call).await;
            if let Err(error) = begun {
                return Err(call.fail(&error));
            }
        }
        Ok(call)
    }

    /// Opens a connection of its own that only reads, where none can be had that writes; `None` if that
    /// fails, too.
    pub async fn open_to_read(&self) -> Option<SqliteConnection> {
        self.location.open_to_read().await
    }

    /// Wraps an error on such a connection.
    pub fn fault(&self, task: &str, error: &sqlx::Error) -> StoreError {
        self.location.fault(task, error)
    }

    /// Gives a call up that takes too long.
    pub async fn in_time<T>(
        &self,
        call: impl Future<Output = Result<T, StoreError>>,
    ) -> Result<T, StoreError> {
        let done = timeout(PATIENCE, call).await;
        done.unwrap_or_else(|_| {
            let seconds = PATIENCE.as_secs();
            Err(self
                .location
                .error(&format!("has not responded for {seconds} seconds")))
        })
    }

    /// Closes the connection for good, after the calls before.
    pub async fn close(&self) {
        let closing = async {
            let mut link = self.link.lock().await;
            link.is_closed = true;
            close(link.connection.take()).await;
            close(link.anchor.take()).await;
        };
        // A disk that does not respond cannot be waited for: the program is ending.
        let _ = timeout(PATIENCE, closing).await;
    }
}

/// Makes the connection ready for a call.
async fn ready(
    location: &Location,
    mut link: OwnedMutexGuard<Link>,
    task: &str,
    access: Access,
) -> Result<OwnedMutexGuard<Link>, StoreError> {
    if link.is_closed {
        return Err(location.error(&format!("cannot {task}: it is closed")));
    }
    match link.follow(location).await? {
        // One that was moved while it is open is still written, and a test tells.
        FileState::Missing if link.connection.is_some() && access != Access::Probe => {}
        FileState::Missing if link.opened.is_some() => {
            return Err(location.error(
                "is gone: put it back, or an empty file in its place to begin a new store",
            ));
        }
        FileState::WriteProtected(_) if access != Access::Read => {
            return Err(location.error("cannot be written: it is write-protected"));
        }
        _ => {}
    }
    if access == Access::Probe && link.connection.is_some() {
        link.examine(location).await?;
    }
    if link.connection.is_none() {
        link.open(location).await?;
    }
    Ok(link)
}

impl Link {
    /// Looks at the file, and leaves one that has been removed or replaced since it was opened.
    async fn follow(&mut self, location: &Location) -> Result<FileState, StoreError> {
        let FilePlace { file, log } = location.look().await?;
        if self.opened.is_none_or(|opened| opened.is_same(&file)) {
            self.log = log;
            return Ok(file);
        }
        if file == FileState::Missing
            && let (Some(opened), Some(_)) = (self.opened, &self.connection)
            && is_linked(opened).await
        {
            return Ok(file);
        }
        close(self.connection.take()).await;
        self.is_sound = false;
        if file != FileState::Missing && log.is_some() && log == self.log {
            location.set_log_aside().await?;
        }
        Ok(file)
    }

    /// Examines the file, and leaves it if it is damaged.
    async fn examine(&mut self, location: &Location) -> Result<(), StoreError> {
        let examined = location.examine().await;
        if examined.is_err() {
            close(self.connection.take()).await;
            self.is_sound = false;
        }
        examined
    }

    async fn open(&mut self, location: &Location) -> Result<(), StoreError> {
        if location.is_in_memory() && self.anchor.is_none() {
            self.anchor = Some(location.open(self.is_sound).await?);
        }
        self.connection = Some(location.open(self.is_sound).await?);
        let FilePlace { file, log } = location.look().await?;
        (self.opened, self.log) = (Some(file), log);
        self.is_sound = true;
        Ok(())
    }
}

/// Closes a connection, if there is one.
async fn close(connection: Option<SqliteConnection>) {
    if let Some(connection) = connection {
        // What could fail is tidying up, which the next connection does.
        let _ = connection.close().await;
    }
}

/// A call under way. It has the connection to itself, which is closed unless the call is
/// [concluded](Self::conclude) well.
#[derive(Debug)]
pub struct Call {
    task: &'static str,
    location: Arc<Location>,
    /// There until the call is over.
    connection: Option<SqliteConnection>,
    link: Option<OwnedMutexGuard<Link>>,
    is_writing: bool,
}

impl Call {
    /// Commits what a call has written, if it went well, and keeps the connection for the next.
    pub async fn conclude<T>(mut self, done: sqlx::Result<T>) -> Result<T, StoreError> {
        let value = match done {
            Ok(value) => value,
            Err(error) => return Err(self.fail(&error)),
        };
        if self.is_writing {
            let committed = query("COMMIT").execute(&mut *self).await;
            if let Err(error) = committed {
                return Err(self.fail(&error));
            }
        }
        if let Some(mut link) = self.link.take() {
            link.connection = self.connection.take();
        }
        Ok(value)
    }

    fn fail(mut self, error: &sqlx::Error) -> StoreError {
        if let Some(link) = &mut self.link
            && is_damage(error)
        {
            link.is_sound = false;
        }
        self.location.fault(self.task, error)
    }
}

impl Drop for Call {
    fn drop(&mut self) {
        let (connection, link) = (self.connection.take(), self.link.take());
        if let (Some(_), Ok(runtime)) = (&connection, Handle::try_current()) {
            runtime.spawn(async move {
                close(connection).await;
                drop(link);
            });
        }
    }
}

impl Deref for Call {
    type Target = SqliteConnection;

    fn deref(&self) -> &SqliteConnection {
        match &self.connection {
            Some(connection) => connection,
            None => unreachable!("a call that is over is consumed"),
        }
    }
}

impl DerefMut for Call {
    fn deref_mut(&mut self) -> &mut SqliteConnection {
        match &mut self.connection {
            Some(connection) => connection,
            None => unreachable!("a call that is over is consumed"),
        }
    }
}
