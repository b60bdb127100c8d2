# Ce que lisent les membres, en français. Les phrases qui existent, et leur usage, sont dans en.ftl.

## Answers

declined = Je ne peux pas répondre à ça à partir de cet article.
no-knowledge = Je ne peux encore répondre à rien ici : les connaissances de ce serveur sont absentes ou contiennent des erreurs. Ses modérateurs voient ce qui ne va pas avec `/knowledge check`.
no-sources = Je ne peux répondre à rien dans ce salon : mon tableau ne contient rien des sources choisies pour lui. Les modérateurs voient desquelles il s’agit avec `/knowledge status`.
entry-suspended = Je connais cette question, mais les modérateurs ont suspendu ma réponse. Repose-la plus tard, s’il te plaît.
entry-expired = Ma réponse à cette question n’est plus valable, alors je ne la donne pas.
passages = Ce n’est pas une réponse, mais voici les passages de l’article qui s’en approchent le plus :
topics = Tu peux poser des questions sur :
did-you-mean = Tu voulais dire :
faint = Je ne suis pas sûr que cet article réponde à ça. Ce à quoi il répond de plus proche :
nearby = Il répond en revanche à :
related = Sur le même sujet :
opening = Début
somewhere = dans l’article
no-text = Je n’ai pas ici le texte complet de l’article.
differs = Ce qui diffère : { $what }.
difference = { $kind ->
    [name] un nom
    [number] un nombre
    [polarity] une négation ou un contraire
    [direction] un sens
    [reason] une raison
    [thing] ce qui est compté ou choisi
   *[resemblance] un mot qui n’est proche qu’en apparence
}
following = Pour faire suite à « { $question } »
unanswered = Je n’ai pas de réponse à « { $question } ».
skipped = Je réponds à { $limit } questions à la fois au maximum. Envoie-moi { $number ->
    [one] la dernière
   *[other] les { $number } dernières
} dans un nouveau message, s’il te plaît.
published = Publié : { $dates }
greeting = Pose-moi tes questions sur { $sources }. Je peux répondre à { $questions ->
    [one] { $questions } question
   *[other] { $questions } questions
}, et j’en connais { $gaps } que le texte laisse sans réponse.
more-sources = et { $number } de plus
more-topics = et { $number } de plus
more-lines = -# … et { $number ->
    [one] { $number } ligne de plus
   *[other] { $number } lignes de plus
}
invitation = Mentionne-moi avec une question, ou utilise `/{ ask-command }`. `/{ topics-command }` montre ce que je sais.

## Commands

ask-command = demander
    .description = Pose une question sur l’article et reçois une réponse qui le cite
ask-question = question
    .description = Demande avec tes propres mots, ou choisis dans la liste
ask-private = privé
    .description = Ne montrer la réponse qu’à moi
ask-for = pour
    .description = Mentionne un membre pour qu’il voie la réponse
topics-command = sujets
    .description = Parcours les questions auxquelles je peux répondre
about-command = infos
    .description = De quel article je tire mes réponses, comment je les trouve et ce que je conserve
privacy-command = confidentialité
    .description = Consulte les avis de toi que je conserve, et supprime-les
answer-this = Répondre à ça

## Buttons and menus

show-source = Voir la source
why = Pourquoi cette réponse ?
delete = Supprimer
related-menu = Sur le même sujet…
none-of-these = Aucune de ces questions
see-topics = Parcourir les questions
previous = Précédent
next = Suivant
pick = Choisis une question…
helpful = Utile
not-this = Ce n’était pas ma question
rephrase = Demander autrement
question-field = Ta question
forget = Tout supprimer

## Replies to buttons and commands

other-questions = Autres questions
gone = Mon tableau a changé et ne contient plus cette entrée. Repose ta question, s’il te plaît.
changed-since = -# Mon tableau a changé depuis cette réponse. Voici ce qu’il dit maintenant.
unknown-button = Ce bouton vient d’une autre version de moi et ne marche plus. Repose ta question, s’il te plaît.
not-ready = Je ne peux répondre à rien pour le moment : je ne sais pas lesquelles de mes réponses les modérateurs ont suspendues. Repose ta question plus tard, s’il te plaît.
too-many = Ça fait trop de questions à la fois. Attends une minute, s’il te plaît, puis repose la tienne.
too-often = C’était un peu trop souvent. Attends une minute, s’il te plaît, puis réessaie.
not-yours = Seul le membre qui a posé la question, ou un modérateur, peut supprimer ça.
no-words = Ce message ne contient pas de texte auquel répondre.
none-fits = Alors je ne peux pas répondre à ça à partir de cet article.
fault = Un problème est survenu de mon côté. Repose ta question, s’il te plaît.
thanks = Merci ! Ça aide à améliorer mes réponses.
sorry = Désolé. Je l’ai noté, sans ton nom.
not-now = Je ne peux pas vérifier ça pour le moment. Réessaie plus tard, s’il te plaît.
page-number = -# Page { $page } sur { $pages }

