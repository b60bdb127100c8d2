# Lo que leen los miembros, en español. Qué frases hay y para qué sirven, está en en.ftl.

## Answers

declined = No puedo responder a eso con este artículo.
no-knowledge = Aquí todavía no puedo responder a nada: falta el conocimiento de este servidor o tiene errores. Sus moderadores ven qué falla con `/knowledge check`.
no-sources = En este canal no puedo responder a nada: mi tabla no tiene nada de las fuentes que se eligieron para él. Los moderadores ven cuáles son con `/knowledge status`.
entry-suspended = Conozco esa pregunta, pero los moderadores suspendieron mi respuesta. Vuelve a preguntar más tarde, por favor.
entry-expired = Mi respuesta a eso ya caducó, así que no te la doy.
passages = No es una respuesta, pero sí lo más cercano que dice el artículo:
topics = Puedes preguntar sobre:
did-you-mean = ¿Querías decir…?
faint = No estoy seguro de que este artículo responda a eso. De lo que sí responde, lo más cercano es:
nearby = Sí responde a esto:
related = Relacionado:
opening = Comienzo
somewhere = en el artículo
no-text = Aquí no tengo el texto completo del artículo.
differs = Se diferencia en: { $what }.
difference = { $kind ->
    [name] un nombre
    [number] un número
    [polarity] una negación o un opuesto
    [direction] una dirección
    [reason] un motivo
    [thing] lo que se cuenta o se elige
   *[resemblance] una palabra que solo es parecida
}
following = Siguiendo con «{ $question }»
unanswered = No tengo respuesta a «{ $question }».
skipped = Respondo hasta { $limit } preguntas a la vez. Envíame { $number ->
    [one] la última
   *[other] las { $number } últimas
} en otro mensaje, por favor.
published = Publicado: { $dates }
greeting = Pregúntame sobre { $sources }. Puedo responder a { $questions ->
    [one] { $questions } pregunta
   *[other] { $questions } preguntas
} y conozco { $gaps } que el texto deja sin responder.
more-sources = y { $number } más
more-topics = y { $number } más
more-lines = -# … y { $number ->
    [one] { $number } línea más
   *[other] { $number } líneas más
}
invitation = Mencióname con una pregunta o usa `/{ ask-command }`. `/{ topics-command }` muestra lo que sé.

## Commands

ask-command = preguntar
    .description = Pregunta sobre el artículo y recibe una respuesta que lo cita
ask-question = pregunta
    .description = Pregunta con tus palabras o elige de la lista
ask-private = privado
    .description = Mostrarme la respuesta solo a mí
ask-for = para
    .description = Menciona a un miembro para que vea la respuesta
topics-command = temas
    .description = Explora las preguntas que puedo responder
about-command = info
    .description = De qué artículo saco las respuestas, cómo las encuentro y qué guardo
privacy-command = privacidad
    .description = Mira qué opiniones tuyas guardo y bórralas
answer-this = Responder a esto

## Buttons and menus

show-source = Ver la fuente
why = ¿Por qué esta respuesta?
delete = Eliminar
related-menu = Relacionado…
none-of-these = Ninguna de estas
see-topics = Ver preguntas
previous = Anterior
next = Siguiente
pick = Elige una pregunta…
helpful = Útil
not-this = No es lo que pregunté
rephrase = Preguntar de otra forma
question-field = Tu pregunta
forget = Borrarlo todo

## Replies to buttons and commands

other-questions = Otras preguntas
gone = Mi tabla cambió y ya no tiene esta entrada. Vuelve a preguntar, por favor.
changed-since = -# Mi tabla cambió desde esa respuesta. Esto es lo que dice ahora.
unknown-button = Este botón es de otra versión mía y ya no funciona. Vuelve a preguntar, por favor.
not-ready = Ahora mismo no puedo responder a nada: no sé cuáles de mis respuestas suspendieron los moderadores. Vuelve a preguntar más tarde, por favor.
too-many = Demasiadas preguntas a la vez. Espera un minuto, por favor, y vuelve a preguntar.
too-often = Demasiadas veces seguidas. Espera un minuto, por favor, y vuelve a intentarlo.
not-yours = Solo puede eliminarlo quien preguntó o un moderador.
no-words = Ese mensaje no tiene texto al que responder.
none-fits = Entonces no puedo responder a eso con este artículo.
fault = Algo falló por mi parte. Vuelve a preguntar, por favor.
thanks = ¡Gracias! Esto ayuda a mejorar mis respuestas.
sorry = Lo siento. Lo anoté, sin tu nombre.
not-now = Ahora mismo no puedo consultarlo. Vuelve a intentarlo más tarde, por favor.
page-number = -# Página { $page } de { $pages }

