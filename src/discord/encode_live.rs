//! Encodes what goes live, beside the answering.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::spawn_blocking;

use crate::discord::bot::Bot;
use crate::discord::encoding::{BotEncoder, FailedVersion};
use crate::encoder::{SentenceEncoder, encode_table};
use crate::service::{EncodedTable, Service, Snapshot};

/// How soon a version that has gone live is encoded.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Encodes each version that goes live, as long as the bot runs. Until it is done, words answer alone.
pub async fn encode_what_is_live(bot: Arc<Bot>) {
    let BotEncoder::On {
        encoder,
        cache,
        failed_on,
        ..
    } = &bot.encoder
    else {
        return;
    };
    let (encoder, cache) = (Arc::clone(encoder), cache.clone());
    let encode = move |snapshot: &Snapshot| encoded(&encoder, snapshot, &cache);
    encode_each(&bot.service, failed_on, encode).await;
}

/// Encodes each version that goes live. One on which `encode` panics is left to words; the next is encoded again.
async fn encode_each(
    service: &Service,
    failed_on: &FailedVersion,
    encode: impl Fn(&Snapshot) -> EncodedTable + Send + Sync + 'static,
) {
    let encode = Arc::new(encode);
    loop {
        let snapshot = service.snapshot();
        let version = snapshot.knowledge().fingerprint.clone();
        let has_failed = failed_on.load().as_deref() == Some(&version);
        if snapshot.encoded().is_none() && !has_failed {
            let encode = Arc::clone(&encode);
            match spawn_blocking(move || encode(&snapshot)).await {
                Ok(encoded) => service.encode(&version, &Arc::new(encoded)),
                Err(error) => {
                    tracing::error!(%error, "the encoder failed on the table: words answer alone until the next version");
                    failed_on.store(Some(Arc::new(version)));
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

#[cfg(test)]
mod tests {
    use crate::knowledge;
    use crate::matcher::sentence::SentenceIndex;

    use super::*;

    fn table(answer: &str) -> Snapshot {
        let text = format!(
            "format = 1\n[source]\nid = \"buoy\"\ntitle = \"Buoy\"\n[[question]]\nid = \"paint\"\n\
             ask = [\"Who paints it?\"]\nanswer = {{ text = \"{answer}\", quote = \"x\", at = \"0.1\" }}\n"
        );
        let parsed = knowledge::parse(&[("buoy.toml".to_owned(), text.into_bytes())]);
        Snapshot::new(knowledge::load(parsed, &[None]).0.unwrap())
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_version_on_which_it_fails_the_next_is_encoded() {
        let (bad, good) = (table("Ada."), table("Bo."));
        let service = Service::of(bad.clone());
        let failed_on = FailedVersion::default();
        let fingerprint = bad.knowledge().fingerprint.clone();
        let encode = move |snapshot: &Snapshot| {
            assert!(
                snapshot.knowledge().fingerprint != fingerprint,
                "on purpose"
            );
            EncodedTable {
                index: SentenceIndex::default(),
                encoder: "mini".to_owned(),
            }
        };
        let swapped = async {
            while failed_on.load().is_none() {
                tokio::time::sleep(LOOK_EVERY).await;
            }
            assert!(service.snapshot().encoded().is_none());
            service.swap(&good);
            while service.snapshot().encoded().is_none() {
                tokio::time::sleep(LOOK_EVERY).await;
            }
        };
        tokio::select! {
            () = encode_each(&service, &failed_on, encode) => {}
            () = swapped => {}
        }
        assert!(service.snapshot().encoded().is_some());
    }
}
