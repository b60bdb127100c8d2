//! Texts that would be something else on Discord, and tables, sources and votes made of them.

use std::fmt::Write;

use serde_json::json;

/// What means something at the start of a line; `$` stands for a marker.
const AT_START: [&str; 10] = [
    "# $", "### $", "-# $", "> $", ">>> $", "- $", "* $", "1. $", "+ $", " - # $",
];
/// What means something anywhere.
const ANYWHERE: [&str; 44] = [
    "**$**",
    "*$*",
    "__$__",
    "_$_",
    "~~$~~",
    "||$||",
    "`$`",
    "``$``",
    "```$```",
    "`` ` $ ``",
    "````$````",
    "[$](http:/evil.example)",
    "[a](<https://evil.example/$>)",
    "https://evil.example/$",
    "<https://evil.example/$>",
    "https://bank.example@evil.example/$",
    "<@$>",
    "<@!$>",
    "<@&$>",
    "<#$>",
    "<t:$>",
    "<t:$:R>",
    "<:a:$>",
    "<a:b:$>",
    "</cmd:$>",
    "<id:browse> $",
    "@everyone $",
    "@here $",
    "discord.gg/$",
    "https://discord.gg/$",
    "Discord.com/invite/$",
    "discordapp.com/invite/$",
    "https://discord.com/channels/1/$",
    ":heart: $",
    "***$***",
    "**a*$*b**",
    "*a **$** b*",
    "\\*$\\*",
    "\\\\**$**",
    "\\`$\\`",
    "steam://run/$",
    "<a@$.example>",
    "<+$>",
    "](x:) [$](x:y)",
];
/// What cannot be seen, or reaches beyond its place. Tables may not have it; anyone else may.
const INVISIBLE: [&str; 11] = [
    "\n# $",
    "\r\n- $",
    "\u{2028}> $",
    "\u{202e}$\u{202c}",
    "\u{2066}$",
    "\u{200b}$\u{feff}\u{ad}",
    "dis\u{200b}cord.gg/$",
    "@\u{200b}everyone $",
    "<@\u{2060}$>",
    "\u{1b}[31m$\u{9b}0m",
    "\u{e0041}\u{3164}$",
];

/// Where a text comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    Title,
    Publisher,
    Topic,
    Heading,
    Fact,
    Quote,
    Phrasing,
    Gap,
    Source,
    Typed,
}

impl From {
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::Publisher,
        Self::Topic,
        Self::Heading,
        Self::Fact,
        Self::Quote,
        Self::Phrasing,
        Self::Gap,
        Self::Source,
        Self::Typed,
    ];

    /// Whether web addresses in it may be links that show where they lead.
    pub fn may_link(self) -> bool {
        matches!(self, Self::Fact | Self::Quote | Self::Gap | Self::Source)
    }
}

/// All attacks, with the index that their markers carry.
pub fn attacks() -> impl Iterator<Item = (usize, &'static str)> {
    let all = AT_START.iter().chain(&ANYWHERE).chain(&INVISIBLE);
    all.copied().enumerate()
}

/// What a reader must see before the marker of an attack; nothing where that cannot be seen.
pub fn prefix(attack: usize) -> &'static str {
    let visible = AT_START.iter().chain(&ANYWHERE).nth(attack);
    let typed = visible.and_then(|typed| typed.split('$').next());
    typed.unwrap_or_default().trim_start()
}

/// The marker of an attack: digits, so that it can be an id.
pub fn marker(from: From, attack: usize) -> String {
    format!("77{}{attack:02}77", from as usize)
}

/// Reads a marker: where it comes from, and the attack.
pub fn read(marker: &str) -> Option<(From, usize)> {
    let inner = marker.strip_prefix("77")?.strip_suffix("77")?;
    let from = *From::ALL.get(inner.get(..1)?.parse::<usize>().ok()?)?;
    let attack = inner.get(1..)?.parse().ok()?;
    (inner.len() == 3 && attacks().nth(attack).is_some()).then_some((from, attack))
}

/// One attack as it is typed.
pub fn typed(from: From, attack: usize) -> String {
    let text = attacks().nth(attack).map_or("", |(_, text)| text);
    text.replace('$', &marker(from, attack))
}

/// As many attacks as fit into a field. Each number begins with others.
pub fn pack(from: From, number: usize, limit: usize) -> String {
    let start = number % AT_START.len();
    let mut pack = typed(from, start);
    for step in 0..ANYWHERE.len() {
        let attack = AT_START.len() + (number * 7 + step) % ANYWHERE.len();
        let next = typed(from, attack);
        if pack.chars().count() + 1 + next.chars().count() > limit {
            break;
        }
        pack = format!("{pack} {next}");
    }
    pack
}

/// What members and moderators can type: all that cannot be seen, too.
pub fn typed_pack(number: usize) -> String {
    let first = AT_START.len() + ANYWHERE.len();
    let invisible = (first..first + INVISIBLE.len()).map(|attack| typed(From::Typed, attack));
    let marks = "\u{301}".repeat(120);
    let visible = pack(From::Typed, number, 400);
    format!(
        "{visible} {} Z{marks} {}",
        invisible.collect::<Vec<_>>().join(" "),
        "w".repeat(300)
    )
}