## “Why this answer”

question-cut = -# Tu pregunta era demasiado larga para guardarla entera. Esta explicación es solo de su comienzo.
understood = Entendí **{ $question }** ({ $id }) con una confianza del { $confidence } %.
answers-at = Respondo a partir de una confianza del { $threshold } %.
answered-from = Tu pregunta completa se respondió con **{ $question }** ({ $id }).
understood-gap = Entendí **{ $question }** ({ $id }), que el artículo deja sin responder.
not-understood = Solo tenía una confianza del { $confidence } % en haber entendido lo que querías decir.
picked = Elegida de una lista: **{ $question }** ({ $id }).
nothing-met = Ninguna de tus palabras está en mi tabla.
words-met = Palabras encontradas: { $words }.
words-missing = No encontradas: { $words }.
word-read-as = { $word } (leída como { $other })
nearest-phrasing = Formulación más parecida: { $phrasing }
assistants-phrasing = Formulación más parecida: una que escribió un asistente
runner-up = La siguiente más cercana: { $question } ({ $id }, { $score })
version-line = -# Tabla { $version } · puntuación { $score }
encoder-said = Cercanía según el modelo { $encoder }: { $nearness } %.
encoder-found-nothing = El modelo { $encoder } no encuentra nada cercano, así que esto es lo que encuentran las palabras.
encoder-absent = Esto se basa solo en las palabras: el modelo { $encoder } todavía no termina con la tabla o llegó tarde para esta explicación. Puede que sí influyera en la respuesta.

## An answer for somebody else

nobody-here = -# No mencioné a nadie: `{ ask-for }` funciona en los canales de un servidor que me haya agregado.
no-bots = -# No mencioné a nadie: a un bot no le sirven mis respuestas.
unseen = -# No mencioné a nadie: ese miembro no puede ver este canal.
may-not-write = -# No mencioné a nadie: no puedes escribir en este canal.
wanted-private = -# No mencioné a nadie: querías la respuesta solo para ti.
asked-for = { $member }, { $asker } pidió esta respuesta para ti:
not-mentioned = -# No tengo ninguna respuesta que mostrarle a { $member }, así que no mencioné a nadie. Solo tú ves esto.

## Forums, and replies that arrive blank

solved = Resuelto
solved-and-tagged = Marqué esta publicación como resuelta. A partir de ahora solo escribiré aquí si alguien me pregunta algo.
solved-silently = Me alegro. A partir de ahora solo escribiré en esta publicación si alguien me pregunta algo.
solved-untagged = A partir de ahora solo escribiré en esta publicación si alguien me pregunta algo. No pude ponerle la etiqueta: para eso necesito el permiso «Gestionar hilos».
not-your-post = Eso solo puede hacerlo quien abrió esta publicación o un moderador.
not-heard = Discord no me muestra lo que escribiste porque no me mencionas. Mencióname, activa el ping de tu respuesta o usa `/{ ask-command }`.

## “Ask a person”

ask-person = Preguntarle a una persona
person-field = Tu pregunta, publicada con tu nombre
person-asked = Ya se le preguntó a una persona
already-asked = Ya se le preguntó a una persona sobre esto.
nothing-asked = Escribe tu pregunta, por favor, para que una persona pueda responderla.
nobody-to-ask = Aquí ya no se le puede preguntar a una persona.
asked-enough = Acabas de preguntarle a una persona. Dale algo de tiempo, por favor, y vuelve a intentarlo dentro de diez minutos.
helpers-busy = Aquí se acaban de hacer muchas preguntas. Vuelve a intentarlo dentro de unos minutos, por favor.
not-called = No pude avisar a nadie y no publiqué nada. Díselo a un moderador, por favor: necesito escribir en el canal de preguntas y mencionar el rol de quienes ayudan.
call = { $asker } tiene una pregunta que no pude responder:
near = Entradas más cercanas: { $entries }.
near-gap = { $question } ({ $id }, una laguna)
nothing-near = Ninguna entrada de mi tabla se le acerca.
call-hint = Responde a este mensaje. Después, un moderador puede convertir tu respuesta en la mía: **Aplicaciones → Make this the answer**.
go-there = Ir a la conversación
answered-now = { $asker }, un moderador respondió a tu pregunta:
answer-suspended = -# Un moderador suspendió esta respuesta.

