//! Any bytes as a configuration: it is read, or its faults are reported with places that can be drawn; and
//! what is read is within its ranges.

#![no_main]

use footnote::config;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (config, report) = config::parse("config.toml", bytes);
    assert_eq!(config.is_none(), report.has_errors());
    assert_eq!(report.diagnostics.is_empty(), report.render_plain().is_empty());
    let Some(config) = config else {
        return;
    };
    assert!((1..=366).contains(&config.journal_days.0));
    assert!(config.discord.shutdown.as_secs() <= 60);
    assert!(config.discord.api_base.starts_with("http"));
    assert!(!config.discord.api_base.contains('@') && !config.discord.api_base.ends_with('/'));
    for server in config.servers.iter() {
        assert_eq!(config.servers.get(server.id.get()), Some(server));
    }
});
