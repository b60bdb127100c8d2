//! Lists of English words by which sentences are taken apart. Data only; each list is one text, its words
//! between blanks.

/// Whether a list has a word, which is in lower case; a comma after it makes no difference.
pub(super) fn has(list: &str, word: &str) -> bool {
    let word = word.trim_end_matches(',');
    !word.is_empty() && list.split_whitespace().any(|own| own == word)
}

/// How many of these words deny or except something.
pub(super) fn denials(words: &[String]) -> usize {
    let denies = |word: &&String| {
        let small = word.to_lowercase();
        has(DENIALS, &small) || small.ends_with("n't") || small.ends_with("n’t")
    };
    words.iter().filter(denies).count()
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
/// Words that deny what they are about, or nearly, or that except something from it.
pub(super) const DENIALS: &str = "not no nobody nothing none nowhere never neither nor cannot hardly scarcely \
    barely few fewer without except unless only";
/// Words that stand for what is not in the same sentence, unless it is named before them.
pub(super) const STAND_INS: &str = "it they he she";
/// Words of possession that need a name or a noun before them.
pub(super) const POSSESSIVES: &str = "his her its their";
/// Words after which a clause begins, in which a pronoun stands for what was named before.
pub(super) const CLAUSE_OPENERS: &str = "that if when while because although though unless where whether before \
    after until once since as than who which what how so";
/// Plurals without an *s*.
pub(super) const PLURALS: &str = "people children men women fishermen staff police";
/// Past participles that are formed by no *ed*.
pub(super) const PARTICIPLES: &str = "been become begun broken brought bought built chosen come cut done drawn \
    driven eaten fallen felt found given gone got grown held hidden kept known laid led left lent let lost made \
    meant met paid put read run said seen sent set shown shut sold spent spoken stood taken taught told thought \
    understood won worn written";
/// Verbs whose object is an amount of money.
pub(super) const COSTING: &str = "cost pay earn charge save owe";
/// Units, which nobody counts.
pub(super) const UNITS: &str = "g kg mg ml l cl m km cm mm mb gb kb percent degrees degree metres meters miles \
    kilometres grams litres inches feet pixels bytes cents euros dollars pounds crowns times";
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
pub(super) const PEOPLE: &str = "official officials diplomat diplomats negotiator negotiators envoy minister president leader \
    leaders host hosts instructor instructors teacher teachers helper helpers learner learners student \
    students member members user users admin admins administrator administrators moderator moderators \
    organiser organisers organizer organizers team teams committee staff volunteer volunteers visitor \
    visitors owner owners player players guest guests keeper keepers author authors maintainer maintainers \
    manager managers director officer officers council people anyone everyone nobody someone participants \
    participant parent parents child children adult adults customer customers driver drivers captain \
    government company mayor king queen doctor doctors nurse nurses editors worker workers secretary \
    treasurer chair chairman coach spokesman spokeswoman spokesperson trainer trainers client clients holder \
    holders rower rowers reader readers beginner beginners family families fishermen farmer farmers county city \
    town council ministry police court board union association society club mr mrs ms dr nobody anybody \
    somebody everybody newcomer newcomers passenger passengers resident residents group groups household households firm firms buyer buyers seller sellers \
    village parish trust charity foundation cooperative bank crew miller baker butcher brewer neighbour \
    neighbours tenant tenants landlord landlords heir heirs";
/// Verbs of which only somebody can be the subject.
pub(super) const DONE_BY_SOMEBODY: &str = "own manage hire employ appoint elect vote donate";
/// Verbs that head a column with times: *opens*.
pub(super) const TIMED: &str = "open close start begin end finish leave depart arrive";
/// Verbs by which somebody is reported to say something.
pub(super) const SAYING: &str = "say says said argue argues argued insist insists insisted report reports \
    reported claim claims claimed believe believes believed suggest suggests suggested explain explains \
    explained note notes noted warn warns warned agree agrees agreed";
/// Verbs for what something is done for, after *to*.
pub(super) const EFFECTS: &str =
    "reduce help increase ensure prevent avoid limit save protect encourage";
/// Times, besides numbers.
pub(super) const TIMES: &str = "january february march april may june july august september october november \
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
pub(super) const VERBS: &str = "abolish accept accompany account achieve act adapt add adjust admit adopt \
    advertise advise affect afford agree aim allow analyse announce answer appear apply appoint approve argue \
    arrange arrive ask assess assign assist assume attach attack attend avoid back bake be become begin \
    believe belong bend block boil book borrow break bring brush build buy calculate call cancel capture care \
    carry carve cause change charge check choose chop circulate claim clean clear click close collect combine \
    come compare compile complete compose compress concern configure confirm connect consider consist contact \
    contain continue contribute control convert convince cook copy cost count cover create crush cut deal \
    decide declare decline decorate decrease define delete deliver deny depend describe design determine \
    develop diagnose dip disappear disconnect discover discuss dissolve dive divide donate download drag drain \
    draw drink drip drive drop earn eat edit elect email emerge employ enable encourage end enjoy enrol ensure \
    enter escape establish estimate evaluate examine exceed exclude exist expand expect expire explain explore \
    export express extend extract face fade fall fasten feed feel fetch fight fill find finish fit fix flip \
    focus fold follow forbid force form free freeze fry gain gather get give go govern grill grind grow \
    guarantee guide handle hang happen heat help hide hire hit hold host hover identify ignore import improve \
    include increase indicate inform insist inspect install intend introduce invest investigate invite involve \
    join jump keep kill knead know land last launch lay lead learn leave lend let lie lift limit link list \
    listen live load lock log look loom lose lower make manage mark match matter mean measure meet melt \
    mention merge mix modify monitor mount move multiply name need negotiate note obtain occur offer open \
    operate oppose order organise organize overlook oversee own park participate pass pay peel perform permit \
    pick place plan play point polish post pour practice practise predict prefer preheat prepare present \
    preserve press prevail prevent print produce prohibit promise promote propose protect prove provide \
    publish pull push put quit raise reach react read realise realize rebuild receive recommend record recover \
    recruit reduce refer refill refund refuse register reimburse reject relate release remain remember remind \
    remove rename renew rent repair repeat replace reply report represent request require reserve reset resign \
    resolve respond restart restore restrict return review revise revive ring rinse rise roast rub run sail \
    save say scan schedule search secure see seek seem select sell send separate serve set settle sew shake \
    share shave shift shine show shut sign simmer sit skip sleep slice soak solve sort speak spend spread \
    sprinkle squeeze stand start state stay stir stop store strengthen stretch struggle study submit succeed \
    suffer suggest supply support suppose swap sweep swim switch symbolise symbolize tackle take talk teach \
    tell tend test thank thaw think throw tie tighten toast toss touch train transfer travel treat trim try \
    turn twist type uncheck understand undo uninstall unlock unpack update upgrade upload urge use vary verify \
    view visit vote wait walk want warn wash watch wear weigh welcome whisk win wipe wish withdraw work worry \
    wrap write";
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
