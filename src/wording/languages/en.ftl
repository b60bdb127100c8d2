# What members read, in English. Every other language has the same sentences with the same placeables.
#
# Texts are Discord's Markdown, but those of buttons, menus, forms and commands, which are plain. `-#` makes a line small.

## Answers

# No entry fits the question.
declined = I cannot answer that from this article.
# Reply to every question where a server's own knowledge is missing, or has errors.
no-knowledge = I cannot answer anything here yet: the knowledge of this server is missing or has errors. Its moderators see what is wrong with `/knowledge check`.
# Reply to every question in a channel for which sources were chosen that the table does not have.
no-sources = I cannot answer anything in this channel: my table has nothing from the sources that were chosen for it. Moderators see which with `/knowledge status`.
# The entry that fits is suspended.
entry-suspended = I know that question, but moderators have suspended my answer. Please ask again later.
# What the entry that fits says held only until a day that has passed.
entry-expired = My answer to that has expired, so I am not giving it.
# Heads the passages that come nearest to a declined question.
passages = Not an answer, but the closest passages in the article:
# Heads the topics after a question was declined.
topics = You can ask about:
# Heads the options where the bot is unsure what was meant.
did-you-mean = Did you mean:
# The same, where the options are far from what was asked.
faint = I am not sure that this article answers that. The nearest that it does answer:
# Heads the answered questions near a gap.
nearby = It does answer:
# Heads the questions related to an answer.
related = Related:
# Stands for the heading of the paragraphs before the first heading.
opening = Opening
# Stands for the place of a citation that was never pinned.
somewhere = in the article
# Why a citation shows only its quote.
no-text = The article's full text is not available here.
# In what a question differs from the entry that it resembles: a list of differences.
differs = Differs in: { $what }.
# One such difference.
difference = { $kind ->
    [name] a name
    [number] a number
    [polarity] a denial or an opposite
    [direction] a direction
    [reason] a reason
    [thing] the thing that is counted or chosen
   *[resemblance] a word that only looks alike
}
# In the light of which question a further one was understood.
following = Following up on “{ $question }”
# One question of several in a message has no answer.
unanswered = I have no answer to “{ $question }”.
# A message asked more than is answered at once.
skipped = I answer up to { $limit } questions at a time. Please send { $number ->
    [one] the last one
   *[other] the last { $number }
} in a new message.
# When the sources that an answer cites were published.
published = Published { $dates }
# What the bot can be asked about.
greeting = Ask me about { $sources }. I can answer { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
}, and I know { $gaps } that the text leaves open.
# Stands for the sources that a greeting has no room to name.
more-sources = and { $number } more
# Stands for the topics that a reply has no room to name.
more-topics = and { $number } more
# Stands for the lines that a message has no room for.
more-lines = -# … and { $number ->
    [one] { $number } more line
   *[other] { $number } more lines
}
# Reply to a mention that asks nothing, after the greeting.
invitation = Mention me with a question, or use `/{ ask-command }`. `/{ topics-command }` lists what I know.

## Commands: what is typed (lower case, at most 32 characters, no spaces), and what Discord shows beside it (at most 100)

ask-command = ask
    .description = Ask about the article and get an answer that cites it
ask-question = question
    .description = Ask in your own words, or pick from the list
ask-private = private
    .description = Show the answer only to me
ask-for = for
    .description = Mention a member, so that they see the answer
topics-command = topics
    .description = Browse the questions I can answer
about-command = about
    .description = Which article I answer from, how I find answers, and what I store
privacy-command = privacy
    .description = See the feedback I store about you, and delete it
# The command in a message's menu; at most 32 characters.
answer-this = Answer this

## Buttons and menus (at most 80 characters)

# Shows the cited passages.
show-source = Show source
# Shows the evidence.
why = Why this answer
# Deletes an answer.
delete = Delete
# Placeholder of the menu of related questions.
related-menu = Related…
# Rejects every option.
none-of-these = None of these
# Lists the questions of the table.
see-topics = Browse questions
# To the page before.
previous = Previous
# To the page after.
next = Next
# Placeholder of the menu on a page of questions.
pick = Pick a question…
# Says that an answer helped.
helpful = Helpful
# Says that an answer missed the question.
not-this = Not what I asked
# Opens a form to ask again, and is its title (at most 45 characters).
rephrase = Ask in other words
# The field of that form (at most 45 characters).
question-field = Your question
# Deletes a member's feedback.
forget = Delete all of it

## Replies to buttons and commands

