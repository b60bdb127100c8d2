//! Feedback: votes on answers, and what is stored of them.

use std::fs;

use footnote::record::{Day, Vote, VoteKind};
use footnote::store::Store;
use footnote::wording;
use footnote::wording::Words;
use footnote::wording::learning as words;
use serde_json::{Value, json};

use super::{ANSWERED, UNSURE};
use crate::support::bot::DEADLINE;
use crate::support::moderated::Moderated;
use crate::support::words::said;
use fake_discord::{Message, eventually};

const HELPFUL: &str = "Helpful";
const NOT_THIS: &str = "Not what I asked";

async fn ask(place: &Moderated, member: u64, question: &str) -> Message {
    let question = json!({ "question": question });
    let channel = place.discord.channel();
    let asked = place.discord.slash(member, channel, "ask", question);
    asked.message().await
}

async fn press(place: &Moderated, member: u64, message: &Message, label: &str) -> Message {
    let pressed = place.discord.press_label(member, message, label);
    pressed.message().await
}

/// Stops everything, and returns the stored votes.
async fn votes(place: Moderated) -> (Vec<(String, VoteKind)>, Vec<Vote>) {
    let folder = place.finish_but_keep().await;
    let store = Store::at(&folder.path().join("footnote.db"));
    let votes = store.votes(Day(0)).await.unwrap();
    let short = votes.iter().map(|vote| (vote.entry.clone(), vote.kind));
    (short.collect(), votes)
}

#[tokio::test]
async fn each_member_votes_once_and_may_change_the_vote() {
    let place = Moderated::start().await;
    let (member, other) = (place.discord.member(), place.discord.owner());
    let answer = ask(&place, member, ANSWERED).await;
    for (who, label) in [
        (member, HELPFUL),
        (member, NOT_THIS),
        (other, HELPFUL),
        (member, HELPFUL),
    ] {
        let reply = press(&place, who, &answer, label).await;
        assert!(reply.is_ephemeral());
    }
    let when = "when-relit".to_owned();
    let (short, votes) = votes(place).await;
    assert_eq!(
        short,
        [(when.clone(), VoteKind::Helpful), (when, VoteKind::Helpful)]
    );
    assert_eq!(votes[0].text, "since when is the lamp burning again");
    assert_ne!(votes[0].token, votes[1].token);
}

/// Of a long question the button carries the beginning, which may lead elsewhere than the whole did.
#[tokio::test]
async fn what_was_rejected_is_not_offered_again() {
    let place = Moderated::start().await;
    let member = place.discord.member();
    let long = "The lamp on the skerry has a long story, and my grandmother kept a diary of it for all of its \
                years, with a page for each winter. When was the lamp relit?";
    let answer = ask(&place, member, long).await;
    assert!(answer.content().contains("When was the lamp relit?"));
    let offered = press(&place, member, &answer, NOT_THIS).await;
    let labels = offered.labels();
    let rejected = "When was the lamp relit?".to_owned();
    assert!(
        labels.len() > 2 && !labels.contains(&rejected),
        "{labels:?}"
    );
    place.finish().await;
}

#[tokio::test]
async fn rejecting_an_answer_offers_others_and_tells_moderators() {
    let place = Moderated::start().await;
    let member = place.discord.member();
    let answer = ask(&place, member, ANSWERED).await;
    let offered = press(&place, member, &answer, NOT_THIS).await;
    assert!(offered.is_ephemeral());
    assert!(
        offered.content().starts_with(said("sorry")),
        "{}",
        offered.content()
    );
    assert!(offered.content().contains(said("did-you-mean")));
    let labels = offered.labels();
    assert!(
        !labels.contains(&"When was the lamp relit?".to_owned()),
        "{labels:?}"
    );
    assert!(
        labels.contains(&said("none-of-these").to_owned()),
        "{labels:?}"
    );

    let form = place
        .discord
        .press_label(member, &offered, said("rephrase"));
    assert_eq!(form.response().await.kind, 9);
    let fields = [("question", "who keeps the lamp?")];
    let sent = place.discord.submit_modal(member, &form, &fields);
    let again = sent.message().await;
    assert!(again.is_ephemeral());
    assert!(
        again.content().contains("Who keeps the lamp?"),
        "{}",
        again.content()
    );

    let picked = press(&place, member, &offered, &labels[0]).await;
    assert!(!picked.content().is_empty());
    let seen = eventually("the question is logged", DEADLINE, async || {
        let message = place.moderator_response("unanswered", json!({})).await;
        let seen = message.content().to_owned();
        seen.contains("lamp burning").then_some(seen)
    })
    .await;
    assert!(seen.contains(words::PROPOSE_APART), "{seen}");
    let (short, _) = votes(place).await;
    assert_eq!(short.len(), 2);
    assert_eq!(short[0], ("when-relit".to_owned(), VoteKind::Rejected));
    assert_eq!(short[1].1, VoteKind::Picked);
}

