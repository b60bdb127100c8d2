# O que os membros leem, em português do Brasil. Quais frases existem, e para quê, está em en.ftl.

## Answers

declined = Não consigo responder a isso com este artigo.
no-knowledge = Ainda não consigo responder a nada aqui: o conhecimento deste servidor está faltando ou tem erros. Os moderadores veem o que há de errado com `/knowledge check`.
no-sources = Neste canal não consigo responder a nada: minha tabela não tem nada das fontes escolhidas para ele. Os moderadores veem quais são com `/knowledge status`.
entry-suspended = Conheço essa pergunta, mas os moderadores suspenderam minha resposta. Pergunte de novo mais tarde, por favor.
entry-expired = Minha resposta a isso expirou, então não vou dá-la.
passages = Não é uma resposta, mas é o que o artigo diz de mais próximo:
topics = Você pode perguntar sobre:
did-you-mean = Você quis dizer:
faint = Não tenho certeza de que este artigo responda a isso. O que ele responde de mais próximo:
nearby = Ele responde a isto:
related = Relacionadas:
opening = Início
somewhere = no artigo
no-text = Não tenho aqui o texto completo do artigo.
differs = A diferença: { $what }.
difference = { $kind ->
    [name] um nome
    [number] um número
    [polarity] uma negação ou um oposto
    [direction] uma direção
    [reason] um motivo
    [thing] o que se conta ou se escolhe
   *[resemblance] uma palavra que é só parecida
}
following = Continuando “{ $question }”
unanswered = Não tenho resposta para “{ $question }”.
skipped = Respondo até { $limit } perguntas de uma vez. Mande { $number ->
    [one] a última
   *[other] as últimas { $number }
} em uma nova mensagem, por favor.
published = Publicado: { $dates }
greeting = Me pergunte sobre { $sources }. Consigo responder a { $questions ->
    [one] { $questions } pergunta
   *[other] { $questions } perguntas
} e conheço { $gaps } que o texto deixa em aberto.
more-sources = e mais { $number }
more-topics = e mais { $number }
more-lines = -# … e mais { $number ->
    [one] { $number } linha
   *[other] { $number } linhas
}
invitation = Me mencione com uma pergunta ou use `/{ ask-command }`. `/{ topics-command }` mostra o que eu sei.

## Commands

ask-command = perguntar
    .description = Pergunte sobre o artigo e receba uma resposta que o cita
ask-question = pergunta
    .description = Pergunte com suas palavras ou escolha da lista
ask-private = privado
    .description = Mostrar a resposta só para mim
ask-for = para
    .description = Mencione um membro para que ele veja a resposta
topics-command = temas
    .description = Veja as perguntas que consigo responder
about-command = sobre
    .description = De qual artigo tiro as respostas, como as encontro e o que guardo
privacy-command = privacidade
    .description = Veja quais avaliações suas eu guardo e apague-as
answer-this = Responder a isto

## Buttons and menus

show-source = Ver a fonte
why = Por que esta resposta?
delete = Excluir
related-menu = Relacionadas…
none-of-these = Nenhuma destas
see-topics = Ver perguntas
previous = Anterior
next = Próxima
pick = Escolha uma pergunta…
helpful = Útil
not-this = Não foi o que perguntei
rephrase = Perguntar de outro jeito
question-field = Sua pergunta
forget = Apagar tudo

## Replies to buttons and commands

other-questions = Outras perguntas
gone = Minha tabela mudou e não tem mais essa entrada. Pergunte de novo, por favor.
changed-since = -# Minha tabela mudou desde essa resposta. Agora ela diz isto.
unknown-button = Este botão é de outra versão minha e não funciona mais. Pergunte de novo, por favor.
not-ready = Não consigo responder a nada agora: não sei quais das minhas respostas os moderadores suspenderam. Pergunte de novo mais tarde, por favor.
too-many = Perguntas demais de uma vez. Espere um minuto, por favor, e pergunte de novo.
too-often = Foram muitas vezes seguidas. Espere um minuto, por favor, e tente de novo.
not-yours = Só quem perguntou, ou um moderador, pode excluir isto.
no-words = Essa mensagem não tem texto para responder.
none-fits = Então não consigo responder a isso com este artigo.
fault = Algo deu errado do meu lado. Pergunte de novo, por favor.
thanks = Obrigado! Isso ajuda a melhorar minhas respostas.
sorry = Desculpe. Anotei isso, sem o seu nome.
not-now = Não consigo consultar isso agora. Tente de novo mais tarde, por favor.
page-number = -# Página { $page } de { $pages }

