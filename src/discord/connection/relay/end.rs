//! How a connection ends, and what becomes known of it before.

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Discord closed it, with this code or without one.
    ByDiscord(Option<u16>),
    /// serenity closed it, with this code.
    BySerenity(u16),
    /// Discord's end broke off or fell silent.
    DiscordLost,
    /// serenity's end broke off.
    SerenityLost,
    /// Discord invalidated the session for good; both ends are still open.
    SessionInvalid,
}

/// What becomes known of a connection while it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RelaySign {
    /// It is stable.
    Stable,
    /// It carries a session.
    Session,
    /// Discord invalidated its session, which can still be resumed.
    Invalidated,
}