#[tokio::test]
async fn picking_what_was_meant_counts_as_a_vote() {
    let place = Moderated::start().await;
    let (member, other) = (place.discord.member(), place.discord.owner());
    let did_you_mean = ask(&place, member, UNSURE).await;
    let first = did_you_mean.labels()[0].clone();
    // Another member's pick does not tell what the asker meant.
    press(&place, other, &did_you_mean, &first).await;
    press(&place, member, &did_you_mean, &first).await;
    let did_you_mean = ask(&place, member, UNSURE).await;
    press(&place, member, &did_you_mean, said("none-of-these")).await;
    let (short, _) = votes(place).await;
    let expected = [
        ("who-paid".to_owned(), VoteKind::Picked),
        (String::new(), VoteKind::NoneOfThese),
    ];
    assert_eq!(short, expected);
}

#[tokio::test]
async fn privacy_shows_and_deletes_the_members_own_votes_only() {
    let place = Moderated::start().await;
    let (member, other) = (place.discord.member(), place.discord.owner());
    let privacy = async |who: u64| {
        let channel = place.discord.channel();
        let asked = place.discord.slash(who, channel, "privacy", json!({}));
        asked.message().await
    };
    assert_eq!(privacy(member).await.content(), said("nothing-kept"));
    let answer = ask(&place, member, ANSWERED).await;
    press(&place, member, &answer, HELPFUL).await;
    press(&place, other, &answer, NOT_THIS).await;
    let kept = eventually("the votes are stored", DEADLINE, async || {
        let kept = privacy(member).await;
        (kept.content() != said("nothing-kept")).then_some(kept)
    })
    .await;
    assert!(kept.is_ephemeral());
    assert!(
        kept.content().contains("1 of my answers"),
        "{}",
        kept.content()
    );
    assert!(
        kept.content().contains("- Helpful: since when"),
        "{}",
        kept.content()
    );
    let copy: Value = serde_json::from_str(&kept.file(said("copy-file")).unwrap()).unwrap();
    assert_eq!(copy["feedback"][0]["feedback"], "helpful");
    assert_eq!(copy["feedback"][0]["entry"], "when-relit");
    assert_eq!(copy["feedback"].as_array().unwrap().len(), 1);
    assert_eq!(copy["moderation"], json!([]));
    let forgotten = place.discord.press_label(member, &kept, said("forget"));
    assert_eq!(
        forgotten.changed().await.content(),
        wording::forgotten(Words::english(), 1)
    );
    assert_eq!(privacy(member).await.content(), said("nothing-kept"));
    let (short, _) = votes(place).await;
    assert_eq!(short, [("when-relit".to_owned(), VoteKind::Rejected)]);
}

#[tokio::test]
async fn a_moderator_gets_a_copy_of_what_they_did() {
    let place = Moderated::start().await;
    place.moderator_response("status", json!({})).await;
    let channel = place.discord.channel();
    let asked = place
        .discord
        .slash(place.moderator, channel, "privacy", json!({}));
    let kept = asked.message().await;
    assert_eq!(kept.content(), said("nothing-kept"));
    let copy: Value = serde_json::from_str(&kept.file(said("copy-file")).unwrap()).unwrap();
    let done = copy["moderation"].as_array().unwrap();
    assert_eq!(done.len(), 1);
    assert_eq!(
        (&done[0]["action"], &done[0]["outcome"]),
        (&json!("status"), &json!("done"))
    );
    let asked = place
        .discord
        .slash(place.manager, channel, "privacy", json!({}));
    assert_eq!(asked.message().await.files(), [""; 0]);
    place.finish().await;
}

#[tokio::test]
async fn no_file_names_who_voted() {
    let place = Moderated::start().await;
    let member = place.discord.member();
    let answer = ask(&place, member, ANSWERED).await;
    press(&place, member, &answer, HELPFUL).await;
    let folder = place.finish_but_keep().await;
    let names = [
        member.to_string().into_bytes(),
        member.to_le_bytes().to_vec(),
        member.to_be_bytes().to_vec(),
    ];
    for file in fs::read_dir(folder.path()).unwrap() {
        // The files beside the database disappear when it is closed.
        let bytes = fs::read(file.unwrap().path()).unwrap_or_default();
        for name in &names {
            assert!(!bytes.windows(name.len()).any(|part| part == name));
        }
    }
}

#[tokio::test]
async fn what_is_kept_can_be_looked_up_only_so_often() {
    let place = Moderated::start().await;
    let channel = place.discord.channel();
    let privacy = async |who: u64| {
        let asked = place.discord.slash(who, channel, "privacy", json!({}));
        asked.message().await.content().to_owned()
    };
    let member = place.discord.member();
    for _ in 0..6 {
        assert_eq!(privacy(member).await, said("nothing-kept"));
    }
    assert_eq!(privacy(member).await, said("too-often"));
    assert_eq!(privacy(place.discord.owner()).await, said("nothing-kept"));
    place.finish().await;
}
