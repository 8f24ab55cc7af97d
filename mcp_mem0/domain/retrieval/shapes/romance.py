"""French, Spanish, Italian and Portuguese.

French, Italian and Portuguese have a plural of their question words; after "qué" and "que" the
noun shows it.
"""

import re
from typing import Final

from mcp_mem0.domain.retrieval.shapes.grammar import ShapeGrammar, build_phrases
from mcp_mem0.domain.text.word_lists import build_set

FRENCH: Final = ShapeGrammar(
    many=build_phrases(
        "quels|quelles|lesquels|lesquelles|auxquels|auxquelles|desquels|desquelles|qui d'autre"
        "|quoi d'autre|qui d’autre|quoi d’autre|où d'autre|où d’autre|qui encore|quoi encore",
        "énumère*|liste les|liste tou*|liste ses|liste mes|liste-moi|listez"
        "|dresse la liste|la liste de*|fais la liste|cite tou*|cite les"
        "|cite ses|cite mes|cite leurs|citez|nomme tou*|nomme les|nomme ses|nommez"
        "|donne-moi tou*|donne moi tou*|dis-moi tou*|tout ce qu*|tous ceux|toutes celles"
        "|qui sont les|qui sont ses|qui sont mes",
    ),
    which=build_phrases("tous les|toutes les|tous ses|toutes ses|tous mes|toutes mes"),
    counts=build_phrases("combien de|combien d'|combien d’"),
    shared=build_phrases(
        "en commun|tous les deux|toutes les deux|tous deux|toutes deux|l'un et l'autre|partagent"
    ),
    plural=re.compile(r"\w+[sx]"),
    singular=build_set(
        "jours mois ans semaines matins soirs heures deux temps années fois week-ends lundis mardis"
    ),
    skipped=build_set(
        "sont étaient les ses mes tes nos vos leurs des autres nouveaux nouvelles de d sorte sortes"
        " types genre genres noms furent"
    ),
    stops=build_set("a as ai ont avez avons est et ou dans sur pour avec par elle il"),
    measures=build_set(
        "temps ans années mois semaines jours heures minutes secondes kilomètres mètres euros kilos"
        " grammes degrés litres argent calories"
    ),
)

_PLURAL_OF_IBERIA: Final = re.compile(r"\w+[^íúéáó]s|cafés|bebés|sofás|menús|pés|chás|avós|pais")

SPANISH: Final = ShapeGrammar(
    many=build_phrases(
        "cuáles|cuales|quiénes|quienes|qué más|que más|quién más|quien más|dónde más|qué otros"
        "|qué otras|a quiénes|con quiénes|quién además|qué cosas|que cosas",
        "enumera*|lista ~ todo*|haz una lista|una lista de|nombra ~ todo*|nombra los|nombra las"
        "|nombra sus|nombra mis|menciona ~ todo*|menciona los|menciona las|dime todo*|dame todo*"
        "|todo lo que|todos los que|todas las que|lista los|lista las|lista sus|lista mis"
        "|qué ~ ha habido",
    ),
    which=build_phrases(
        "qué|^que|^en que|^de que|^con que|^a que|todos los|todas las|todos sus|todas sus"
        "|todos mis|todas mis"
    ),
    counts=build_phrases("cuántos|cuántas|cuantos|cuantas"),
    shared=build_phrases("en común|ambos|ambas|los dos|tanto ~ como|comparten"),
    plural=_PLURAL_OF_IBERIA,
    singular=build_set(
        "mes lunes martes miércoles jueves viernes crisis análisis tesis virus dosis es has eres"
        " vas más les nos los las sus días años meses semanas horas veces tardes noches mañanas"
        " ellos ellas quieres tienes sabes puedes además antes después vives haces gas bus"
    ),
    skipped=build_set("son eran fueron los las sus mis tus otros otras tipo tipos de clase clases"),
    stops=build_set(
        "ha he han has hay es y o en con para por el la un una le se lo de ella él tiene hace fue"
    ),
    measures=build_set(
        "años meses semanas días horas minutos segundos kilómetros metros euros kilos gramos grados"
        " litros tiempo dinero calorías"
    ),
)

ITALIAN: Final = ShapeGrammar(
    many=build_phrases(
        "quali|chi altro|chi altri|chi altra|cos'altro|cos’altro|cosa altro|che altro|dove altro"
        "|chi sono|chi ~ oltre a|quali sono|che cosa altro",
        "elenca*|fai una lista|fammi una lista|una lista di|nomina ~ tutt*|nomina i|nomina le"
        "|nomina gli|nomina i suoi|cita ~ tutt*|cita i|cita le|dimmi tutt*|dammi tutt*"
        "|tutto quello che|tutto ciò che|tutti quelli|tutte quelle",
    ),
    which=build_phrases("^che|^in che|^di che|^con che|^a che|tutti i|tutti gli|tutte le"),
    counts=build_phrases("quanti|quante"),
    shared=build_phrases("in comune|entrambi|entrambe|tutti e due|tutte e due|sia ~ che"),
    plural=re.compile(
        r"\w{2,}(?:i|[cg]h?e|gue|ole|ure|ette|ezze|ine|nze|rie|lie|sse|orme|iste|nne)"
        r"|film|sport|hobby|città"
    ),
    singular=build_set(
        "giorni mesi anni mattine sere notti crisi analisi oggi ieri poi dei chi quasi altri noi"
        " voi lui lei mi ti ci vi si anche perché qui lì hai sai vuoi puoi devi fai dai vai"
        " settimane hobbi"
    ),
    skipped=build_set("sono erano i gli le suoi sue miei mie altri altre tipo tipi di nuovi nuove"),
    stops=build_set(
        "ha ho hanno hai è e o in con per il la lo un una di a da si le ci lei lui fa fu era"
    ),
    measures=build_set(
        "anni mesi settimane giorni ore minuti secondi chilometri metri euro chili grammi gradi"
        " litri tempo soldi calorie"
    ),
)

PORTUGUESE: Final = ShapeGrammar(
    many=build_phrases(
        "quais|que outros|que outras|quem mais|o que mais|que mais|onde mais|quem são|com quais"
        "|quem além|que coisas",
        "enumer*|liste ~ tod*|liste os|liste as|lista ~ tod*|faz uma lista|faça uma lista"
        "|uma lista de|nomeie ~ tod*|nomeie os|nomeie as|cite ~ tod*|cite os|cite as"
        "|diz-me tod*|diga-me tod*|me diga tod*|tudo o que|tudo que|todos os que|todas as que",
    ),
    which=build_phrases(
        "^que|^em que|^de que|^com que|^a que|todos os|todas as|todos os meus|todas as minhas"
    ),
    counts=build_phrases("quantos|quantas"),
    shared=build_phrases("em comum|ambos|ambas|os dois|tanto ~ quanto|tanto ~ como"),
    plural=_PLURAL_OF_IBERIA,
    singular=build_set(
        "mês lápis ônibus vírus crise és mas mais nós vós tens vais fazes queres dias anos meses"
        " semanas horas vezes tardes noites manhãs eles elas os as dos das nos nas seus suas gás"
        " depois antes além simples"
    ),
    skipped=build_set("são eram os as seus suas meus minhas outros outras tipo tipos de foram"),
    stops=build_set(
        "tem têm há é e ou em com para por o a um uma de do da se ela ele já foi fez está"
    ),
    measures=build_set(
        "anos meses semanas dias horas minutos segundos quilômetros quilómetros metros euros reais"
        " quilos gramas graus litros tempo dinheiro calorias"
    ),
)
