"""English, German and Dutch.

English and Dutch show the plural at the noun alone. German "welche" stands before a plural and
before a feminine noun, and the ending of the noun says which it is.
"""

import re
from typing import Final

from mcp_mem0.domain.retrieval.shapes.grammar import ShapeGrammar, build_phrases
from mcp_mem0.domain.text.word_lists import build_set

_AUXILIARIES: Final = build_set(
    "do does did is are was were am be been has have had can could will would should may might must"
    " shall to in on at for with about from by or that who he she they i you we it there a an"
    " this not don't doesn't didn't isn't aren't"
)

ENGLISH: Final = ShapeGrammar(
    many=build_phrases(
        "who else|what else|where else|which else|anyone else|anybody else|anything else"
        "|anywhere else|who all|what all|what kinds of|what sorts of|what types of|which kinds of"
        "|which types of|names of|which ones|which of them|which of those|which of these",
        "list all|list every*|list the|list my|list his|list her|list our|list their"
        "|give me a list|a list of|make a list|enumerate|name all|name every*|tell me all"
        "|tell me everything|show me all|show all|give me all|everything that|everything about"
        "|everyone who|everybody who|all the things|all the people|all the places|all of the",
        "where ~ ever been|where have ~ been|where has ~ been|where has ~ travel*"
        "|where have ~ travel*|where has ~ lived|where have ~ lived|where has ~ visited"
        "|where have ~ visited|where has ~ worked|where have ~ worked|where has ~ hiked"
        "|where have ~ hiked|where has ~ camped|where have ~ camped",
    ),
    which=build_phrases(
        "which|what|what are|what're|what were|who are|who were|name the|name my|name his"
        "|name her|name their|name our|all|all my|all his|all her|all their|all our|all the|any"
        "|any other|some of the|some other|list|besides which"
    ),
    counts=build_phrases("how many"),
    shared=build_phrases("in common|both|and ~ share|and ~ share*|the two of them"),
    plural=re.compile(
        r"\w{2,}(?<![suia])s|\w+[aeo]as|\w+ias|people|\w*children|\w*men|mice|\w*feet|teeth"
        r"|\w*geese|folk|criteria|media|sushis|menus|gurus|\w+ies"
    ),
    singular=build_set(
        "does was has is this his its as us yes always perhaps news gas lens physics maths politics"
        " mathematics athletics economics ethics gymnastics genetics electronics series species"
        " business address process access progress success stress class boss dress glass press"
        " illness diabetes makes happens goes comes causes brings keeps helps matters means seems"
        " looks sounds lives works likes loves uses runs owns wants needs plays gets gives says"
        " thinks hours' whereas men women's men's children's people's ones's specimen regimen omen"
        " abdomen semen acumen times days weeks months years hours minutes seconds others"
    ),
    skipped=build_set(
        "other new different more kind sort type further else good great"
        " favorite favourite main two three four five several various the her his my their our"
        " your"
    ),
    stops=_AUXILIARIES,
    nouns_last=True,
    measures=build_set(
        "year years month months week weeks day days hour hours minute minutes second seconds miles"
        " km kilometers kilometres meters metres grams kg kilos pounds dollars euros calories"
        " degrees percent points euro dollar litres liters"
    ),
)

