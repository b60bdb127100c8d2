//! Encodes what goes live, beside the answering.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::spawn_blocking;

use crate::discord::bot::Bot;
use crate::discord::encoding::BotEncoder;
use crate::encoder::{SentenceEncoder, encode_table};
use crate::service::{EncodedTable, Snapshot};

/// How soon a version that has gone live is encoded.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Encodes each version that goes live, as long as the bot runs. Until it is done, words answer alone.
pub async fn encode_what_is_live(bot: Arc<Bot>) {
    let BotEncoder::On { encoder, cache, .. } = &bot.encoder else {
        return;
    };
    loop {
        let snapshot = bot.service.snapshot();
        if snapshot.encoded().is_none() {
            let version = snapshot.knowledge().fingerprint.clone();
            let (encoder, cache) = (Arc::clone(encoder), cache.clone());
            let encoding = spawn_blocking(move || encoded(&encoder, &snapshot, &cache));
            match encoding.await {
                Ok(encoded) => bot.service.encode(&version, &Arc::new(encoded)),
                Err(error) => {
                    tracing::error!(%error, "the table cannot be encoded: words answer alone");
                    return;
                }
            }
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

fn encoded(encoder: &SentenceEncoder, snapshot: &Snapshot, cache: &Path) -> EncodedTable {
    let knowledge = snapshot.knowledge();
    let (index, fault) = encode_table(encoder, knowledge, Some(cache), &|_, _| {});
    if let Some(error) = fault {
        tracing::warn!(%error, "the encoder's vectors cannot be kept: the next start makes them anew");
    }
    tracing::info!(version = %knowledge.version, "the encoder is done with the table");
    EncodedTable {
        index,
        encoder: encoder.name().to_owned(),
    }
}
