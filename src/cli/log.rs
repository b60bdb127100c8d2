//! The log of a running bot: text or JSON lines on standard error.
//!
//! A line of text is one line of the program's: whatever members, moderators and Discord wrote into its
//! fields is escaped, and has no colours.

use std::fmt;
use std::io;

use anstyle::{AnsiColor, Style};
use tracing::{Event, Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::time::{FormatTime, SystemTime};
use tracing_subscriber::fmt::{self as log, FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

use crate::cli::line::Line;
use crate::cli::terminal::Terminal;
use crate::config::{Log, LogFormat, LogLevel};
use crate::text::visible;

/// Opens the log. Of a panic, only the place is logged: its message could quote a member.
pub(super) fn open(log: &Log) {
    let level = match log.level {
        LogLevel::Error => LevelFilter::ERROR,
        LogLevel::Warn => LevelFilter::WARN,
        LogLevel::Info => LevelFilter::INFO,
        LogLevel::Debug => LevelFilter::DEBUG,
        LogLevel::Trace => LevelFilter::TRACE,
    };
    // serenity's warnings contain payloads with what members wrote; its errors do not.
    let targets = Targets::new()
        .with_target("footnote", level)
        .with_target("serenity", LevelFilter::ERROR);
    let layer = match log.format {
        LogFormat::Text => log::layer()
            .with_writer(|| LogStream(LogFormat::Text))
            .event_format(TextLine)
            .boxed(),
        LogFormat::Json => log::layer()
            .with_writer(|| LogStream(LogFormat::Json))
            .json()
            .boxed(),
    };
    tracing_subscriber::registry()
        .with(layer.with_filter(targets))
        .init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "internal error (panic)");
    }));
}

/// Where lines go: each write is one.
struct LogStream(LogFormat);

impl io::Write for LogStream {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        let text = String::from_utf8_lossy(line);
        let text = match self.0 {
            LogFormat::Text => text,
            LogFormat::Json => visible::json(&text).into_owned().into(),
        };
        // A log that cannot be written to does not stop the bot.
        let _ = Terminal::stderr().log(&text);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A line of text: time, level, message and fields.
struct TextLine;

impl<S, N> FormatEvent<S, N> for TextLine
where
    S: Subscriber + for<'a> LookupSpan<'a>,
    N: for<'a> FormatFields<'a> + 'static,
{
    fn format_event(
        &self,
        context: &FmtContext<'_, S, N>,
        mut writer: Writer<'_>,
        event: &Event<'_>,
    ) -> fmt::Result {
        let (mut time, mut fields) = (String::new(), String::new());
        SystemTime.format_time(&mut Writer::new(&mut time))?;
        context.format_fields(Writer::new(&mut fields), event)?;
        let level = event.metadata().level();
        let line = Line::new()
            .faint(time)
            .text(" ")
            .styled(style(*level), format_args!("{level:>5}"))
            .text(" ")
            .text(fields);
        writeln!(writer, "{line}")
    }
}

/// The colour of a level.
fn style(level: Level) -> Style {
    let colour = match level {
        Level::ERROR => AnsiColor::Red,
        Level::WARN => AnsiColor::Yellow,
        Level::INFO => AnsiColor::Green,
        Level::DEBUG => AnsiColor::Blue,
        Level::TRACE => AnsiColor::Magenta,
    };
    Style::new().fg_color(Some(colour.into()))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::text::visible::is_command;

    /// What is logged, as a text log would have it without colours.
    fn logged(log: impl FnOnce()) -> String {
        let written = Arc::new(Mutex::new(Vec::new()));
        let writer = Arc::clone(&written);
        let layer = log::layer()
            .with_writer(move || Pieces(Arc::clone(&writer)))
            .event_format(TextLine);
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), log);
        let written = written.lock().unwrap();
        let written = String::from_utf8(written.clone()).unwrap();
        anstream::adapter::strip_str(&written).to_string()
    }

    struct Pieces(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Pieces {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn nobody_can_forge_a_line() {
        let commands: String = ('\0'..='\u{2100}').filter(|c| is_command(*c)).collect();
        let foreign = format!("x\n2026-01-01T00:00:00Z ERROR forged{commands}\r\n");
        let error = io::Error::other(foreign.clone());
        let log = logged(|| {
            tracing::info!(reason = %foreign, quoted = ?foreign, text = foreign, "{foreign}");
            tracing::warn!(%error, error = &error as &dyn std::error::Error, "refused");
        });
        let lines: Vec<&str> = log.lines().collect();
        assert_eq!(lines.len(), 2, "{log:?}");
        assert!(!log.contains(|c| is_command(c) && c != '\n'), "{log:?}");
        assert!(lines[0].contains("  INFO x\\n2026-01-01"), "{log:?}");
        assert!(lines[1].contains("  WARN refused"), "{log:?}");
    }
}
