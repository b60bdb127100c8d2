# Was Mitglieder lesen, auf Deutsch. Welche Sätze es gibt und wozu, steht in en.ftl.

## Answers

declined = Das kann ich aus diesem Artikel nicht beantworten.
no-knowledge = Hier kann ich noch nichts beantworten: Das Wissen dieses Servers fehlt oder hat Fehler. Die Moderation sieht mit `/knowledge check`, woran es liegt.
no-sources = In diesem Kanal kann ich nichts beantworten: Meine Tabelle enthält nichts aus den Quellen, die dafür ausgewählt sind. Die Moderation sieht mit `/knowledge status`, welche das sind.
entry-suspended = Diese Frage kenne ich, aber die Moderation hat meine Antwort ausgesetzt. Frag bitte später noch einmal.
entry-expired = Meine Antwort darauf ist abgelaufen, deshalb gebe ich sie nicht.
passages = Keine Antwort, aber die Stellen im Artikel, die am nächsten kommen:
topics = Du kannst zu diesen Themen fragen:
did-you-mean = Meintest du:
faint = Ich bin nicht sicher, ob dieser Artikel das beantwortet. Am nächsten kommt, was er hierzu sagt:
nearby = Darauf gibt er eine Antwort:
related = Dazu passt:
opening = Anfang
somewhere = im Artikel
no-text = Den ganzen Text des Artikels habe ich hier nicht.
differs = Der Unterschied: { $what }.
difference = { $kind ->
    [name] ein Name
    [number] eine Zahl
    [polarity] eine Verneinung oder ein Gegenteil
    [direction] eine Richtung
    [reason] ein Grund
    [thing] das, was gezählt oder ausgewählt wird
   *[resemblance] ein Wort, das nur ähnlich aussieht
}
following = Im Anschluss an „{ $question }“
unanswered = Auf „{ $question }“ habe ich keine Antwort.
skipped = Ich beantworte bis zu { $limit } Fragen auf einmal. Schick mir { $number ->
    [one] die letzte
   *[other] die letzten { $number }
} bitte in einer neuen Nachricht.
published = Veröffentlicht: { $dates }
greeting = Frag mich etwas zu { $sources }. Ich kann { $questions ->
    [one] { $questions } Frage
   *[other] { $questions } Fragen
} beantworten und kenne { $gaps } weitere, die der Text offenlässt.
more-sources = und noch { $number }
more-topics = und noch { $number }
more-lines = -# … und { $number ->
    [one] { $number } weitere Zeile
   *[other] { $number } weitere Zeilen
}
invitation = Erwähne mich mit einer Frage oder nimm `/{ ask-command }`. `/{ topics-command }` zeigt, was ich weiß.

## Commands

ask-command = frage
    .description = Stell eine Frage zum Artikel; die Antwort nennt die Stelle
ask-question = frage
    .description = Frag mit eigenen Worten oder wähl aus der Liste
ask-private = privat
    .description = Die Antwort nur mir zeigen
ask-for = für
    .description = Erwähne ein Mitglied, damit es die Antwort sieht
topics-command = themen
    .description = Stöbere in den Fragen, die ich beantworten kann
about-command = info
    .description = Aus welchem Artikel ich antworte, wie ich Antworten finde und was ich speichere
privacy-command = datenschutz
    .description = Sieh dir an, welche Rückmeldungen von dir ich speichere, und lösche sie
answer-this = Das beantworten

## Buttons and menus

show-source = Quelle anzeigen
why = Warum diese Antwort?
delete = Löschen
related-menu = Passt dazu …
none-of-these = Nichts davon
see-topics = Fragen ansehen
previous = Zurück
next = Weiter
pick = Frage auswählen …
helpful = Hilfreich
not-this = Nicht meine Frage
rephrase = Anders fragen
question-field = Deine Frage
forget = Alles löschen

## Replies to buttons and commands

other-questions = Weitere Fragen
gone = Meine Tabelle hat sich geändert und enthält diesen Eintrag nicht mehr. Frag bitte noch einmal.
changed-since = -# Meine Tabelle hat sich seit dieser Antwort geändert. Jetzt steht dort:
unknown-button = Dieser Button stammt aus einer anderen Version von mir und funktioniert nicht mehr. Frag bitte noch einmal.
not-ready = Gerade kann ich nichts beantworten: Ich weiß noch nicht, welche meiner Antworten die Moderation ausgesetzt hat. Frag bitte später noch einmal.
too-many = Das waren zu viele Fragen auf einmal. Warte bitte eine Minute und frag dann noch einmal.
too-often = Das war zu oft. Warte bitte eine Minute und versuch es dann noch einmal.
not-yours = Das kann nur löschen, wer gefragt hat, oder die Moderation.
no-words = In dieser Nachricht steht kein Text, den ich beantworten könnte.
none-fits = Dann kann ich das aus diesem Artikel nicht beantworten.
fault = Bei mir ist etwas schiefgegangen. Frag bitte noch einmal.
thanks = Danke! Das hilft, meine Antworten zu verbessern.
sorry = Das tut mir leid. Ich habe es notiert, ohne deinen Namen.
not-now = Das kann ich gerade nicht nachsehen. Versuch es bitte später noch einmal.
page-number = -# Seite { $page } von { $pages }