GERMAN: Final = ShapeGrammar(
    many=build_phrases(
        "was ~ alles|wer ~ alles|wen ~ alles|wo ~ überall|wohin ~ überall|wer ~ noch|was ~ noch"
        "|wo ~ noch|wer sonst|was sonst|wo sonst|wen sonst|wer außer|was außer|was ~ sonst noch",
        "liste ~ auf|zähle ~ auf|zähl ~ auf|nenne alle|nenn alle|nenne mir alle|nenn mir alle"
        "|nenne sämtliche|liste alle|sag mir alle|zeig mir alle|welche ~ gibt es|alles über"
        "|alles was|alle die|in welchen|mit welchen|von welchen|aus welchen|bei welchen"
        "|zu welchen|an welchen|auf welchen",
    ),
    which=build_phrases(
        "welche|was für|was sind|was waren|wer sind|wer waren|nenne die|nenn die|nenne mir die"
        "|nenne seine|nenne ihre|nenne meine|alle|sämtliche|welche anderen|welche weiteren"
    ),
    counts=build_phrases("wie viele|wieviele|anzahl der"),
    shared=build_phrases("gemeinsam*|beide|sowohl|teilen sich|alle beide"),
    plural=re.compile(
        r"\w{2,}(?:[^e]en|[eu]en|ern|eln|ungen|innen)|\w*[äöü]\w*(?:e|er)|\w+[^rmn]s"
        r"|\w{2,}(?:inder|ilder|leider|ieder|ier|eier|pieler|hrer|ler|ger|cker|zer|rker|iker)"
        r"|\w*(?:tiere|filme|orte|freunde|hunde|berge|mente|jekte|dukte|spiele|zepte|dinge|pferde"
        r"|fische|schuhe|kurse|berufe|preise|zerte|richte|dienste|mine|romane|texte|zeuge|teile"
        r"|gramme|steme|sports|möbel|titel|mittel|artikel|kuchen|wagen|zimmer|fenster|jahre|kate"
        r"|briefe|besuche|wege|tage|ziele|stifte|iebe|kekse|steine|schiffe|weine|biere|rate)"
    ),
    singular=build_set(
        "küche hütte brücke größe höhe mütze bühne lücke mühe säule wüste pfütze kälte wärme stärke"
        " mutter schwester tochter nummer butter leiter feder ader mauer kammer oper steuer firma"
        " kenntnis ihn mannschaft musik übung prüfung führung änderung größen- reihenfolge adresse"
        " bus haus plus das was es uns als aus kurs preis basis praxis jahren tagen wochen monaten"
        " beiden anderen haben waren sollen können müssen dürfen wollen zeiten"
    ),
    skipped=build_set(
        "anderen andere weiteren weitere neuen neue art arten von die der seine ihre meine deine"
        " unsere seinen ihren meinen namen verschiedenen verschiedene eigenen zwei drei"
    ),
    stops=build_set(
        "hat habe haben hast ist sind war waren wird werden kann können mag mögen will wollen soll"
        " in im an am auf für mit von bei aus nach zu ich du er sie wir ihr es man und oder"
    ),
    measures=build_set(
        "jahre jahren monate monaten wochen tage tagen stunden minuten sekunden kilometer meter"
        " euro kilo kilogramm gramm grad prozent liter geld zeit kalorien"
    ),
)

DUTCH: Final = ShapeGrammar(
    many=build_phrases(
        "wie ~ nog meer|wat ~ nog meer|wie ~ allemaal|wat ~ allemaal|waar ~ allemaal|waar ~ overal"
        "|wie anders|wat anders|wie behalve|noem alle|noem ~ op|som ~ op|geef alle|geef me alle"
        "|een lijst van|maak een lijst|lijst van alle|alles wat|iedereen die|alles over"
    ),
    which=build_phrases(
        "welke|wat voor|wat zijn|wat waren|wie zijn|wie waren|noem de|noem haar|noem zijn|noem mijn"
        "|alle|welke andere|al haar|al zijn|al mijn"
    ),
    counts=build_phrases("hoeveel|hoe veel|aantal"),
    shared=build_phrases("gemeen|gemeenschappelijk*|beide|beiden|allebei"),
    plural=re.compile(
        r"\w{2,}en|\w{2,}(?:el|er|em|en|je|ie|[aoiuy]|a['’]|o['’]|i['’]|y['’]|ey)s"
        r"|\w*kinderen|clubs|films|apps|games|bands|shows|\w+ls|\w+ms"
    ),
    singular=build_set(
        "haven keuken teken oven wagen leven eten kussen deken molen toren wapen regen kapsalon"
        " huis bus reis prijs les jas plaats hebben zijn waren heeft kunnen willen mogen gaan is"
        " was thuis basis iets niets jaren dagen weken maanden tijden welzijn vrouw"
    ),
    skipped=build_set(
        "andere nieuwe soort soorten van de het haar zijn mijn hun onze namen verschillende twee"
    ),
    stops=build_set(
        "heeft heb hebben is zijn was waren kan kunnen wil willen in op aan voor met van bij uit"
        " naar ik jij hij zij wij ze we je en of"
    ),
    measures=build_set(
        "jaar jaren maanden weken dagen uur uren minuten seconden kilometer meter euro kilo gram"
        " graden procent liter geld tijd calorieën"
    ),
)
