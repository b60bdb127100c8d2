//! Lists of English words by which sentences are taken apart. Data only; each list is one text, its words
//! between blanks.

/// Whether a list has a word, which is in lower case.
pub(super) fn has(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_whitespace().any(|own| own == word)
}

/// Forms of *be*.
pub(super) const BE: &str = "is are was were";
/// Verbs that a question begins with.
pub(super) const AUXILIARIES: &str = "is are was were has have had can could will would must should may \
    might shall cannot do does did";
/// What a sentence is joined to the one before with, and which a question leaves out.
pub(super) const CONNECTIVES: &str = "and but or so yet still now instead however basically also then \
    therefore moreover furthermore nevertheless otherwise additionally finally meanwhile thus hence \
    similarly likewise";
/// Words that stand for something said before.
pub(super) const ANAPHORS: &str = "they it he she this that these those his her their its such both here \
    neither either otherwise";
/// Words that open a noun phrase.
pub(super) const DETERMINERS: &str = "a an the any some no every each all both another this that these those \
    my your his her its our their one two three four five six seven eight nine ten many most few several \
    more less such even only very";
/// Prepositions, and conjunctions that begin a clause.
pub(super) const PREPOSITIONS: &str = "at in on of for to from by with without about against among around \
    before after behind below beneath between beyond despite during except inside into like near off onto \
    outside over past since through throughout under until up upon via within toward towards beside besides \
    amid as than per";
/// Conjunctions that begin a clause.
pub(super) const CONJUNCTIONS: &str = "that if when while because although though whether where unless and or \
    but so which who";
/// Conjunctions after which another clause begins.
pub(super) const SUBORDINATE: &str = "if when while because although though unless";
/// Pronouns.
pub(super) const PRONOUNS: &str = "i you he she it we they me him her us them itself himself herself \
    themselves yourself who what which";
/// Pronouns that a sentence can be about, and nothing else of it.
pub(super) const INDEFINITE: &str = "nobody anybody somebody everybody everyone anyone someone nothing anything \
    something everything none";
/// Words that deny what they are about, or nearly.
pub(super) const DENYING: &str = "nobody nothing none hardly scarcely barely few neither never";
/// Words after a verb that say when, where or how, and not what.
pub(super) const ADVERBS: &str = "early late again here there now then today together apart ashore aboard away \
    back home out up down off on well fast hard alone often always never sometimes soon twice once daily";
/// Words without content of their own.
pub(super) const EMPTY_WORDS: &str = "a an the and or but so yet of to in on at by for with from as is are was \
    were be been being am do does did done has have had having can could will would must should may might \
    shall not no nor it its this that these those they them their he him his she her we us our you your i me \
    my who whom whose which what when where why how if then than there here also just only very too such \
    into onto over under about after before between during through up down out off again any some all both \
    each every more most other own same now still even though although while because until unless since \
    one once like well much many get got make makes made use used using us via per etc eg ie including \
    include includes s t";
/// Nouns for people, who are asked for with *who*.
pub(super) const PEOPLE: &str = "official officials diplomat diplomats envoy minister president leader \
    leaders host hosts instructor instructors teacher teachers helper helpers learner learners student \
    students member members user users admin admins administrator administrators moderator moderators \
    organiser organisers organizer organizers team teams committee staff volunteer volunteers visitor \
    visitors owner owners player players guest guests keeper keepers author authors maintainer maintainers \
    manager managers director officer officers council people anyone everyone nobody someone participants \
    participant parent parents child children adult adults customer customers driver drivers captain \
    government company";
/// Verbs by which somebody is reported to say something.
pub(super) const SAYING: &str = "say says said argue argues argued insist insists insisted report reports \
    reported claim claims claimed believe believes believed suggest suggests suggested explain explains \
    explained note notes noted warn warns warned agree agrees agreed";
/// Words for what something is for, or what it brings about.
pub(super) const EFFECTS: &str = "because reduce reduces reducing allow allows allowing help helps offer offers \
    offering matter matters explain explains increase increases ensure ensures ensuring prevent prevents \
    avoid avoids cause causes lead leads signals means useful important desire chance purpose reason keeps \
    symbolize symbolized symbolise symbolised represents gives giving limits adds aim aims goal advantage";
/// Times, besides numbers.
pub(super) const TIMES: &str = "january february march april june july august september october november \
    december monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight \
    daily weekly monthly yearly annually noon midnight midday morning afternoon evening weekend weekends \
    spring summer autumn winter";
/// Stretches of time.
pub(super) const STRETCHES_OF_TIME: &str = "second seconds minute minutes hour hours day days week weeks \
    month months year years decade decades century centuries";
/// Numbers in words.
pub(super) const NUMBER_WORDS: &str = "two three four five six seven eight nine ten eleven twelve twenty \
    thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen";
/// Money.
pub(super) const MONEY_WORDS: &str = "fee fees cost costs price prices charge charges dollar dollars euro \
    euros pound pounds crown crowns cent cents payment fare fares salary refund refunds";