## “Why this answer”

question-cut = -# Deine Frage war zu lang, um sie ganz aufzuheben. Diese Begründung gilt nur für ihren Anfang.
understood = Ich habe **{ $question }** ({ $id }) verstanden und bin mir zu { $confidence } % sicher.
answers-at = Ich antworte, wenn ich mir zu mindestens { $threshold } % sicher bin.
answered-from = Deine ganze Frage wurde mit **{ $question }** ({ $id }) beantwortet.
understood-gap = Ich habe **{ $question }** ({ $id }) verstanden; das lässt der Artikel offen.
not-understood = Ich war mir nur zu { $confidence } % sicher, was gemeint war.
picked = Aus einer Liste ausgewählt: **{ $question }** ({ $id }).
nothing-met = Keins deiner Wörter steht in meiner Tabelle.
words-met = Gefundene Wörter: { $words }.
words-missing = Nicht gefunden: { $words }.
word-read-as = { $word } (gelesen als { $other })
nearest-phrasing = Ähnlichste Formulierung: { $phrasing }
assistants-phrasing = Ähnlichste Formulierung: eine, die ein Assistent geschrieben hat
runner-up = Danach kommt: { $question } ({ $id }, { $score })
version-line = -# Tabelle { $version } · Bewertung { $score }
encoder-said = Nähe laut Modell { $encoder }: { $nearness } %.
encoder-found-nothing = Das Modell { $encoder } findet nichts, was nah genug ist; hier steht, was die Wörter ergeben.
encoder-absent = Das hier beruht nur auf Wörtern: Das Modell { $encoder } ist mit der Tabelle noch nicht fertig oder kam für diese Begründung zu spät. An der Antwort kann es mitgewirkt haben.

## An answer for somebody else

nobody-here = -# Ich habe niemanden erwähnt: `{ ask-for }` geht nur in den Kanälen eines Servers, der mich hinzugefügt hat.
no-bots = -# Ich habe niemanden erwähnt: Ein Bot kann mit meinen Antworten nichts anfangen.
unseen = -# Ich habe niemanden erwähnt: Dieses Mitglied kann diesen Kanal nicht sehen.
may-not-write = -# Ich habe niemanden erwähnt: Du darfst in diesem Kanal nicht schreiben.
wanted-private = -# Ich habe niemanden erwähnt: Du wolltest die Antwort nur für dich.
asked-for = { $member }, { $asker } hat das für dich gefragt:
not-mentioned = -# Ich habe keine Antwort, die ich { $member } zeigen könnte, deshalb habe ich niemanden erwähnt. Nur du siehst das.

## Forums, and replies that arrive blank

solved = Gelöst
solved-and-tagged = Ich habe diesen Beitrag als gelöst markiert. Ab jetzt schreibe ich hier nur noch, wenn mich jemand fragt.
solved-silently = Das freut mich. Ab jetzt schreibe ich in diesem Beitrag nur noch, wenn mich jemand fragt.
solved-untagged = Ab jetzt schreibe ich in diesem Beitrag nur noch, wenn mich jemand fragt. Das passende Tag konnte ich nicht setzen: Dafür brauche ich die Berechtigung „Threads verwalten“.
not-your-post = Das kann nur, wer diesen Beitrag eröffnet hat, oder die Moderation.
not-heard = Discord zeigt mir nicht, was du geschrieben hast, weil du mich nicht erwähnst. Erwähne mich bitte, schalte beim Antworten den Ping ein oder nimm `/{ ask-command }`.

## “Ask a person”

ask-person = Einen Menschen fragen
person-field = Deine Frage (erscheint mit deinem Namen)
person-asked = Ein Mensch wurde gefragt
already-asked = Dazu wurde schon ein Mensch gefragt.
nothing-asked = Schreib bitte deine Frage auf, damit ein Mensch sie beantworten kann.
nobody-to-ask = Hier kannst du keinen Menschen mehr fragen.
asked-enough = Du hast gerade erst einen Menschen gefragt. Gib ihm bitte etwas Zeit und versuch es in zehn Minuten noch einmal.
helpers-busy = Hier wurden gerade viele Fragen gestellt. Versuch es bitte in ein paar Minuten noch einmal.
not-called = Ich konnte niemanden erreichen und habe nichts gepostet. Sag bitte der Moderation Bescheid: Ich muss im Kanal für Fragen schreiben und die Rolle der Helfenden erwähnen dürfen.
call = { $asker } hat eine Frage, die ich nicht beantworten konnte:
near = Am nächsten kommen: { $entries }.
near-gap = { $question } ({ $id }, eine Lücke)
nothing-near = Kein Eintrag meiner Tabelle kommt dem nahe.
call-hint = Antworte auf diese Nachricht. Die Moderation kann deine Antwort dann zu meiner machen: **Apps → Make this the answer**.
go-there = Zum Gespräch
answered-now = { $asker }, die Moderation hat deine Frage beantwortet:
answer-suspended = -# Die Moderation hat diese Antwort ausgesetzt.

