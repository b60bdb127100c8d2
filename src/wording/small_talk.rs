//! Small talk: what members say that is no question about the article, and what the bot replies. It
//! says which words are small talk; [`crate::conversation`] finds them in a message.

use crate::wording::{Saying, Words};

/// A kind of small talk. Where a message has several, the first of these counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SmallTalk {
    /// Asks what the bot is.
    Identity,
    /// Asks what the bot can do.
    Help,
    /// Thanks or praises.
    Thanks,
    /// Takes leave.
    Goodbye,
    /// Greets.
    Greeting,
    /// Says no.
    No,
    /// Agrees.
    Yes,
}

impl SmallTalk {
    /// What the bot replies, before it says what can be asked.
    #[must_use]
    pub fn reply(self, words: &Words) -> String {
        words.say(match self {
            Self::Identity => Saying::SaidIdentity,
            Self::Help => Saying::SaidHelp,
            Self::Thanks => Saying::SaidThanks,
            Self::Goodbye => Saying::SaidGoodbye,
            Self::Greeting => Saying::SaidGreeting,
            Self::No => Saying::SaidNo,
            Self::Yes => Saying::SaidYes,
        })
    }

    /// Whether the reply also says what the bot answers from.
    #[must_use]
    pub fn is_about_the_bot(self) -> bool {
        matches!(self, Self::Identity | Self::Help | Self::Greeting)
    }
}

/// Stands between the phrases of a list.
pub const BETWEEN: &str = " · ";

/// What members say, by kind. Case, punctuation, repeated letters, contractions and chat spellings
/// (`u`, `thx`) make no difference.
pub const SAID: &[(SmallTalk, &str)] = &[
    (
        SmallTalk::Identity,
        "am i talking to a bot · am i talking to a human · am i talking to a machine · \
         am i talking to a person · are you a bot · are you a chatbot · are you a human · \
         are you a human being · are you a machine · are you a person · \
         are you a real bot · are you a real human · are you a real person · \
         are you a robot · are you ai · are you alive · are you an actual person · \
         are you an ai · are you an artificial intelligence · are you an llm · \
         are you artificial intelligence · are you bot · are you chatgpt · are you human · \
         are you real · are you sentient · do you use ai · introduce yourself · \
         is this a bot · is this a human · is this a person · is this a real person · \
         is this ai · is this an ai · tell me about yourself · tell us about yourself · \
         what are you · what are you exactly · what do i call you · what is your job · \
         what is your name · what is your purpose · what kind of bot are you · \
         what should i call you · who am i talking to · who are you · who are you exactly · \
         who built you · who created you · who is this · who is your creator · \
         who is your developer · who is your maker · who made you · who or what are you · \
         who programmed you · who runs you · who wrote you · your name",
    ),
    (
        SmallTalk::Help,
        "can i ask something · can i ask you a question · can i ask you something · \
         can you help · can you help me · could you help me · help · help me · \
         how can i ask a question · how can i ask you · how can i use you · \
         how can you help · how can you help me · how do i ask · how do i ask a question · \
         how do i ask you · how do i ask you something · how do i use this bot · \
         how do i use you · how do you work · how does this bot work · how does this work · \
         how to ask · how to ask a question · how to use this bot · how to use you · \
         i have a question · i need help · i need some help · please help · \
         show me what you can do · what are you able to do · what are your commands · \
         what can i ask · what can i ask about · what can i ask here · what can i ask you · \
         what can i ask you about · what can i do here · what can this bot do · \
         what can you answer · what can you do · what can you do for me · \
         what can you help me with · what can you help with · what can you tell me · \
         what do you answer · what do you do · what do you know · what do you know about · \
         what does this bot do · what else can i ask · what else can you do · \
         what else do you know · what is there to ask · what is this bot · \
         what is this bot for · what questions can i ask · what questions can i ask you · \
         what questions can you answer · what questions do you answer · what should i ask · \
         what should i ask you · what topics do you know",
    ),
    (
        SmallTalk::Thanks,
        "appreciate it · appreciate the help · appreciate your help · appreciated · \
         awesome · brilliant · cheers · excellent · good answer · good bot · good job · \
         good work · great · great answer · great bot · great job · great work · \
         helped a lot · helpful · i appreciate it · i appreciate that · \
         i appreciate your help · i love you · love it · love you · many thanks · \
         much appreciated · nice answer · nice bot · nice job · nice one · nice work · \
         perfect · so helpful · ta · thank · thank you · thank you so much · \
         thank you very much · thanks · thanks a bunch · thanks a lot · thanks a million · \
         thanks again · thanks so much · thanks very much · that answers it · \
         that answers my question · that helped · that helped a lot · that helps · \
         that helps a lot · that is great · that was helpful · that was quick · thx · ty · \
         tysm · tyvm · useful · very helpful · very nice · very useful · well done · \
         you are amazing · you are awesome · you are great · you are helpful · \
         you are so helpful · you are the best · you are very helpful · you helped me · \
         you helped me a lot · you rock",
    ),
    (
        SmallTalk::Goodbye,
        "bye · bye bye · ciao · cu · cya · farewell · gn · good bye · good night · \
         goodbye · goodnight · have a good day · have a good evening · have a good night · \
         have a good one · have a good week · have a good weekend · have a great day · \
         have a great evening · have a great night · have a great one · \
         have a great weekend · have a nice day · have a nice evening · have a nice night · \
         have a nice one · have a nice weekend · i am off · i have to go · i must go · \
         later · laters · nighty night · see ya · see you · see you around · \
         see you later · see you soon · see you tomorrow · sleep well · take care · \
         talk to you later · ttyl · until next time · until tomorrow",
    ),
    (
        SmallTalk::Greeting,
        "are you awake · are you online · are you there · gm · good afternoon · good day · \
         good evening · good morning · greetings · happy new year · hello · hey · heya · \
         hi · hiya · how are things · how are you · how are you doing · \
         how are you feeling · how do you do · how have you been · how is everyone · \
         how is it going · how is life · how is your day · howdy · is anybody there · \
         is anyone there · merry christmas · nice to meet you · ping · \
         pleased to meet you · sup · test · testing · wassup · welcome back · what is up · \
         yo",
    ),
    (
        SmallTalk::No,
        "forget it · i am good · i do not think so · nah · never mind · nevermind · no · \
         no need · no thank you · no thanks · no way · nope · not now · not really · \
         not that · nothing · nvm · that is not it",
    ),
    (
        SmallTalk::Yes,
        "absolutely · agreed · all good · all right · alright · cool · correct · \
         definitely · exactly · fair enough · fine · good · good to know · got it · haha · \
         hmm · i get it · i see · i understand · indeed · interesting · kk · lol · \
         makes sense · nice · no problem · no worries · of course · ok · okay · okey · \
         right · sounds good · sure · that is right · that makes sense · understood · wow · \
         yeah · yep · yes · you are right · you are welcome · yup",
    ),
];

/// What may stand beside small talk without making it anything else.
pub const BESIDE: &str = "again · ah · all · and · bot · bro · buddy · d · dear · dude · everybody · everyone · \
    folks · footnote · for answering · for clarifying · for everything · for explaining · \
    for helping · for helping me · for replying · for that · for the answer · \
    for the explanation · for the help · for the info · for the quick answer · \
    for the quick reply · for the reply · for your answer · for your help · \
    for your quick answer · for your quick reply · for your reply · for your time · \
    friend · friends · guys · in advance · just · man · mate · my friend · now · oh · p · \
    please · pls · really · so · then · there · to you · today · too · very much · well · \
    x · xd · xo · xx";