## “Why this answer”

question-cut = -# Ta question était trop longue pour être gardée en entier. Cette explication ne vaut que pour son début.
understood = J’ai compris **{ $question }** ({ $id }), avec { $confidence } % de certitude.
answers-at = Je réponds à partir de { $threshold } % de certitude.
answered-from = La réponse à ta question entière vient de **{ $question }** ({ $id }).
understood-gap = J’ai compris **{ $question }** ({ $id }), que l’article laisse sans réponse.
not-understood = Je n’étais sûr qu’à { $confidence } % d’avoir compris.
picked = Choisie dans une liste : **{ $question }** ({ $id }).
nothing-met = Aucun de tes mots n’est dans mon tableau.
words-met = Mots trouvés : { $words }.
words-missing = Non trouvés : { $words }.
word-read-as = { $word } (lu comme { $other })
nearest-phrasing = Formulation la plus proche : { $phrasing }
assistants-phrasing = Formulation la plus proche : écrite par un assistant
runner-up = Ensuite : { $question } ({ $id }, { $score })
version-line = -# Tableau { $version } · score { $score }
encoder-said = Proximité selon le modèle { $encoder } : { $nearness } %.
encoder-found-nothing = Le modèle { $encoder } ne trouve rien de proche ; voici donc ce que trouvent les mots.
encoder-absent = Ceci ne repose que sur les mots : le modèle { $encoder } n’a pas fini de traiter le tableau ou est arrivé trop tard pour cette explication. Il a pu jouer un rôle dans la réponse.

## An answer for somebody else

nobody-here = -# Je n’ai mentionné personne : `{ ask-for }` marche dans les salons d’un serveur qui m’a ajouté.
no-bots = -# Je n’ai mentionné personne : un bot n’a que faire de mes réponses.
unseen = -# Je n’ai mentionné personne : ce membre ne voit pas ce salon.
may-not-write = -# Je n’ai mentionné personne : tu n’as pas le droit d’écrire dans ce salon.
wanted-private = -# Je n’ai mentionné personne : tu voulais garder la réponse pour toi.
asked-for = { $member }, { $asker } a demandé ça pour toi :
not-mentioned = -# Je n’ai pas de réponse à montrer à { $member }, alors je n’ai mentionné personne. Personne d’autre que toi ne voit ça.

## Forums, and replies that arrive blank

solved = Résolu
solved-and-tagged = J’ai marqué ce post comme résolu. Désormais, je n’écrirai ici que si on me pose une question.
solved-silently = Tant mieux ! Désormais, je n’écrirai dans ce post que si on me pose une question.
solved-untagged = Désormais, je n’écrirai dans ce post que si on me pose une question. Je n’ai pas pu lui mettre son étiquette : il me faut pour ça la permission « Gérer les fils ».
not-your-post = Seul le membre qui a ouvert ce post, ou un modérateur, peut faire ça.
not-heard = Discord ne me montre pas ce que tu as écrit, parce que tu ne me mentionnes pas. Mentionne-moi, active le ping de ta réponse, ou utilise `/{ ask-command }`.

## “Ask a person”

ask-person = Demander à quelqu’un
person-field = Ta question, publiée avec ton nom
person-asked = Question transmise à quelqu’un
already-asked = Cette question a déjà été transmise à quelqu’un.
nothing-asked = Écris ta question, s’il te plaît, pour que quelqu’un puisse y répondre.
nobody-to-ask = Ici, il n’y a plus personne à qui demander.
asked-enough = Tu viens de demander à quelqu’un. Laisse-lui un peu de temps, s’il te plaît, et réessaie dans dix minutes.
helpers-busy = Beaucoup de questions viennent d’être posées ici. Réessaie dans quelques minutes, s’il te plaît.
not-called = Je n’ai pu joindre personne, et je n’ai rien publié. Dis-le à un modérateur, s’il te plaît : il faut que je puisse écrire dans le salon des questions et mentionner le rôle des personnes qui aident.
call = { $asker } a une question à laquelle je n’ai pas su répondre :
near = Entrées les plus proches : { $entries }.
near-gap = { $question } ({ $id }, une lacune)
nothing-near = Aucune entrée de mon tableau ne s’en approche.
call-hint = Réponds à ce message. Un modérateur pourra ensuite faire de ta réponse la mienne : **Applications → Make this the answer**.
go-there = Aller à la conversation
answered-now = { $asker }, un modérateur a répondu à ta question :
answer-suspended = -# Un modérateur a suspendu cette réponse.