## Picking from a list by typing

only-option = Solo hay una opción. Responde con 1 para elegirla o pregunta de otra forma.
pick-one-of = Responde con un número del 1 al { $options } para elegir una opción o pregunta de otra forma.

## Small talk

said-identity = Soy un bot, no una persona. Todo lo que digo lo escribieron personas, y cito dónde lo dice el artículo.
said-help = Pregúntame algo con tus propias palabras.
said-thanks = ¡De nada!
said-goodbye = ¡Hasta luego!
said-greeting = ¡Hola!
said-no = De acuerdo.
said-yes = Muy bien.
examples = Por ejemplo:

## /about

about = Respondo a partir de una tabla escrita por personas: { $questions ->
    [one] { $questions } pregunta que el artículo responde
   *[other] { $questions } preguntas que el artículo responde
} y { $gaps } que deja sin responder. Encuentro la que quieres comparando palabras{ $helper }. No genero texto y cada frase cita el artículo. Cuando no estoy seguro, te pregunto qué querías decir o te digo que no lo sé.
about-helper = {" "}y frases con un modelo ({ $encoder }) que solo ayuda a buscar
about-privacy = **Privacidad**: { $privacy }
about-version = -# Tabla { $version } · Footnote { $release }

## What is stored

stored-nothing = No guardo ni preguntas ni opiniones.
stored-counts = Durante { $days ->
    [one] { $days } día
   *[other] { $days } días
} guardo cuántas preguntas se hicieron, dónde y qué día, de qué trataban y con qué resultado, pero ni su texto ni quién las hizo.
stored-questions = Para mejorar mi tabla guardo cada pregunta durante { $days ->
    [one] { $days } día
   *[other] { $days } días
}, también las de mensajes directos y las privadas: su texto, el servidor, el tipo de canal, el día y el resultado, pero nunca quién preguntó. Antes quito lo que reconozco como nombre, dirección, número, fecha de nacimiento, enlace o secreto, y cualquier palabra que no esté ni en mi tabla ni en un diccionario de inglés, hasta que la hayan usado { $common } miembros. No puedo reconocerlo todo: no me cuentes secretos, por favor. Quien me administra puede leer lo que queda, y los moderadores de un servidor, lo que se preguntó allí. Las últimas { $recent } de esas preguntas de este servidor se quedan en memoria hasta que me reinicie, para que sus moderadores vean de antemano a qué respuestas afecta un cambio; los mensajes directos y las preguntas privadas, no.
stored-feedback = Guardo tus opiniones sobre las respuestas por un máximo de { $days ->
    [one] { $days } día
   *[other] { $days } días
}, con un código que no nombra a nadie. `/{ privacy-command }` te las muestra y las borra.
stored-posts = En los foros que leo, una pregunta es el título de una publicación y lo que su autor escribe en ella. Hasta que me reinicie recuerdo quién abrió las últimas { $posts } publicaciones, pero no lo que dicen.
stored-briefly = Durante { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
} recuerdo cuál de mis respuestas corresponde a cada mensaje, para poder seguir una edición o un borrado y retirar lo que los moderadores suspenden; durante { $leaning ->
    [one] { $leaning } minuto
   *[other] { $leaning } minutos
}, lo último que te respondí en un canal, para entender una pregunta corta que venga justo después; y durante un día, a quién le dije cómo responderme. Mis botones incluyen tu ID, y «{ why }» y «{ ask-person }», también tu pregunta.
stored-moderation = Si usas un comando o un botón para moderadores, guardo tu ID, qué hiciste, dónde y cuándo, sin límite de tiempo; lo ven los moderadores de tu servidor, y los de todos los servidores si cambiaste la tabla.

## /privacy

nothing-kept = No guardo ninguna opinión tuya. Sí guardo quién usa comandos para moderadores y cuándo; eso no se borra.
copy-file = lo-que-guardo-sobre-ti.json
kept = Opinaste sobre { $number } de mis respuestas. Lo guardo por un máximo de { $days ->
    [one] { $days } día
   *[other] { $days } días
}, con un código que nadie puede relacionar contigo sin mi clave secreta. También guardo quién usa comandos para moderadores y cuándo; eso no se borra. En el archivo adjunto está todo.
kept-pick = Elegida
forgotten = Borré tus opiniones sobre { $number ->
    [one] { $number } respuesta
   *[other] { $number } respuestas
}.
