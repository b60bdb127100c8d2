//! A month of a new table: members ask what it does not cover yet, a moderator follows
//! the bot's proposals, and the table is evaluated on held-out questions.

#[path = "month/moderator.rs"]
mod moderator;
#[path = "month/young.rs"]
mod young;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use footnote::files;
use footnote::knowledge::{Kind, Outcome};
use footnote::quality::evaluation::{Verdict, dataset, evaluate};
use footnote::service::Snapshot;
use plotters::prelude::*;

use crate::program::Program;
use fake_discord::{Fake, Message};
use moderator::{Done, Moderator};
use young::{Known, known, young};

/// The button that says that an answer helped.
const HELPFUL: &str = "Helpful";
/// The button that says that it missed the question.
const NOT_THIS: &str = "Not what I asked";
const TABLE: &str = "knowledge/examples/alder-street/alder-street.toml";
const TEXT: &str = "knowledge/examples/alder-street/alder-street.md";
/// Held-out questions, by other authors than the table's.
const SETS: [&str; 2] = [
    "tests/answers/alder-street/dev.jsonl",
    "tests/answers/alder-street/test.jsonl",
];
const CURVE: &str = "target/month.svg";

const DAYS: usize = 30;
/// Questions in a day.
const A_DAY: usize = 60;
/// The most groups of unanswered questions that the moderator fixes in a day.
const FIXED: usize = 6;
/// The most confirmed phrasings that the moderator adds in a week.
const ADOPTED: usize = 10;
/// One in this many members with a right answer votes for it.
const THANKFUL: usize = 4;
/// One in this many members with a wrong answer votes against it.
const DISSATISFIED: usize = 3;
/// The question log is written within this time.
const NOTED: Duration = Duration::from_millis(2_500);
const SEED: u64 = 20_261_123;

/// The table's quality on a day: the share of answerable questions answered rightly, and the share
/// of all questions answered wrongly.
#[derive(Debug, Clone, Copy, Default)]
struct Calibration {
    right: f64,
    wrong: f64,
}

/// Its quality on the members' questions, weighted by how often they are asked, and on the held-out ones.
#[derive(Debug, Clone, Copy)]
struct Day {
    members: Calibration,
    others: Calibration,
}

/// The outcomes of members' questions.
#[derive(Debug, Clone, Copy, Default)]
struct Fared {
    asked: usize,
    answerable: usize,
    right: usize,
    wrong: usize,
}

impl Fared {
    fn described(self) -> String {
        let Self {
            asked,
            answerable,
            right,
            wrong,
        } = self;
        format!(
            "{asked} questions, {right} of {answerable} answerable ones answered rightly ({:.2}), {wrong} answered wrongly ({:.2})",
            right as f64 / answerable as f64,
            wrong as f64 / asked as f64
        )
    }
}

pub async fn month() {
    let began = Instant::now();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let grown = files::load(&root.join(TABLE), None).knowledge.unwrap();
    let known = known(&grown);
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("alder-street.toml");
    fs::write(
        &table,
        young(&fs::read_to_string(root.join(TABLE)).unwrap()),
    )
    .unwrap();
    fs::copy(root.join(TEXT), folder.path().join("alder-street.md")).unwrap();

    let discord = Fake::start().await;
    discord.check_bodies(false);
    discord.quiet_log();
    let role = discord.add_role("keepers", 0);
    let mut moderator = Moderator {
        discord: &discord,
        user: discord.add_member("moderator", &[role]),
        table: &table,
        known: &known,
        done: Done::default(),
    };
    discord.open_commands();
    let settings = format!(
        "server = [{{ id = {}, moderator_roles = [{role}] }}]",
        discord.guild()
    );
    let program = Program::start_with(&discord, &table, &settings);
    discord.ready().await;
    discord.commands_registered().await;

    let mut members = Members::of(&discord, &known);
    let look = |members: &Members| {
        let snapshot = Snapshot::new(files::load(&table, None).knowledge.unwrap());
        Day {
            members: members.worth(&snapshot),
            others: others(&snapshot),
        }
    };
    let mut curve = vec![look(&members)];
    let mut week = Fared::default();
    for day in 1..=DAYS {
        members.ask(&mut week).await;
        tokio::time::sleep(NOTED).await;
        moderator.fix(FIXED).await;
        if day % 7 == 0 {
            moderator.adopt(ADOPTED).await;
        }
        curve.push(look(&members));
        if day % 7 == 0 || day == DAYS {
            println!("until day {day:2}: {}", week.described());
            week = Fared::default();
        }
    }
    println!("{:?}", moderator.done);
    println!("       members' questions    others' questions");
    println!("       right   wrong         right   wrong");
    for (day, Day { members, others }) in curve.iter().enumerate().step_by(3) {
        let full = |at: i32| f64::from(at) < members.right * 30.0;
        let bar: String = (0..30).map(|at| if full(at) { '█' } else { '·' }).collect();
        println!(
            "day {day:2} {:.3}   {:.3}         {:.3}   {:.3}   {bar}",
            members.right, members.wrong, others.right, others.wrong
        );
    }
    draw(&root.join(CURVE), &curve);
    println!(
        "{CURVE} is drawn; {:.0} s in all",
        began.elapsed().as_secs_f64()
    );
    let (first, last) = (curve[0].members, curve[DAYS].members);
    assert!(last.right > first.right, "the table has not become better");
    assert!(last.wrong <= first.wrong, "wrong answers have become more");
    program.stop().await;
    discord.finish().await;
}