## Picking from a list by typing

only-option = Il n’y a qu’un choix. Réponds 1 pour le prendre, ou demande autrement.
pick-one-of = Réponds par un nombre de 1 à { $options } pour choisir, ou demande autrement.

## Small talk

said-identity = Je suis un bot, pas un humain. Tout ce que je dis a été écrit par des humains, et je cite le passage de l’article.
said-help = Pose-moi une question avec tes propres mots.
said-thanks = Avec plaisir !
said-goodbye = À bientôt !
said-greeting = Salut !
said-no = D’accord.
said-yes = Très bien.
examples = Par exemple :

## /about

about = Je réponds à partir d’un tableau écrit par des humains : { $questions ->
    [one] { $questions } question à laquelle
   *[other] { $questions } questions auxquelles
} l’article répond et { $gaps } qu’il laisse sans réponse. Je trouve la tienne en comparant les mots{ $helper }. Rien n’est généré, et chaque phrase cite l’article. Quand je ne suis pas sûr, je te demande ce que tu voulais dire, ou je dis que je ne sais pas.
about-helper = {" "}et les phrases, avec un modèle ({ $encoder }) qui n’aide qu’à chercher
about-privacy = **Confidentialité** : { $privacy }
about-version = -# Tableau { $version } · Footnote { $release }

## What is stored

stored-nothing = Je ne conserve ni questions ni avis.
stored-counts = Pendant { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}, je conserve le nombre de questions posées, le lieu, le jour, le sujet et le résultat, mais ni leur texte ni qui les a posées.
stored-questions = Pour améliorer mon tableau, je conserve chaque question pendant { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}, y compris celles des messages privés et celles posées en privé : son texte, le serveur, le type de salon, le jour et le résultat, mais jamais qui l’a posée. J’enlève d’abord ce que je reconnais comme un nom, une adresse, un numéro, une date de naissance, un lien ou un secret, et tout mot que ni mon tableau ni un dictionnaire anglais ne connaît, jusqu’à ce que { $common } membres l’aient utilisé. Je ne peux pas tout reconnaître : ne me confie pas de secrets, s’il te plaît. La personne qui m’héberge peut lire ce qui reste, et les modérateurs d’un serveur ce qui y a été demandé. Parmi ces questions, les { $recent } dernières de ce serveur restent en mémoire jusqu’à mon redémarrage, pour que ses modérateurs voient d’avance quelles réponses un changement touche ; les messages privés et les questions posées en privé, non.
stored-feedback = Je garde tes avis sur les réponses au maximum { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}, sous un code qui ne nomme personne. `/{ privacy-command }` te les montre et les supprime.
stored-posts = Dans les forums que je lis, une question, c’est le titre d’un post et ce que son auteur y écrit. Jusqu’à mon redémarrage, je me souviens de qui a ouvert les { $posts } derniers posts, mais pas de leur contenu.
stored-briefly = Pendant { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}, je me souviens de quelle réponse va avec quel message, pour suivre une modification ou une suppression et retirer ce que les modérateurs suspendent ; pendant { $leaning ->
    [one] { $leaning } minute
   *[other] { $leaning } minutes
}, de ma dernière réponse pour toi dans un salon, pour comprendre une question courte posée juste après ; et pendant un jour, des membres à qui j’ai dit comment me répondre. Mes boutons contiennent ton identifiant, et « { why } » et « { ask-person } » aussi ta question.
stored-moderation = Si tu utilises une commande ou un bouton de modération, je conserve ton identifiant, ce que tu as fait, où et quand, sans limite de durée ; les modérateurs de ton serveur le voient, et ceux de tous les serveurs si tu as modifié le tableau.

## /privacy

nothing-kept = Je ne conserve aucun avis de toi. Je conserve en revanche qui utilise les commandes de modération, et quand ; ces données-là ne sont pas supprimées.
copy-file = ce-que-je-conserve-sur-toi.json
kept = Tu as donné ton avis sur { $number } de mes réponses. Je le garde au maximum { $days ->
    [one] { $days } jour
   *[other] { $days } jours
}, sous un code que personne ne peut relier à toi sans ma clé secrète. Je conserve aussi qui utilise les commandes de modération, et quand ; ces données-là ne sont pas supprimées. Le fichier joint contient tout.
kept-pick = Choisie
forgotten = J’ai supprimé tes avis sur { $number ->
    [one] { $number } réponse
   *[other] { $number } réponses
}.