# Heads the questions that have no topic.
other-questions = Other questions
# Reply to a button whose entry is no longer in the table.
gone = My table has changed and no longer has this entry. Please ask again.
# Heads a reply when the table has changed since the message that the button belongs to.
changed-since = -# My table has changed since that answer. This is what it says now.
# Reply to a button of another release of the bot.
unknown-button = This button comes from another version of me and no longer works. Please ask again.
# Reply to every question until it is known which answers are suspended.
not-ready = I cannot answer anything right now: I do not know which of my answers moderators have suspended. Please ask again later.
# Reply to a member who is over the rate limit.
too-many = Too many questions at once. Please wait a minute, then ask again.
# Reply to a member who uses anything else too often.
too-often = That was too often. Please wait a minute, then try again.
# Reply to a member who uses another member's delete button.
not-yours = Only the member who asked, or a moderator, can delete this.
# Reply to “Answer this” on a message without text.
no-words = That message has no text to answer.
# Reply to “None of these”.
none-fits = Then I cannot answer that from this article.
# Reply when the bot itself has failed.
fault = Something went wrong on my side. Please ask again.
# Reply to “Helpful”.
thanks = Thank you! This helps improve my answers.
# Reply to “Not what I asked”, above what else the member could have meant.
sorry = Sorry about that. I have noted it, without your name.
# The store cannot be read.
not-now = I cannot look that up right now. Please try again later.
# How a page of questions is numbered.
page-number = -# Page { $page } of { $pages }

## “Why this answer”

# Heads the evidence of a question that was too long for the button to carry whole.
question-cut = -# Your question was too long to keep whole. This evidence is for its beginning only.
# The entry that a question was matched to; the confidence is a percentage.
understood = I understood **{ $question }** ({ $id }) with { $confidence }% confidence.
# The confidence that an answer needs, as a percentage.
answers-at = I answer at { $threshold }% confidence or more.
# The entry that a long question was answered from, to which its beginning alone does not lead.
answered-from = Your whole question was answered from **{ $question }** ({ $id }).
# The question was matched to a gap.
understood-gap = I understood **{ $question }** ({ $id }), which the article leaves open.
# The confidence was too low.
not-understood = I was only { $confidence }% confident that I knew what was meant.
# The question was picked, so nothing had to be matched.
picked = Picked from a list: **{ $question }** ({ $id }).
# None of the question's words is in the table.
nothing-met = None of your words are in my table.
# The words of the question that the entry has.
words-met = Words found: { $words }.
# Those that it does not have.
words-missing = Not found: { $words }.
# A word of the question whose spelling was corrected.
word-read-as = { $word } (read as { $other })
# The phrasing nearest to the question, in quotation marks.
nearest-phrasing = Nearest phrasing: { $phrasing }
# The same, where an assistant wrote it.
assistants-phrasing = Nearest phrasing: one that an assistant wrote
# The entry ranked next.
runner-up = Next best: { $question } ({ $id }, { $score })
# The version of the table, and the score of the entry.
version-line = -# Table { $version } · score { $score }
# How near the optional sentence encoder finds the entry, as a percentage.
encoder-said = The encoder { $encoder } finds it { $nearness }% near.
encoder-found-nothing = The encoder { $encoder } finds nothing near, so this is what words find.
encoder-absent = This is by words alone: the encoder { $encoder } is not done with the table or was too late for this explanation. It may have had a say in the answer.

## An answer for somebody else

# Heads the private answer where the channel has nobody else to mention.
nobody-here = -# I mentioned nobody: `{ ask-for }` works in the channels of a server that has added me.
# Heads it where a bot was to be mentioned.
no-bots = -# I mentioned nobody: a bot has no use for my answers.
# Heads it where the member who was to be mentioned would not see the answer.
unseen = -# I mentioned nobody: that member cannot see this channel.
# Heads it where the asker could not mention anybody themselves.
may-not-write = -# I mentioned nobody: you may not write in this channel.
# Heads it where the asker wanted it to be private.
wanted-private = -# I mentioned nobody: you wanted to see the answer alone.
# Heads the answer that a member asked for another; both are mentions.
asked-for = { $member }, { $asker } asked this for you:
# Heads a reply without an answer, which that member is not told of.
not-mentioned = -# I have no answer to show { $member }, so I mentioned nobody. Only you see this.

## Forums, and replies that arrive blank

# The button that ends a post of a forum.
solved = Solved
# Reply to it, once the post has its tag.
solved-and-tagged = I marked this post as solved. From now on I write here only if somebody asks me.
# The same where the forum has no such tag.
solved-silently = I am glad. From now on I write in this post only if somebody asks me.
# The same where the bot cannot set it.
solved-untagged = From now on I write in this post only if somebody asks me. I could not set its tag: for that I need the permission Manage Threads.
# Reply to a member who uses another member's button.
not-your-post = Only the member who opened this post, or a moderator, can do that.
# Reply to a reply that arrived without its words.
not-heard = Discord does not show me what you wrote, because it does not mention me. Please mention me, turn on the ping of your reply, or use `/{ ask-command }`.

## “Ask a person”

