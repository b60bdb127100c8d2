//! Moderators see who did or tried what.

use footnote::record::{Action, Actor, Attempt, AttemptOutcome, UnixSeconds};
use footnote::store::Store;
use footnote::wording::{auditing as words, moderators};
use serde_json::{Value, json};

use crate::support::copy_skerry;
use crate::support::moderated::{CHANGED, FACT, Moderated};
use crate::support::words::said;
use fake_discord::{Fake, Message};

/// The rows of a reply, without its heading, its times and its page.
fn rows(message: &Message) -> Vec<String> {
    let lines = message.content().lines().skip(1);
    let rows = lines.filter(|line| !line.starts_with("-# Page"));
    rows.map(|row| match row.split_once(":f> · ") {
        Some((_, told)) => told.to_owned(),
        None => row.to_owned(),
    })
    .collect()
}

#[tokio::test]
async fn what_was_done_and_tried_is_listed_with_its_reason() {
    let place = Moderated::start().await;
    let member = place.discord.member();
    place.command(member, "check", json!({})).message().await;
    place.uploaded("[source]\nid = \"a*b*\"").await;
    place.edit(FACT, CHANGED);
    let preview = place.moderator_response("reload", json!({})).await;
    place.press(&preview, moderators::CONFIRM).await;
    let answer = place.answer().await;
    let suspended = place
        .discord
        .message_command(place.manager, moderators::SUSPEND, &answer);
    suspended.message().await;
    place.moderator_response("status", json!({})).await;

    let live = &place.bot.service.snapshot().knowledge().version.clone();
    let (moderator, manager) = (place.moderator, place.manager);
    let releases = [
        format!("<@{moderator}> · reload `{live}` · done"),
        "-# 1 fact changed".to_owned(),
    ];
    let suspensions = [format!("<@{manager}> · suspend `when-relit` · done")];
    let failed = [
        format!("<@{moderator}> · upload · failed"),
        "-# 3 errors. The live version is unchanged.".to_owned(),
    ];
    let refused = [
        format!("<@{member}> · check · refused"),
        format!("-# {}", words::NOT_A_MODERATOR),
    ];
    let check = async |kind: Value, by: Option<u64>, expected: &[&[String]]| {
        let mut given = json!({ "kind": kind });
        if kind.is_null() {
            given = json!({});
        }
        if let Some(by) = by {
            given["member"] = json!(by.to_string());
        }
        let seen = place.moderator_response("audit", given).await;
        assert_eq!(rows(&seen), expected.concat(), "{}", seen.content());
    };
    let previewed = [format!("<@{moderator}> · reload `{live}` · previewed")];
    let all: [&[String]; 5] = [&suspensions, &releases, &previewed, &failed, &refused];
    check(Value::Null, None, &all).await;
    check(Value::Null, Some(manager), &[&suspensions]).await;
    check(json!(0), None, &[&releases]).await;
    check(json!(3), None, &[&suspensions]).await;
    check(json!(4), None, &[&refused]).await;
    check(json!(5), None, &[&failed]).await;
    check(
        json!(5),
        Some(manager),
        &[&[words::NOTHING_AUDITED.to_owned()]],
    )
    .await;
    let looked = place
        .moderator_response("audit", json!({ "kind": 6 }))
        .await;
    assert!(looked.content().contains("· status · done"));
    place.finish().await;
}

#[tokio::test]
async fn pages_keep_their_filter_and_show_nothing_of_other_servers() {
    let folder = tempfile::tempdir().unwrap();
    copy_skerry(folder.path());
    let discord = Fake::start().await;
    let store = Store::at(&folder.path().join("footnote.db"));
    let attempt = |server: u64, number: usize| Attempt {
        at: UnixSeconds(1_700_000_000),
        server: Some(server),
        by: Actor::Member(77),
        action: Action::Upload,
        target: format!(
            "[{number}](https://a.example) `@everyone`{}",
            "x".repeat(300)
        ),
        outcome: AttemptOutcome::Failed,
        detail: format!("<@&9> # **no** {}", "*".repeat(2_000)),
    };
    for number in 0..20 {
        let own = attempt(discord.guild(), number);
        store.record(&own).await.unwrap();
        store.record(&attempt(1, 100 + number)).await.unwrap();
    }
    store.close().await;
    let place = Moderated::start_in(discord, folder).await;
    let given = json!({ "kind": 5, "member": place.moderator.to_string() });
    let none = place.moderator_response("audit", given).await;
    assert!(none.content().contains(words::NOTHING_AUDITED));
    let first = place
        .moderator_response("audit", json!({ "kind": 5 }))
        .await;
    let second = place.press(&first, said("next")).await;
    let third = place.press(&second, said("next")).await;
    for (page, (seen, shown)) in [(&first, 8), (&second, 8), (&third, 4)].iter().enumerate() {
        let content = seen.content();
        assert!(content.starts_with("**Failed attempts**"), "{content}");
        assert_eq!(content.matches("upload `[").count(), *shown, "{content}");
        assert!(
            content.ends_with(&format!("Page {} of 3", page + 1)),
            "{content}"
        );
        let other = (100..120).find(|number| content.contains(&format!("[{number}]")));
        assert_eq!(other, None, "{content}");
        assert!(content.chars().count() <= 2_000);
    }
    assert_eq!(third.labels(), [said("previous")]);
    place.finish().await;
}

#[tokio::test]
async fn members_see_no_audit() {
    let place = Moderated::start().await;
    let member = place.discord.member();
    let refused = place.command(member, "audit", json!({})).message().await;
    assert_eq!(refused.content(), moderators::NO_MODERATOR);
    let seen = place
        .moderator_response("audit", json!({ "kind": 4 }))
        .await;
    place.discord.take_role(place.moderator, place.role);
    let former = place.command(place.moderator, "audit", json!({}));
    assert_eq!(former.message().await.content(), moderators::NO_MODERATOR);
    assert!(
        seen.content().contains("· audit · refused"),
        "{}",
        seen.content()
    );
    place.finish().await;
}
