//! Which language each server prefers, for what the bot writes there to everyone. Discord says so with every
//! interaction; for messages it is asked, once an hour.

use std::sync::Arc;
use std::time::Duration;

use moka::policy::EvictionPolicy;
use moka::sync::Cache;
use serenity::model::id::GuildId;
use tokio::sync::OnceCell;
use tokio::time::timeout;

use crate::discord::outgoing::request_error::RequestError;
use crate::discord::outgoing::rest::RestClient;
use crate::wording::Language;

/// How many servers' languages are remembered: more than one connection to Discord may serve. The least recently used
/// are asked for again.
const SERVERS: u64 = 2_500;
/// How long, since a server may choose another.
const FRESH: Duration = Duration::from_hours(1);
/// How long a reply waits to learn its language; after that it is English.
const PATIENCE: Duration = Duration::from_secs(1);

/// The languages of the servers that are known.
pub struct ServerLanguages(Cache<GuildId, Arc<OnceCell<Language>>>);

impl ServerLanguages {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        let builder = Cache::builder().max_capacity(SERVERS).time_to_live(FRESH);
        Self(builder.eviction_policy(EvictionPolicy::lru()).build())
    }

    /// Notes the locale of a server, as Discord calls it.
    pub fn note(&self, server: GuildId, locale: &str) {
        let language = OnceCell::new_with(Some(Language::of_locale(locale)));
        self.0.insert(server, Arc::new(language));
    }

    /// Returns the language of a server; English while Discord does not say.
    pub async fn of(&self, http: &RestClient, server: GuildId) -> Language {
        let known = self.0.get_with(server, Arc::default);
        let asked = known.get_or_try_init(|| async {
            match http.server(server).await {
                Ok(found) => Ok(Language::of_locale(&found.preferred_locale)),
                // None of the bot's business.
                Err(RequestError::Status {
                    status: 403 | 404, ..
                }) => Ok(Language::English),
                Err(error) => Err(error),
            }
        });
        match timeout(PATIENCE, asked).await {
            Ok(Ok(language)) => *language,
            Ok(Err(error)) => {
                tracing::debug!(%server, %error, "cannot learn the language of a server");
                Language::English
            }
            Err(_) => Language::English,
        }
    }
}
