//! The client for Discord's REST interface. serenity counts Discord's rate limits in its `Http`, so
//! the bot keeps one for everything, however often serenity's `Client` is rebuilt.

use std::sync::Arc;
use std::time::SystemTime;

use serenity::http::{Http, HttpBuilder};

use crate::config::Config;
use crate::discord::bot::Token;

/// Builds the REST client. Behind a proxy, the proxy counts the rate limits: serenity's own limiter
/// would bypass it.
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

/// Drops the rate limits that no longer apply. serenity keeps one for every interaction there ever
/// was.
pub async fn forget_expired_rates(http: &Http) {
    let Some(limiter) = &http.ratelimiter else {
        return;
    };
    let now = SystemTime::now();
    limiter.routes().write().await.retain(|_, limit| {
        let is_in_use = Arc::strong_count(limit) > 1;
        let applies = || {
            let reset = limit.try_lock().ok().and_then(|limit| limit.reset());
            reset.is_some_and(|reset| reset > now)
        };
        is_in_use || applies()
    });
}

#[cfg(test)]
mod tests {
    use serenity::http::Route;

    use super::*;

    #[tokio::test]
    async fn an_expired_rate_is_kept_only_while_it_is_in_use() {
        let http = Http::new("token");
        let routes = http.ratelimiter.as_ref().unwrap().routes();
        let bucket = Route::Gateway.ratelimiting_bucket();
        let in_use = Arc::clone(routes.write().await.entry(bucket).or_default());
        forget_expired_rates(&http).await;
        assert_eq!(routes.read().await.len(), 1);
        drop(in_use);
        forget_expired_rates(&http).await;
        assert!(routes.read().await.is_empty());
    }
}