## “Why this answer”

question-cut = -# Sua pergunta era longa demais para guardar inteira. Esta explicação é só do começo dela.
understood = Entendi **{ $question }** ({ $id }) com { $confidence }% de confiança.
answers-at = Respondo a partir de { $threshold }% de confiança.
answered-from = Sua pergunta inteira foi respondida com **{ $question }** ({ $id }).
understood-gap = Entendi **{ $question }** ({ $id }), que o artigo deixa em aberto.
not-understood = Eu tinha só { $confidence }% de confiança de ter entendido.
picked = Escolhida de uma lista: **{ $question }** ({ $id }).
nothing-met = Nenhuma das suas palavras está na minha tabela.
words-met = Palavras encontradas: { $words }.
words-missing = Não encontradas: { $words }.
word-read-as = { $word } (lida como { $other })
nearest-phrasing = Formulação mais próxima: { $phrasing }
assistants-phrasing = Formulação mais próxima: uma que um assistente escreveu
runner-up = A próxima: { $question } ({ $id }, { $score })
version-line = -# Tabela { $version } · pontuação { $score }
encoder-said = Proximidade segundo o modelo { $encoder }: { $nearness }%.
encoder-found-nothing = O modelo { $encoder } não encontra nada próximo, então isto é o que as palavras encontram.
encoder-absent = Isto se baseia só nas palavras: o modelo { $encoder } ainda não terminou de processar a tabela ou chegou tarde para esta explicação. Ele pode ter influenciado a resposta.

## An answer for somebody else

nobody-here = -# Não mencionei ninguém: `{ ask-for }` funciona nos canais de um servidor que me adicionou.
no-bots = -# Não mencionei ninguém: um bot não tem o que fazer com minhas respostas.
unseen = -# Não mencionei ninguém: esse membro não consegue ver este canal.
may-not-write = -# Não mencionei ninguém: você não pode escrever neste canal.
wanted-private = -# Não mencionei ninguém: você queria a resposta só para você.
asked-for = { $member }, { $asker } pediu esta resposta para você:
not-mentioned = -# Não tenho resposta para mostrar a { $member }, então não mencionei ninguém. Só você vê isto.

## Forums, and replies that arrive blank

solved = Resolvido
solved-and-tagged = Marquei esta postagem como resolvida. De agora em diante, só escrevo aqui se alguém me perguntar algo.
solved-silently = Que bom! De agora em diante, só escrevo nesta postagem se alguém me perguntar algo.
solved-untagged = De agora em diante, só escrevo nesta postagem se alguém me perguntar algo. Não consegui colocar a tag: para isso preciso da permissão “Gerenciar tópicos”.
not-your-post = Só quem abriu esta postagem, ou um moderador, pode fazer isso.
not-heard = O Discord não me mostra o que você escreveu, porque você não me mencionou. Me mencione, ative o ping da sua resposta ou use `/{ ask-command }`.

## “Ask a person”

ask-person = Perguntar a uma pessoa
person-field = Sua pergunta, publicada com seu nome
person-asked = Já perguntaram a uma pessoa
already-asked = Já perguntaram a uma pessoa sobre isto.
nothing-asked = Escreva sua pergunta, por favor, para que uma pessoa possa responder.
nobody-to-ask = Aqui não dá mais para perguntar a uma pessoa.
asked-enough = Você acabou de perguntar a uma pessoa. Dê um tempinho a ela, por favor, e tente de novo em dez minutos.
helpers-busy = Fizeram muitas perguntas aqui agora há pouco. Tente de novo em alguns minutos, por favor.
not-called = Não consegui chamar ninguém e não publiquei nada. Avise um moderador, por favor: preciso escrever no canal de perguntas e mencionar o cargo de quem ajuda.
call = { $asker } tem uma pergunta que não consegui responder:
near = Entradas mais próximas: { $entries }.
near-gap = { $question } ({ $id }, uma lacuna)
nothing-near = Nenhuma entrada da minha tabela chega perto.
call-hint = Responda a esta mensagem. Depois um moderador pode transformar a sua resposta na minha: **Apps → Make this the answer**.
go-there = Ir para a conversa
answered-now = { $asker }, um moderador respondeu à sua pergunta:
answer-suspended = -# Um moderador suspendeu esta resposta.

