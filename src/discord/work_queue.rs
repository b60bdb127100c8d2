//! The heavy work that moderators ask for: one piece at a time, however many ask, so that there is
//! always room to answer members.
//!
//! Who asks for what already waits or is under way gets its result too. Beyond the [`places`], whoever
//! asks is told that the bot is busy. Work that nobody waits for any more is not begun; once begun, it
//! learns that its demand has ended, and keeps its turn until it has seen that. When the bot stops, every
//! demand ends.

mod name;
mod places;

use std::any::Any;
use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use futures_util::FutureExt;
use moka::sync::Cache;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::time::timeout;

use crate::discord::limits::INTERACTION_LIFETIME;
use crate::discord::work_queue::places::Places;
use crate::effort::Demand;

pub use crate::discord::work_queue::name::WorkName;
pub use crate::discord::work_queue::places::QueuePlace;

/// How long to wait for a result: as long as a response can be edited, less a minute to send it.
const MAX_WAIT: Duration = INTERACTION_LIFETIME.saturating_sub(Duration::from_mins(1));
/// How long the last result is kept of work that is asked for page by page.
const KEPT: Duration = Duration::from_mins(1);
/// How many of these results are kept: one for each of some servers whose moderators look at once. Without it,
/// theirs is computed anew.
const KEPT_RESULTS: u64 = 8;

/// How old a result may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// It is computed now.
    Now,
    /// It may have been kept for a minute.
    LastMinute,
}

/// Why there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotDone {
    /// Too much other work is waiting.
    Busy,
    /// It took too long, or panicked.
    Failed,
    /// The bot is stopping.
    Stopping,
}

/// The right to do work now, until it is dropped.
pub type WorkTurn = OwnedSemaphorePermit;

type Done = Arc<dyn Any + Send + Sync>;
type UnderWay = HashMap<WorkName, watch::Sender<Option<Done>>>;

/// The queue.
pub struct WorkQueue {
    turn: Arc<Semaphore>,
    places: Places,
    under_way: Arc<Mutex<UnderWay>>,
    kept: Cache<WorkName, Done>,
    /// Ends when the bot stops.
    demand: Demand,
}

impl WorkQueue {
    /// An empty queue.
    #[must_use]
    pub fn new() -> Self {
        let kept = Cache::builder()
            .max_capacity(KEPT_RESULTS)
            .time_to_live(KEPT);
        Self {
            turn: Arc::new(Semaphore::new(1)),
            places: Places::default(),
            under_way: Arc::default(),
            kept: kept.build(),
            demand: Demand::default(),
        }
    }

    /// Ends all demand: the bot is stopping.
    pub fn stop(&self) {
        self.demand.end();
    }

    /// The demand for work that no moderator asks for: it ends when the bot stops.
    #[must_use]
    pub fn demand(&self) -> &Demand {
        &self.demand
    }

    /// Takes a place for work of a server that is still to be prepared.
    pub fn place(&self, server: u64) -> Result<QueuePlace, NotDone> {
        self.places.take(server).ok_or(NotDone::Busy)
    }

    /// Waits for a turn, without a limit: for work that no moderator asks for.
    pub async fn turn(&self) -> Option<WorkTurn> {
        Arc::clone(&self.turn).acquire_owned().await.ok()
    }

    /// Does work of a server in its turn, or waits for the same work if it is under way.
    pub async fn run<T: Send + Sync + 'static, F: Future<Output = T> + Send + 'static>(
        &self,
        server: u64,
        name: WorkName,
        work: impl FnOnce(Demand) -> F,
    ) -> Result<Arc<T>, NotDone> {
        let done = self.join_or_begin(name, || self.place(server), work)?;
        self.result(done).await
    }

    /// The same for work that has a place already.
    pub async fn run_at<T: Send + Sync + 'static, F: Future<Output = T> + Send + 'static>(
        &self,
        place: QueuePlace,
        name: WorkName,
        work: impl FnOnce(Demand) -> F,
    ) -> Result<Arc<T>, NotDone> {
        let done = self.join_or_begin(name, || Ok(place), work)?;
        self.result(done).await
    }