## Picking from a list by typing

only-option = Es gibt nur eine Möglichkeit. Antworte mit 1, um sie zu wählen, oder frag anders.
pick-one-of = Antworte mit einer Zahl von 1 bis { $options }, um etwas auszuwählen, oder frag anders.

## Small talk

said-identity = Ich bin ein Bot, kein Mensch. Alles, was ich sage, haben Menschen geschrieben, und ich nenne die Stelle im Artikel.
said-help = Frag mich etwas mit deinen eigenen Worten.
said-thanks = Gern geschehen!
said-goodbye = Tschüss!
said-greeting = Hallo!
said-no = Alles klar.
said-yes = Gut.
examples = Zum Beispiel:

## /about

about = Ich antworte aus einer Tabelle, die Menschen geschrieben haben: { $questions ->
    [one] { $questions } Frage, die der Artikel beantwortet,
   *[other] { $questions } Fragen, die der Artikel beantwortet,
} und { $gaps }, die er offenlässt. Welche du meinst, finde ich, indem ich Wörter vergleiche{ $helper }. Nichts davon ist generiert, und jeder Satz nennt seine Stelle im Artikel. Wenn ich nicht sicher bin, frage ich nach oder sage, dass ich es nicht weiß.
about-helper = {" "}und Sätze mit einem Modell ({ $encoder }), das nur beim Suchen hilft
about-privacy = **Datenschutz**: { $privacy }
about-version = -# Tabelle { $version } · Footnote { $release }

## What is stored

stored-nothing = Ich speichere weder Fragen noch Rückmeldungen.
stored-counts = Ich speichere { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
} lang, wie viele Fragen gestellt wurden, wo und an welchem Tag, worum es ging und mit welchem Ergebnis, aber weder ihren Wortlaut noch, wer gefragt hat.
stored-questions = Um meine Tabelle zu verbessern, speichere ich jede Frage { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
} lang, auch aus Direktnachrichten und private: ihren Wortlaut, den Server, die Art des Kanals, den Tag und das Ergebnis, aber nie, wer gefragt hat. Vorher lasse ich weg, was ich als Namen, Adresse, Nummer, Geburtsdatum, Link oder Geheimnis erkenne, und jedes Wort, das weder meine Tabelle noch ein englisches Wörterbuch kennt, bis es { $common } Mitglieder verwendet haben. Alles kann ich nicht erkennen: Verrate mir bitte keine Geheimnisse. Wer mich betreibt, kann lesen, was übrig ist, und die Moderation eines Servers, was dort gefragt wurde. Die letzten { $recent } dieser Fragen von diesem Server bleiben bis zu meinem Neustart im Arbeitsspeicher, damit seine Moderation vorab sieht, welche Antworten eine Änderung betrifft; Direktnachrichten und private Fragen nicht.
stored-feedback = Deine Rückmeldungen zu Antworten bewahre ich bis zu { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
} auf, unter einem Code, der niemanden nennt. `/{ privacy-command }` zeigt sie dir und löscht sie.
stored-posts = In den Foren, die ich lese, besteht eine Frage aus dem Titel eines Beitrags und dem, was seine Autorin oder sein Autor darin schreibt. Bis zu meinem Neustart merke ich mir, wer die letzten { $posts } Beiträge eröffnet hat, aber nicht ihren Wortlaut.
stored-briefly = Ich merke mir { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
} lang, welche meiner Antworten zu welcher Nachricht gehört, damit ich einer Bearbeitung oder Löschung folgen und zurücknehmen kann, was die Moderation aussetzt; { $leaning ->
    [one] { $leaning } Minute
   *[other] { $leaning } Minuten
} lang, was ich dir zuletzt in einem Kanal geantwortet habe, um eine kurze Frage gleich danach zu verstehen; und einen Tag lang, wem ich gesagt habe, wie man mir antwortet. Meine Buttons enthalten deine ID, und „{ why }“ und „{ ask-person }“ auch deine Frage.
stored-moderation = Wenn du einen Befehl oder Button für die Moderation benutzt, speichere ich deine ID, was du getan hast, wo und wann, zeitlich unbegrenzt; die Moderation deines Servers sieht es, und die aller Server, wenn du die Tabelle geändert hast.

## /privacy

nothing-kept = Ich speichere keine Rückmeldungen von dir. Ich speichere aber, wer Befehle für die Moderation benutzt und wann; das wird nicht gelöscht.
copy-file = was-ich-ueber-dich-speichere.json
kept = Du hast zu { $number } meiner Antworten Rückmeldung gegeben. Ich bewahre sie bis zu { $days ->
    [one] { $days } Tag
   *[other] { $days } Tage
} auf, unter einem Code, den ohne meinen geheimen Schlüssel niemand zu dir zurückverfolgen kann. Außerdem speichere ich, wer Befehle für die Moderation benutzt und wann; das wird nicht gelöscht. In der angehängten Datei steht alles.
kept-pick = Ausgewählt
forgotten = Ich habe deine Rückmeldungen zu { $number ->
    [one] { $number } Antwort
   *[other] { $number } Antworten
} gelöscht.