## Picking from a list by typing

only-option = Só há uma opção. Responda com 1 para escolhê-la ou pergunte de outro jeito.
pick-one-of = Responda com um número de 1 a { $options } para escolher uma opção ou pergunte de outro jeito.

## Small talk

said-identity = Sou um bot, não uma pessoa. Tudo o que digo foi escrito por pessoas, e cito onde o artigo diz isso.
said-help = Me pergunte algo com suas próprias palavras.
said-thanks = De nada!
said-goodbye = Tchau!
said-greeting = Olá!
said-no = Tudo bem.
said-yes = Certo.
examples = Por exemplo:

## /about

about = Respondo com base em uma tabela escrita por pessoas: { $questions ->
    [one] { $questions } pergunta que o artigo responde
   *[other] { $questions } perguntas que o artigo responde
} e { $gaps } que ele deixa em aberto. Encontro a sua comparando palavras{ $helper }. Não gero texto, e cada frase cita o artigo. Quando não tenho certeza, pergunto o que você quis dizer ou digo que não sei.
about-helper = {" "}e frases com um modelo ({ $encoder }) que só ajuda a procurar
about-privacy = **Privacidade**: { $privacy }
about-version = -# Tabela { $version } · Footnote { $release }

## What is stored

stored-nothing = Não guardo nem perguntas nem avaliações.
stored-counts = Por { $days ->
    [one] { $days } dia
   *[other] { $days } dias
}, guardo quantas perguntas foram feitas, onde e em que dia, sobre o que eram e com que resultado, mas nem o texto delas nem quem perguntou.
stored-questions = Para melhorar minha tabela, guardo cada pergunta por { $days ->
    [one] { $days } dia
   *[other] { $days } dias
}, inclusive as de mensagens diretas e as privadas: o texto, o servidor, o tipo de canal, o dia e o resultado, mas nunca quem perguntou. Antes tiro o que reconheço como nome, endereço, número, data de nascimento, link ou segredo, e qualquer palavra que não esteja nem na minha tabela nem em um dicionário de inglês, até que { $common } membros a tenham usado. Não consigo reconhecer tudo: por favor, não me conte segredos. Quem me administra pode ler o que sobra, e os moderadores de um servidor, o que foi perguntado lá. As últimas { $recent } dessas perguntas deste servidor ficam na memória até eu reiniciar, para que os moderadores vejam antes quais respostas uma mudança afeta; mensagens diretas e perguntas privadas, não.
stored-feedback = Guardo suas avaliações das respostas por até { $days ->
    [one] { $days } dia
   *[other] { $days } dias
}, com um código que não identifica ninguém. `/{ privacy-command }` mostra e apaga tudo.
stored-posts = Nos fóruns que leio, uma pergunta é o título de uma postagem e o que o autor escreve nela. Até eu reiniciar, lembro de quem abriu as últimas { $posts } postagens, mas não do que elas dizem.
stored-briefly = Por { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}, lembro qual das minhas respostas pertence a qual mensagem, para acompanhar uma edição ou exclusão e retirar o que os moderadores suspendem; por { $leaning ->
    [one] { $leaning } minuto
   *[other] { $leaning } minutos
}, o que respondi a você por último em um canal, para entender uma pergunta curta logo em seguida; e por um dia, a quem eu disse como me responder. Meus botões contêm seu ID, e “{ why }” e “{ ask-person }”, também a sua pergunta.
stored-moderation = Se você usa um comando ou botão de moderação, guardo seu ID, o que você fez, onde e quando, sem limite de tempo; os moderadores do seu servidor veem isso, e os de todos os servidores, se você alterou a tabela.

## /privacy

nothing-kept = Não guardo nenhuma avaliação sua. Guardo, sim, quem usa comandos de moderação e quando; isso não é apagado.
copy-file = o-que-guardo-sobre-voce.json
kept = Você avaliou { $number } das minhas respostas. Guardo isso por até { $days ->
    [one] { $days } dia
   *[other] { $days } dias
}, com um código que ninguém consegue ligar a você sem a minha chave secreta. Também guardo quem usa comandos de moderação e quando; isso não é apagado. Está tudo no arquivo anexo.
kept-pick = Escolhida
forgotten = Apaguei suas avaliações de { $number ->
    [one] { $number } resposta
   *[other] { $number } respostas
}.