/// The name of a file, of attacks that an address has room for.
pub fn file_name(ending: &str) -> String {
    let fitting = ["<@$>", "**$**", "`$`", "@everyone $"];
    let fitting = attacks().filter(|(_, text)| fitting.contains(text));
    let typed: Vec<_> = fitting
        .map(|(attack, _)| typed(From::Typed, attack))
        .collect();
    format!("{}.{ending}", typed.join(" "))
}

/// Entries of a table.
pub const ENTRIES: usize = 4;

/// The id of an entry, as long as ids can be.
pub fn entry_id(entry: usize) -> String {
    format!("entry-{entry}-{}", "x".repeat(40))
}

/// The id of a table, too.
pub fn table_id(number: usize) -> String {
    format!("table-{number:02}-{}", "y".repeat(39))
}

/// The first phrasing of an entry: it fits, with its number, and no other has it.
pub fn phrasing(number: usize, entry: usize) -> String {
    let pack = pack(From::Phrasing, number * ENTRIES + entry, 160);
    format!("{pack} berth {number} pier {entry}?")
}

/// A table whose every field attacks. Of a table with a text, the quotes stand in it.
pub fn table(number: usize, has_text: bool) -> String {
    let field = |from, limit| json!(pack(from, number, limit).trim()).to_string();
    let mut table = format!(
        "format = 1\n[source]\nid = \"{}\"\ntitle = {}\npublisher = {}\nlicence = {}\ntopics = [{}]\n\
         url = \"https://example.org/{number}/a_(b)?c=*d*\"\n",
        table_id(number),
        field(From::Title, 200),
        field(From::Publisher, 200),
        field(From::Publisher, 200),
        field(From::Topic, 200),
    );
    if has_text {
        let _ = writeln!(table, "text = \"{number}.md\"");
    } else {
        let heading = field(From::Heading, 200);
        let _ = writeln!(table, "[[section]]\nnumber = 1\nheading = {heading}");
    }
    let topic = field(From::Topic, 200);
    for entry in 0..ENTRIES {
        let fact = json!(pack(From::Fact, number + entry, 450));
        let quote = if has_text {
            json!(format!("alpha{entry} … omega{entry}"))
        } else {
            json!(pack(From::Quote, number + entry, 400))
        };
        let at = if has_text { "" } else { ", at = \"1.1\"" };
        let alt = field(From::Heading, 200);
        let (id, ask) = (entry_id(entry), json!(phrasing(number, entry)));
        let other = entry_id((entry + 1) % ENTRIES);
        let _ = write!(
            table,
            "[[fact]]\nid = \"fact-{entry}\"\ntext = {fact}\ncite = {{ quote = {quote}{at} }}\n\
             image = {{ url = \"https://example.org/{entry}_(b)*c*\", alt = {alt} }}\n\
             [[question]]\nid = \"{id}\"\nask = [{ask}]\nfacts = [\"fact-{entry}\"]\nrelated = [\"{other}\"]\n\
             topic = {topic}\n"
        );
    }
    let _ = write!(
        table,
        "[[gap]]\nid = \"gap\"\nask = [\"What does berth {number} cost?\"]\ntext = {}\n\
         near = [\"{}\"]\n",
        field(From::Gap, 450),
        entry_id(0)
    );
    let word = format!("{} mole {number}", pack(From::Topic, number, 160));
    let words = json!([word, format!("breakwater {number}")]);
    let _ = write!(table, "[[synonyms]]\nwords = {words}\n");
    table
}

/// An assistant's reply, of which a table takes something and refuses the rest.
pub fn reply() -> String {
    let entry = format!("{}/{}", table_id(1), entry_id(0));
    let ask = [typed_pack(1), typed_pack(2), phrasing(1, 0)];
    let nobody = json!({ "entry": typed_pack(3), "ask": ask });
    let gap = json!({ "source": table_id(1), "ask": [typed_pack(4)], "text": typed_pack(5) });
    json!({ "phrasings": [{ "entry": entry, "ask": ask }, nobody], "gaps": [gap] }).to_string()
}

/// The text of a source: what it says looks to a reader as it was typed.
pub fn text(number: usize) -> String {
    let plain = |seed: usize, limit: usize| {
        let pack = pack(From::Source, seed, limit);
        let escaped = pack.chars().map(|c| match c {
            c if c.is_ascii_punctuation() => format!("\\{c}"),
            c => c.to_string(),
        });
        escaped.collect::<String>()
    };
    let paragraph = |entry: usize| {
        let seed = number + 5 * entry;
        format!(
            "Before {} {} alpha{entry} {} omega{entry} {} after.\n\n",
            plain(seed, 900),
            "long ".repeat(300),
            plain(seed + 1, 1200),
            plain(seed + 2, 900)
        )
    };
    let paragraphs: String = (0..ENTRIES).map(paragraph).collect();
    format!("# Title\n\n## Heading\n\n{paragraphs}")
}
