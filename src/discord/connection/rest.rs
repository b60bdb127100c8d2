//! The way to Discord's REST interface. serenity counts Discord's rates in its `Http`: the bot has
//! one for all that it asks for, however often serenity's client is built anew.

use std::sync::Arc;
use std::time::SystemTime;

use serenity::http::{Http, HttpBuilder};

use crate::config::Config;
use crate::discord::Token;

/// Requests through this client. Behind a proxy, the proxy counts the rates: serenity's own
/// counting would go round it.
pub fn http(token: &Token, config: &Config, web: &reqwest::Client) -> Http {
    let builder = HttpBuilder::new(token.expose()).client(web.clone());
    if config.discord.is_direct() {
        builder.build()
    } else {
        builder
            .proxy(&config.discord.api_base)
            .ratelimiter_disabled(true)
            .build()
    }
}

/// Forgets the rates that no longer bind. serenity keeps one for each interaction there ever was.
pub async fn forget_rates(http: &Http) {
    let Some(limiter) = &http.ratelimiter else {
        return;
    };
    let now = SystemTime::now();
    limiter.routes().write().await.retain(|_, rate| {
        let is_in_use = Arc::strong_count(rate) > 1;
        let binds = || {
            let reset = rate.try_lock().ok().and_then(|rate| rate.reset());
            reset.is_some_and(|reset| reset > now)
        };
        is_in_use || binds()
    });
}

#[cfg(test)]
mod tests {
    use serenity::http::Route;

    use super::*;

    #[tokio::test]
    async fn a_rate_that_does_not_bind_is_kept_only_while_it_is_in_use() {
        let http = Http::new("token");
        let routes = http.ratelimiter.as_ref().unwrap().routes();
        let bucket = Route::Gateway.ratelimiting_bucket();
        let in_use = Arc::clone(routes.write().await.entry(bucket).or_default());
        forget_rates(&http).await;
        assert_eq!(routes.read().await.len(), 1);
        drop(in_use);
        forget_rates(&http).await;
        assert!(routes.read().await.is_empty());
    }
}