# The button that calls a person, and the form's title (at most 45 characters).
ask-person = Ask a person
# The field of that form (at most 45 characters).
person-field = Your question, posted with your name
# The button in its place, once somebody has.
person-asked = A person has been asked
# Somebody else, or the same member, has done so before.
already-asked = A person has already been asked about this.
# The form had no words.
nothing-asked = Please write your question, so that a person can answer it.
# The operator has not named anybody, or no longer.
nobody-to-ask = Asking a person is no longer possible here.
# A member asks too often.
asked-enough = You have asked a person just now. Please give them some time, and try again in ten minutes.
# The members of a server ask too often.
helpers-busy = Many questions have been asked here just now. Please try again in a few minutes.
# The call could not be posted, or would not have been noticed.
not-called = I could not reach anybody, and posted nothing. Please tell a moderator: I need to write in the channel for questions, and to mention the role of those who help.
# Calls the helpers for a member, who is a mention.
call = { $asker } has a question that I could not answer:
# The entries that come nearest to the question.
near = Nearest entries: { $entries }.
# One of them, which is a gap.
near-gap = { $question } ({ $id }, a gap)
# Stands for them where there are none.
nothing-near = No entry of my table comes close.
# What moderators do with a call. The command has this name in every language.
call-hint = Reply to this message. A moderator can then make the reply my answer: **Apps → Make this the answer**.
# The button under a call that leads to the conversation.
go-there = Go to the conversation
# Heads the answer for the member whose question called for it.
answered-now = { $asker }, a moderator has answered your question:
# Replaces an answer that a moderator has suspended.
answer-suspended = -# A moderator has suspended this answer.

## Picking from a list by typing

only-option = There is only one option. Reply with 1 to pick it, or ask in other words.
pick-one-of = Reply with a number from 1 to { $options } to pick an option, or ask in other words.

## Small talk

# To who asks what the bot is.
said-identity = I am a bot, not a person. Everything I say was written by people, and I cite where the article says it.
# To who asks what it can do.
said-help = Ask me something in your own words.
said-thanks = You are welcome!
said-goodbye = Goodbye!
said-greeting = Hello!
said-no = All right.
said-yes = Good.
# Heads example questions, where no topics can be named.
examples = For example:

## /about

# How the bot answers; the helper may be empty.
about = I answer from a table that people wrote: { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
} that the article answers and { $gaps } that it leaves open. I find the one you mean by comparing words{ $helper }. Nothing is generated, and every sentence cites the article. When I am not sure, I ask what you meant or say that I do not know.
# What else than words finds a question, in the middle of that sentence.
about-helper = , and sentences by a model ({ $encoder }) that only helps find
about-privacy = **Privacy**: { $privacy }
about-version = -# Table { $version } · Footnote { $release }

## What is stored. Every sentence is a promise: the numbers are those that the bot keeps to

# Where nothing is logged.
stored-nothing = I store neither questions nor feedback.
# Where questions are counted.
stored-counts = For { $days ->
    [one] { $days } day
   *[other] { $days } days
} I store how many questions were asked, where and on which day, what they were about and with what outcome, but neither their words nor who asked them.
# Where their words are stored.
stored-questions = To improve my table, I store each question for { $days ->
    [one] { $days } day
   *[other] { $days } days
}, those in direct messages and private ones too: its words, the server, the kind of channel, the day and the outcome, but never who asked. I first leave out what I recognise as a name, an address, a number, a date of birth, a link or a secret, and any word that neither my table nor an English dictionary has, until { $common } members have used it. I cannot recognise everything: please tell me no secrets. Whoever runs me can read what is left, and the moderators of a server what was asked there. The last { $recent } such questions of this server stay in memory until I restart, so that its moderators can preview which answers a change affects; direct messages and private questions do not.
stored-feedback = I keep your feedback on answers for up to { $days ->
    [one] { $days } day
   *[other] { $days } days
}, under a code that names nobody. `/{ privacy-command }` shows it to you and deletes it.
# Where forums are read.
stored-posts = In the forums that I read, a question is the title of a post, and what its author writes in it. Until I restart, I remember who opened the latest { $posts } posts, but not their words.
stored-briefly = For { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
} I remember which of my answers belongs to which message, so that I can follow an edit or a deletion, and take back what moderators suspend; for { $leaning ->
    [one] { $leaning } minute
   *[other] { $leaning } minutes
} what I answered you last in a channel, to understand a short question right after it; and for a day whom I told how to reply to me. My buttons carry your id, and “{ why }” and “{ ask-person }” your question.
# Of those who use moderators' commands.
stored-moderation = If you use a command or a button for moderators, I store your id, what you did, where and when, without a time limit; moderators of your server see it, and those of all servers if you changed the table.

## /privacy

# No feedback is stored of the member.
nothing-kept = I store no feedback from you. I do store who uses commands for moderators, and when; that is not deleted.
# The file with a copy of what is stored of a member.
copy-file = what-i-store-about-you.json
# Heads the feedback stored about a member: how many votes, and for how many days.
kept = You gave feedback on { $number } of my answers. I store it for up to { $days ->
    [one] { $days } day
   *[other] { $days } days
}, under a code that nobody can trace back to you without my secret key. I also store who uses commands for moderators, and when; that is not deleted. The attached file has all of it.
# How a vote is called by which an option was picked. The others are called by their buttons.
kept-pick = Picked
# A member's feedback has been deleted.
forgotten = I deleted your feedback on { $number ->
    [one] { $number } answer
   *[other] { $number } answers
}.
