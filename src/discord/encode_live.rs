//! Encodes what goes live, beside the answering.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::task::spawn_blocking;

use crate::discord::bot::Bot;
use crate::discord::encoding::{BotEncoder, FailedVersion};
use crate::encoder::{SentenceEncoder, encode_table};
use crate::record::KnowledgeOwner;
use crate::service::{EncodedTable, Service, Snapshot};

/// How soon a version that has gone live is encoded.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Encodes each version that goes live at any desk, one after the other, as long as the bot runs. Until it is
/// done, words answer alone.
pub async fn encode_what_is_live(bot: Arc<Bot>) {
    let BotEncoder::On { encoder, cache, .. } = &bot.encoder else {
        return;
    };
    loop {
        for desk in bot.desks().iter() {
            let (encoder, cache) = (Arc::clone(encoder), of_owner(cache, desk.owner));
            let encode = move |snapshot: &Snapshot| encoded(&encoder, snapshot, &cache);
            encode_if_new(&desk.service, &desk.failed_on, encode).await;
        }
        tokio::time::sleep(LOOK_EVERY).await;
    }
}

/// Where the vectors of an owner's table are kept.
fn of_owner(cache: &Path, owner: KnowledgeOwner) -> PathBuf {
    let mut path = cache.as_os_str().to_owned();
    if let KnowledgeOwner::Server(id) = owner {
        path.push(format!(".{id}"));
    }
    path.into()
}

/// Encodes the version that is live, unless that is done. One on which `encode` panics is left to words; the next is
/// encoded again.
async fn encode_if_new(
    service: &Service,
    failed_on: &FailedVersion,
    encode: impl FnOnce(&Snapshot) -> EncodedTable + Send + 'static,
) {
    let snapshot = service.snapshot();
    let version = snapshot.knowledge().fingerprint.clone();
    let has_failed = failed_on.load().as_deref() == Some(&version);
    if snapshot.encoded().is_some() || has_failed {
        return;
    }
    match spawn_blocking(move || encode(&snapshot)).await {
        Ok(encoded) => service.encode(&version, &Arc::new(encoded)),
        Err(error) => {
            tracing::error!(%error, "the encoder failed on the table: words answer alone until the next version");
            failed_on.store(Some(Arc::new(version)));
        }
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

    #[tokio::test]
    async fn after_a_version_on_which_it_fails_the_next_is_encoded() {
        let (bad, good) = (table("Ada."), table("Bo."));
        let service = Service::of(bad.clone());
        let failed_on = FailedVersion::default();
        let encode = |snapshot: &Snapshot| {
            let answer = snapshot.knowledge().sources[0].facts[0].text.as_str();
            assert_ne!(answer, "Ada.", "on purpose");
            EncodedTable {
                index: SentenceIndex::default(),
                encoder: "mini".to_owned(),
            }
        };
        encode_if_new(&service, &failed_on, encode).await;
        assert!(failed_on.load().is_some() && service.snapshot().encoded().is_none());
        let again = |_: &Snapshot| panic!("a version on which it failed is not tried again");
        encode_if_new(&service, &failed_on, again).await;
        service.swap(&good);
        encode_if_new(&service, &failed_on, encode).await;
        assert!(service.snapshot().encoded().is_some());
    }
}