/// Words that end like sentences without ending them.
pub(super) const ABBREVIATIONS: &str = "mr. mrs. ms. dr. st. prof. sr. jr. vs. no. nos. e.g. i.e. etc. u.s. \
    u.k. approx. ca. cf. fig. gen. sen. rep. gov. inc. ltd. co. jan. feb. mar. apr. jun. jul. aug. sep. \
    sept. oct. nov. dec. (e.g. (i.e.";
/// What lines begin with that lead elsewhere and say nothing.
pub(super) const SIGNPOSTS: &[&str] = &[
    "see ",
    "see also",
    "read more",
    "read the ",
    "click ",
    "back to ",
    "next:",
    "previous:",
    "table of contents",
    "contents",
    "last updated",
    "last modified",
    "edit this page",
    "share this",
    "copyright",
    "©",
    "more info",
    "for more ",
    "for further ",
    "for details",
    "learn more",
    "related ",
    "here's how",
    "here’s how",
    "here is how",
    "skip to ",
    "jump to ",
    "on this page",
    "was this page helpful",
];
/// Verbs in their plain form.
pub(super) const VERBS: &str = "accept accompany account achieve act add admit adopt advertise advise affect \
    afford agree aim allow announce answer appear apply appoint approve argue arrange arrive ask assess assist \
    assume attach attack attend avoid back be become begin believe belong block book borrow break bring build \
    buy call cancel capture care carry cause change charge check choose circulate claim clean clear click \
    close collect come complete concern confirm connect consider consist contact contain continue contribute \
    control convert copy cost count cover create cut deal decide declare decline define delete deliver deny \
    depend describe design determine develop disappear disconnect discuss dive donate download drag draw drive \
    drop earn eat edit elect email employ enable encourage end enjoy ensure enter escape establish estimate \
    evaluate examine exceed exist expand expect expire explain explore export express extend face fade \
    fall feed feel fight fill find finish fit fix focus follow force form free gain gather get give go govern \
    grow guarantee guide handle happen help hide hire hit hold host hover identify ignore import improve \
    include increase indicate inform insist install intend introduce invest invite involve join jump keep \
    kill know land last launch lead learn leave lend let lie limit link list listen live load lock log \
    look loom lose lower make manage mark match matter mean measure meet mention merge monitor mount move name \
    need note obtain occur offer open operate order organise organize overlook own park participate \
    pass pay perform permit pick place plan play point post practice practise prefer prepare present preserve \
    press prevent print produce prohibit promise promote protect prove provide publish pull push put raise reach \
    react read realise realize receive recommend record recover recruit reduce refer refund refuse register \
    reject relate release remain remember remind remove renew rent repair repeat replace reply report \
    represent request require reserve reset resign resolve respond restart restore restrict return review \
    revive ring rise run save say scan schedule search secure see seek seem select sell send separate serve \
    set settle share shift shine show shut sign sit skip sleep solve sort speak spend spread stand start state \
    stay stop store strengthen stretch struggle study submit succeed suffer suggest supply support suppose \
    switch symbolise symbolize take talk teach tell tend test thank think throw touch train transfer travel \
    treat try turn type uncheck understand undo uninstall unlock update upgrade upload use verify view visit \
    vote wait walk want warn wash watch wear welcome win wish work worry write";
/// Verbs that are as often nouns: only the words around them tell.
pub(super) const NOUNS_TOO: &str = "answer attack block book break call cause change charge check claim \
    control copy cost cover cut deal design draw drive edit email end escape estimate experience export face \
    fall fight fit fix focus force form gain guarantee guide handle help hit hold host hover import increase \
    interest land lead limit link list load lock log look loss mark match matter mention merge mount move \
    name need note offer order park pass pay place plan play point post practice press produce promise pull \
    push raise reach record reply report request reserve reset return review ring rise run save schedule \
    search set share shift show sign signal sleep sort spread stand start state stay stop store stretch \
    struggle study supply support switch talk test touch train transfer travel treat try turn type update \
    upgrade use view visit vote wait walk wash watch wear welcome win wish work";
/// Past forms of verbs that are not formed by an ending, each with its plain form.
pub(super) const IRREGULAR: &[(&str, &str)] = &[
    ("became", "become"),
    ("began", "begin"),
    ("bought", "buy"),
    ("broke", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("came", "come"),
    ("chose", "choose"),
    ("fell", "fall"),
    ("felt", "feel"),
    ("found", "find"),
    ("gave", "give"),
    ("grew", "grow"),
    ("held", "hold"),
    ("kept", "keep"),
    ("knew", "know"),
    ("led", "lead"),
    ("left", "leave"),
    ("lost", "lose"),
    ("made", "make"),
    ("met", "meet"),
    ("paid", "pay"),
    ("ran", "run"),
    ("rose", "rise"),
    ("said", "say"),
    ("sent", "send"),
    ("sold", "sell"),
    ("spent", "spend"),
    ("spoke", "speak"),
    ("stood", "stand"),
    ("taught", "teach"),
    ("thought", "think"),
    ("told", "tell"),
    ("took", "take"),
    ("went", "go"),
    ("won", "win"),
    ("wrote", "write"),
];
