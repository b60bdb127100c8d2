//! The gateway's close codes: what each means for the bot, and as which one serenity sees it. Pure.

use crate::discord::bot::Fatal;
use crate::discord::connection::relay::RelayReport;

/// The close code of an end that was wanted: Discord shows the bot as offline, and ends the session.
pub const NORMAL: u16 = 1000;
/// The close code after which serenity resumes the session.
pub const RESUME: u16 = 4000;
/// The close code after which serenity starts a new session.
pub const NEW_SESSION: u16 = 4009;

/// Returns the close code that serenity is to see for Discord's (or for a close without a code).
#[must_use]
pub fn translate(code: Option<u16>) -> u16 {
    match code {
        // serenity ends on these by itself.
        Some(code @ (4004 | 4013 | 4014)) => code,
        // The session is lost or never was. serenity would spin on 4003 and on 4010 to 4012, and
        // resume for ever on 4007.
        Some(4003 | 4007 | 4009 | 4010..=4012) => NEW_SESSION,
        _ => RESUME,
    }
}

/// Returns what the bot as a whole must do after a close; `None` if the relay handles it.
#[must_use]
pub fn judge(code: u16) -> Option<RelayReport> {
    Some(match code {
        4004 => RelayReport::Fatal(Fatal::Token),
        4013 => RelayReport::Fatal(Fatal::Intents),
        4014 => RelayReport::Fatal(Fatal::PrivilegedIntents),
        4010..=4012 => RelayReport::StartOver(format!("the gateway closed with {code}")),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_close_becomes_one_that_serenity_handles() {
        let check = |code: Option<u16>, seen: u16, report: Option<RelayReport>| {
            assert_eq!(translate(code), seen, "{code:?}");
            assert_eq!(judge(code.unwrap_or(0)), report, "{code:?}");
        };
        let fatal = |fatal| Some(RelayReport::Fatal(fatal));
        check(None, RESUME, None);
        for code in [1000, 1001, 1006, 4000, 4001, 4002, 4005, 4008] {
            check(Some(code), RESUME, None);
        }
        for code in [4003, 4007, 4009] {
            check(Some(code), NEW_SESSION, None);
        }
        check(Some(4004), 4004, fatal(Fatal::Token));
        check(Some(4013), 4013, fatal(Fatal::Intents));
        check(Some(4014), 4014, fatal(Fatal::PrivilegedIntents));
        for code in [4010, 4011, 4012] {
            let reason = format!("the gateway closed with {code}");
            let report = Some(RelayReport::StartOver(reason));
            check(Some(code), NEW_SESSION, report);
        }
    }
}