    /// The same for work that is asked for page by page: its last result is kept for a minute.
    pub async fn run_and_keep<T: Send + Sync + 'static, F: Future<Output = T> + Send + 'static>(
        &self,
        server: u64,
        name: WorkName,
        freshness: Freshness,
        work: impl FnOnce(Demand) -> F,
    ) -> Result<Arc<T>, NotDone> {
        if freshness == Freshness::LastMinute
            && let Some(kept) = self.kept.get(&name)
        {
            return kept.downcast().map_err(|_| NotDone::Failed);
        }
        let done = self.run(server, name.clone(), work).await?;
        self.kept.insert(name, Arc::clone(&done) as Done);
        Ok(done)
    }

    /// Returns where the result of some work will be. Begins the work unless it is under way.
    fn join_or_begin<T: Send + Sync + 'static, F: Future<Output = T> + Send + 'static>(
        &self,
        name: WorkName,
        place: impl FnOnce() -> Result<QueuePlace, NotDone>,
        work: impl FnOnce(Demand) -> F,
    ) -> Result<watch::Receiver<Option<Done>>, NotDone> {
        let mut under_way = lock(&self.under_way);
        if let Some(same) = under_way.get(&name) {
            return Ok(same.subscribe());
        }
        let place = place()?;
        let (sender, receiver) = watch::channel(None);
        under_way.insert(name.clone(), sender.clone());
        let task = WorkTask {
            name,
            sender,
            under_way: Arc::clone(&self.under_way),
            demand: self.demand.part(),
        };
        let work = work(task.demand.clone());
        let turn = Arc::clone(&self.turn);
        tokio::spawn(async move {
            let _place = place;
            task.run(turn, work).await;
        });
        Ok(receiver)
    }

    async fn result<T: Send + Sync + 'static>(
        &self,
        mut done: watch::Receiver<Option<Done>>,
    ) -> Result<Arc<T>, NotDone> {
        let done = timeout(MAX_WAIT, done.wait_for(Option::is_some)).await;
        let done = done.ok().and_then(Result::ok);
        let failed = || {
            if self.demand.has_ended() {
                NotDone::Stopping
            } else {
                NotDone::Failed
            }
        };
        let done = done.and_then(|done| done.clone()).ok_or_else(failed)?;
        done.downcast().map_err(|_| NotDone::Failed)
    }
}

/// Computes something on a thread where it blocks no reply.
pub async fn computed<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        // A panic in there is a bug, and is caught where handlers are.
        Err(failed) => std::panic::resume_unwind(failed.into_panic()),
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Work that waits or is under way.
struct WorkTask {
    name: WorkName,
    sender: watch::Sender<Option<Done>>,
    under_way: Arc<Mutex<UnderWay>>,
    demand: Demand,
}

