"""Lists of common words that the rules without a model lean on.

They are English first, with the smallest words of a few other languages. A word that is
missing costs a little precision and nothing else.
"""


def _set_of(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


JOINING = _set_of("of de da do dos del della di du la le el al van von der den bin ibn y")
"""Small words that may stand inside a name."""

ROLE_WORDS = _set_of(
    "user assistant system developer tool function human model ai agent",
)
"""Words for who takes part in a conversation with a model, whatever their name is."""

ANSWER_WORDS = _set_of(
    "add update delete noop remember recall relate forget undo quoted recent changes change fact",
    "episode excerpt excerpts revision since until space session author quote score found replaced",
    "replaces retired ended forgotten undone undoes closes outdated dropped conflict decided",
    "recorded words note notes said unknown",
)
"""Words of our own answers, which no name may pass for."""

DATES = _set_of(
    "monday tuesday wednesday thursday friday saturday sunday",
    "mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec",
    "january february march april may june july august september october november december",
    "am pm utc",
)

SMALL_WORDS = _set_of(
    "a an the this that these those here there it its he she they we you i me my your his her our",
    "their mine yours ours theirs him them us who whom whose which what when where why how and or",
    "but nor so yet for if then than because although though while whereas since until unless",
    "before after as at by from in into of off on onto out over to under up with without within",
    "about across against along among around behind beside between despite during except inside",
    "near outside through towards upon via no not yes yeah is am are was were be been has have had",
    "do does did",
)
"""Words that say nothing alone, and that no name begins with."""

VERBS_OF_ONE = _set_of("is was has had will does did can could and or")
"""Small words that follow somebody's name, and hardly ever another first word."""

OPENERS = _set_of(
    # Greetings, fillers, adverbs.
    "ca could might must shall should will wo would can let lets ok okay oh ah wow hey hi hello",
    "bye thanks thank please sorry sure well now today tomorrow yesterday tonight maybe perhaps",
    "plus however instead otherwise later soon once meanwhile besides therefore thus hence",
    "honestly also again already still just only even ever too very more most much many few less",
    "least some any each every all both either neither another never always often sometimes",
    "nothing yup nobody none congrats congratulations glad happy sad sounds looks whatever",
    "whenever wherever everyone everybody everything someone somebody something anyone anybody",
    "anything together anyway anyways nope alright definitely lately recently currently finally",
    "actually woah whoa yep really almost apparently hopefully probably overall",
    # People and things without a name.
    "people person user users friend friends family mum mom dad mother father sister brother",
    "husband wife kids life work home school time day week month year music dinner lunch food",
    "things lots",
    # Orders to a computer or an assistant, and other verbs.
    "add ask avoid build call change check choose clean close come commit configure copy create",
    "delete deploy edit enable disable ensure explain find fix follow forget get give go install",
    "keep leave list load look love like hate make meet merge move moved need note open pay pick",
    "prefer prefers push put read remember remind remove rename replace reply report reset",
    "restart return run save say see send set ship show start stop store switch take tell test",
    "try turn update upgrade use uses wait want wants warn watch write got gonna gotta wanna hope",
    "guess believe enjoy appreciate talk stay seems wish bet",
    # Small words of Spanish, French, Italian, Portuguese and German.
    "el los las un una unos unas yo tú él ella nosotros ellos mi tu su es son está sí pero porque",
    "cuando donde como le les une des je il elle nous vous ils elles mon ton ma ta sa mes ses ce",
    "cette est sont et ou mais quand où comme lo gli uno io lui lei noi voi loro mio che perché",
    "os um uma eu ele ela nós eles meu minha der die das ein eine einen ich er sie wir ihr mein",
    "meine ist sind und oder aber wenn wo wie nicht",
)
"""Words that are no part of a name where they open a sentence."""

NEVER_ALONE = _set_of(
    "new old great good nice cool awesome amazing best better bad true right wrong big little long",
    "one two three four five six seven eight nine ten first second third last next other same such",
    "own hard crazy super way",
)
"""Words that a name may begin with (New York), but that are none alone."""

NEGATIONS = _set_of("not no never cannot neither nor longer anymore stopped quit")
"""Words that deny; "no longer" and "any more" count with them."""

TIME_WORDS = _set_of(
    "now currently nowadays today presently recently lately already still just finally",
    "instead since",
)
"""Words that say of a fact no more than that it is so now."""

MANY_VALUED = _set_of(
    "like love enjoy prefer hate dislike want know meet met have has had own use need",
    "speak learn study studied play read watch watched listen visit visited see saw seen",
    "bought buy sold made make wrote write finished started began went attended joined",
    "cooked baked painted celebrated tried try said told asked mentioned recommended suggested",
    "include includes contain support hobby hobbies friend pet interest skill",
)
"""Words that go with many values at once, or with something that happened once."""