/// A table's quality on the held-out questions.
fn others(snapshot: &Snapshot) -> Calibration {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let asked = SETS.iter().flat_map(|path| {
        let bytes = fs::read(root.join(path)).unwrap();
        let (asked, report) = dataset::read(snapshot.knowledge(), path, &bytes);
        assert!(!report.has_errors(), "{}", report.render_plain());
        asked
    });
    let judged = evaluate(snapshot.table(), asked.collect());
    let all = judged.len() as f64;
    let answerable = judged.iter().filter(|j| j.asked.is_answerable()).count() as f64;
    let count = |verdict| judged.iter().filter(|j| j.verdict == verdict).count() as f64;
    Calibration {
        right: count(Verdict::Right) / answerable,
        wrong: count(Verdict::Wrong) / all,
    }
}

/// The members' questions: a few topics are asked often, most seldom.
struct Members<'a> {
    discord: &'a Fake,
    users: Vec<u64>,
    /// The entries with their cumulative probability.
    topics: Vec<(f64, &'a Known)>,
    chance: fastrand::Rng,
}

impl<'a> Members<'a> {
    fn of(discord: &'a Fake, known: &'a BTreeMap<String, Known>) -> Self {
        let mut chance = fastrand::Rng::with_seed(SEED);
        let mut known: Vec<&Known> = known.values().filter(|k| !k.asked.is_empty()).collect();
        chance.shuffle(&mut known);
        let mut sum = 0.0;
        let topics = known.into_iter().zip(3..).map(|(known, rank)| {
            sum += 1.0 / f64::from(rank);
            (sum, known)
        });
        Self {
            discord,
            users: (0..A_DAY)
                .map(|n| discord.add_member(&format!("member{n}"), &[]))
                .collect(),
            topics: topics.collect(),
            chance,
        }
    }

    /// A table's quality on their questions.
    fn worth(&self, snapshot: &Snapshot) -> Calibration {
        let mut worth = Calibration::default();
        let mut answerable = 0.0;
        let mut before = 0.0;
        for (sum, known) in &self.topics {
            let likelihood = (sum - before) / known.asked.len() as f64;
            before = *sum;
            for question in &known.asked {
                let answer = snapshot.ask(question);
                let is_right = answer.sentences.iter().any(|said| said.text == known.text);
                let is_answered = answer.outcome == Outcome::Answered;
                if known.kind == Kind::Question {
                    answerable += likelihood;
                    worth.right += if is_right { likelihood } else { 0.0 };
                }
                worth.wrong += if is_answered && !is_right {
                    likelihood
                } else {
                    0.0
                };
            }
        }
        worth.right /= answerable;
        worth.wrong /= before;
        worth
    }

    async fn ask(&mut self, fared: &mut Fared) {
        for at in 0..A_DAY {
            let user = self.users[at];
            let end = self.topics.last().unwrap().0;
            let mark = self.chance.f64() * end;
            let known = self.topics.iter().find(|(sum, _)| *sum >= mark).unwrap().1;
            let question = &known.asked[self.chance.usize(..known.asked.len())];
            let text = format!("<@{}> {question}", self.discord.bot_id());
            let asked = self.discord.say(user, self.discord.channel(), &text);
            let reply = asked.reply().await;
            let is_right = reply.content().replace('\\', "").contains(&known.text);
            let is_answered = reply.labels().iter().any(|label| label == HELPFUL);
            let is_answerable = known.kind == Kind::Question;
            fared.asked += 1;
            fared.answerable += usize::from(is_answerable);
            fared.right += usize::from(is_answerable && is_right);
            fared.wrong += usize::from(is_answered && !is_right);
            self.say(user, &reply, is_answered, is_right).await;
        }
    }

    /// Some members vote on their answer.
    async fn say(&mut self, user: u64, reply: &Message, is_answered: bool, is_right: bool) {
        let (label, share) = match (is_answered, is_right) {
            (true, true) => (HELPFUL, THANKFUL),
            (true, false) => (NOT_THIS, DISSATISFIED),
            _ => return,
        };
        if self.chance.usize(..share) == 0 {
            self.discord.press_label(user, reply, label).message().await;
        }
    }
}

/// Draws the quality over the days.
fn draw(path: &Path, curve: &[Day]) {
    footnote::chart::register_font();
    let area = SVGBackend::new(path, (640, 360)).into_drawing_area();
    area.fill(&WHITE).unwrap();
    let mut chart = ChartBuilder::on(&area)
        .margin(12)
        .x_label_area_size(30)
        .y_label_area_size(40)
        .build_cartesian_2d(0..DAYS, 0.0..1.0)
        .unwrap();
    chart
        .configure_mesh()
        .x_desc("day")
        .y_desc("right: members' questions dark blue, others' light; wrong: red")
        .draw()
        .unwrap();
    let mut line = |of: fn(&Day) -> f64, colour: RGBColor| {
        let points = curve.iter().map(of).enumerate();
        let line = LineSeries::new(points, colour.stroke_width(2));
        chart.draw_series(line).unwrap();
    };
    line(|day| day.members.right, RGBColor(0x1f, 0x5a, 0xa6));
    line(|day| day.others.right, RGBColor(0x8f, 0xb8, 0xe8));
    line(|day| day.members.wrong, RED);
    line(|day| day.others.wrong, RGBColor(0xff, 0x99, 0x99));
    area.present().unwrap();
}