impl WorkTask {
    /// Waits for the turn, and does the work unless everybody has stopped waiting for it. If they do so
    /// later, the demand ends, and whatever comes of the work is dropped.
    async fn run<T: Send + Sync + 'static>(
        self,
        turn: Arc<Semaphore>,
        work: impl Future<Output = T>,
    ) {
        let turn = turn.acquire_owned();
        let mut turn = std::pin::pin!(turn);
        let _turn = loop {
            tokio::select! {
                turn = &mut turn => break turn,
                () = self.sender.closed() => if self.is_abandoned() { return },
            }
        };
        if self.is_abandoned() {
            return;
        }
        let mut work = std::pin::pin!(AssertUnwindSafe(work).catch_unwind());
        let done = loop {
            tokio::select! {
                done = &mut work => break done,
                () = self.sender.closed() => if self.is_abandoned() {
                    self.demand.end();
                    _ = work.await;
                    return;
                },
            }
        };
        lock(&self.under_way).remove(&self.name);
        match done {
            Ok(_) if self.demand.has_ended() => {}
            Ok(done) => _ = self.sender.send_replace(Some(Arc::new(done))),
            Err(_) => tracing::error!(task = self.name.task, "a moderator's work panicked"),
        }
    }

    /// Whether nobody waits; then nobody can join any more.
    fn is_abandoned(&self) -> bool {
        let mut under_way = lock(&self.under_way);
        let is_abandoned = self.sender.receiver_count() == 0;
        if is_abandoned {
            under_way.remove(&self.name);
        }
        is_abandoned
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::future::join_all;
    use tokio::sync::oneshot;

    use super::*;
    use crate::discord::work_queue::places::PLACES;

    const MINE: u64 = 1;

    fn name(input: usize) -> WorkName {
        WorkName::new("test", input.to_string())
    }

    /// Begins work that goes on until the sender is used, and waits until it is under way.
    async fn block(queue: &Arc<WorkQueue>) -> oneshot::Sender<()> {
        let (begun, is_under_way) = oneshot::channel();
        let (end, ends) = oneshot::channel::<()>();
        let queue = Arc::clone(queue);
        tokio::spawn(async move {
            let work = async {
                begun.send(()).unwrap();
                _ = ends.await;
            };
            queue.run(MINE, name(100), |_| work).await.unwrap();
        });
        is_under_way.await.unwrap();
        end
    }

    #[tokio::test]
    async fn work_is_done_one_at_a_time() {
        let queue = WorkQueue::new();
        let at_once = Arc::new(AtomicUsize::new(0));
        let works = (0..PLACES).map(|input| {
            let at_once = Arc::clone(&at_once);
            queue.run(input as u64 % 2, name(input), move |_| async move {
                assert_eq!(at_once.fetch_add(1, Ordering::SeqCst), 0);
                tokio::task::yield_now().await;
                at_once.fetch_sub(1, Ordering::SeqCst);
                input
            })
        });
        let done: Vec<usize> = join_all(works)
            .await
            .into_iter()
            .map(|d| *d.unwrap())
            .collect();
        assert_eq!(done, (0..PLACES).collect::<Vec<_>>());
    }

    #[tokio::test]
    async fn the_same_work_is_done_once_for_all_who_ask_meanwhile() {
        let queue = Arc::new(WorkQueue::new());
        let times = Arc::new(AtomicUsize::new(0));
        let ask = || {
            let times = Arc::clone(&times);
            queue.run(MINE, name(101), |_| async move {
                tokio::task::yield_now().await;
                times.fetch_add(1, Ordering::SeqCst) + 1
            })
        };
        let all = join_all((0..100).map(|_| ask())).await;
        assert!(all.into_iter().all(|done| *done.unwrap() == 1));
        // Later it is done anew.
        assert_eq!(*ask().await.unwrap(), 2);
    }

    #[tokio::test]
    async fn beyond_the_places_the_queue_is_busy() {
        let queue = Arc::new(WorkQueue::new());
        let end = block(&queue).await;
        let mut waiting: Vec<_> = (1..PLACES)
            .map(|input| Box::pin(queue.run(2 + input as u64 % 3, name(input), |_| async {})))
            .collect();
        for work in &mut waiting {
            assert!(work.now_or_never().is_none());
        }
        assert_eq!(queue.place(9).err(), Some(NotDone::Busy));
        assert_eq!(
            queue.run(MINE, name(102), |_| async {}).await,
            Err(NotDone::Busy)
        );
        // What is waiting already can still be joined.
        let joined = Box::pin(queue.run(MINE, name(1), |_| async {}));
        end.send(()).unwrap();
        assert_eq!(joined.await, Ok(Arc::new(())));
        assert!(join_all(waiting).await.iter().all(Result::is_ok));
        assert!(queue.place(9).is_ok());
    }

    #[tokio::test]
    async fn work_that_nobody_waits_for_is_not_begun() {
        let queue = Arc::new(WorkQueue::new());
        let end = block(&queue).await;
        let begun = Arc::new(AtomicUsize::new(0));
        for input in 0..100 {
            let begun = Arc::clone(&begun);
            let work = async move { begun.fetch_add(1, Ordering::SeqCst) };
            let mut asked = Box::pin(queue.run(MINE, name(input), |_| work));
            assert!(asked.as_mut().now_or_never().is_none());
            drop(asked);
            // Its place is free again.
            while queue.places.taken() > 1 {
                tokio::task::yield_now().await;
            }
        }
        end.send(()).unwrap();
        queue.run(MINE, name(103), |_| async {}).await.unwrap();
        assert_eq!(begun.load(Ordering::SeqCst), 0);
    }

    #[tokio::test]
    async fn work_that_was_begun_keeps_its_turn_to_its_end() {
        let queue = Arc::new(WorkQueue::new());
        let (end, ends) = oneshot::channel::<()>();
        let mut asked = Box::pin(queue.run(MINE, name(104), |_| ends));
        assert!(asked.as_mut().now_or_never().is_none());
        tokio::task::yield_now().await;
        drop(asked);
        let mut next = Box::pin(queue.run(MINE, name(105), |_| async {}));
        for _ in 0..9 {
            assert!(next.as_mut().now_or_never().is_none());
            tokio::task::yield_now().await;
        }
        end.send(()).unwrap();
        next.await.unwrap();
    }

    /// Begins work that goes on as long as there is a demand.
    async fn endless(
        queue: &WorkQueue,
    ) -> (Demand, impl Future<Output = Result<Arc<()>, NotDone>>) {
        let (begun, is_under_way) = oneshot::channel();
        let work = move |demand: Demand| async move {
            begun.send(demand.clone()).unwrap();
            while !demand.has_ended() {
                tokio::task::yield_now().await;
            }
        };
        let mut asked = Box::pin(queue.run(MINE, name(108), work));
        assert!(asked.as_mut().now_or_never().is_none());
        (is_under_way.await.unwrap(), asked)
    }

    #[tokio::test]
    async fn begun_work_ends_when_nobody_waits_for_it_any_more() {
        let queue = WorkQueue::new();
        let (demand, asked) = endless(&queue).await;
        assert!(!demand.has_ended());
        drop(asked);
        queue.run(MINE, name(109), |_| async {}).await.unwrap();
        assert!(demand.has_ended());
        // The same can be asked for anew.
        let (demand, _asked) = endless(&queue).await;
        assert!(!demand.has_ended());
    }

    #[tokio::test]
    async fn a_stop_ends_all_work() {
        let queue = WorkQueue::new();
        let (_, asked) = endless(&queue).await;
        queue.stop();
        assert_eq!(asked.await, Err(NotDone::Stopping));
        assert!(queue.demand().has_ended());
    }

    #[tokio::test]
    async fn work_that_panics_ends_only_itself() {
        let queue = WorkQueue::new();
        let failed = queue.run(MINE, name(106), |_| async { panic!("on purpose") });
        assert_eq!(failed.await.map(|done: Arc<()>| done), Err(NotDone::Failed));
        queue.run(MINE, name(107), |_| async {}).await.unwrap();
    }

    #[tokio::test]
    async fn a_result_is_kept_for_whoever_takes_an_older_one() {
        let queue = WorkQueue::new();
        let kept = async |input, freshness, value: u8| {
            let work = async move { value };
            let done = queue
                .run_and_keep(MINE, name(input), freshness, |_| work)
                .await;
            *done.unwrap()
        };
        assert_eq!(kept(1, Freshness::LastMinute, 1).await, 1);
        assert_eq!(kept(1, Freshness::LastMinute, 2).await, 1);
        assert_eq!(kept(1, Freshness::Now, 3).await, 3);
        assert_eq!(kept(1, Freshness::LastMinute, 4).await, 3);
        assert_eq!(kept(2, Freshness::LastMinute, 5).await, 5);
    }
}
