"""An abstention is told from an answer by the whole of its first sentence: what says "not
mentioned" in the middle of an answer, or guesses after all, is an answer."""

import pytest

from mcp_mem0.evals.datasets.dataset import DatasetQuestion
from mcp_mem0.evals.scoring.abstention import CHARS_MAX, is_abstention, settle_without_judge
from mcp_mem0.prompts.answering import NOT_KNOWN

ABSTENTIONS = """\
not known
Not known.
**Not known**
"Not mentioned."
Unknown
No information available
No information is available.
Not mentioned in the conversation.
It is not mentioned anywhere.
That was never mentioned in the notes.
Her brother's name is not mentioned in the context.
The name of the dog is not known.
There is no information about her brother.
There's no mention of a second car in the conversation.
Not enough information.
I don't know.
I don’t know where he works.
I do not know whether she moved.
I'm sorry, but I don't know.
Sorry, I cannot tell from the context.
I could not find any mention of a cat.
The context does not say.
The conversation doesn't mention her age.
Based on the memories, it is not known.
This cannot be determined from the provided context.
It's not mentioned.
Her age isn't mentioned.
Her age was not mentioned in the conversation.
This information is not available.
None mentioned.
N/A
Unclear.
I'm not sure where he works.
I don't have enough information to answer.
Based on the context provided, there is no information about a dog.
The question cannot be answered from the notes.
The notes do not mention a dog of hers; it was Bo who had one.
Not known. The memories only tell of her sister.
Nicht bekannt.
Leider nicht bekannt.
Tut mir leid, aber das weiß ich nicht.
Das ist nicht bekannt.
Das wurde nicht erwähnt.
Das wird im Gespräch nicht erwähnt.
Ihr Alter ist nicht bekannt.
Das geht aus dem Gespräch nicht hervor.
Unbekannt
Das weiß ich nicht.
Ich weiß nicht, wo sie wohnt.
Keine Angaben dazu.
Dazu gibt es keine Informationen.
Es gibt keine Informationen über ihren Bruder.
Darüber wurde nichts gesagt.
Der Kontext sagt dazu nichts.
Die Erinnerungen erwähnen das nicht.
Das Gespräch enthält keine Angabe dazu.
No se sabe.
No se menciona en la conversación.
No lo sé.
Lo siento, no lo sé.
No sé dónde vive.
No hay información sobre su hermano.
Sin información.
Desconocido.
Se desconoce.
No se ha mencionado.
No consta.
El contexto no lo dice.
La conversación no menciona su edad.
Неизвестно.
К сожалению, неизвестно.
Не упоминается.
Это не упоминалось.
Информации об этом нет.
Это не известно.
Не знаю.
Я не знаю, где она живёт.
Нет информации.
Нет сведений об этом.
В разговоре об этом не говорится.
В контексте нет информации о её брате.
Об этом ничего не известно.
Неизвестно, где он работает.
不知道。
抱歉，对话中没有提到。
未知
没有提到。
未提及
对话中没有提到她的年龄。
没有相关信息。
不确定。
信息不足。
无法从对话中得知。
我不知道。"""

ANSWERS = """\
Rome
No
None
Nothing
Never
In the unknown north.
An unknown singer from Bari
It was not mentioned at dinner
She said that it is not mentioned in the contract.
He told her it was not known.
Not mentioned to her parents
Not known, but probably Rome.
Not known. Perhaps it was Rome.
Unknown to her, he had already left
No information desk
Any mention of cake makes her happy
No record of her vaccination
I don't know but Tom said Oslo
I don't know the way, said Bo
I can't say no to cake
The notes say Rome
Sorry.
She never mentions him
Because the author is not known
The Unknown Soldier
Nicht am Montag
Unbekannte Nummer
Keine Milch
Weil das nicht bekannt ist
Sie sagte, dass er nicht bekannt ist
Nicht bekannt, vermutlich in Rom.
Sie sagte, das wurde nicht erwähnt
No
No se sabe, pero quizás en Roma.
No quiso mudarse
Desconocidos en la calle
Sin azúcar
Нет
Не в понедельник
Неизвестно, но, наверное, в Риме.
Неизвестный художник
Нет времени
Данных нет, но это Рим
不
不知道，可能在罗马。
没有牛奶
他没有提到价格
"""


@pytest.mark.parametrize("answer", ABSTENTIONS.splitlines())
def test_what_only_says_that_it_is_not_known_is_an_abstention(answer: str) -> None:
    assert is_abstention(answer)


@pytest.mark.parametrize("answer", ANSWERS.splitlines())
def test_what_says_anything_else_is_an_answer(answer: str) -> None:
    assert not is_abstention(answer)


def test_the_words_that_the_answerer_is_told_to_use_are_an_abstention() -> None:
    assert is_abstention(NOT_KNOWN)


def test_an_empty_answer_and_a_long_one_are_no_abstentions() -> None:
    assert not is_abstention("")
    assert is_abstention("Not known. It is late.")
    assert not is_abstention("Not known. " + "It is late. " * (CHARS_MAX // 10))


ASKED = DatasetQuestion(id="1", text="Where does Bo live?", category="single-hop", answer="Oslo")
UNANSWERABLE = DatasetQuestion(id="2", text="Who is Bo's aunt?", category="adversarial", answer="")
OPEN = DatasetQuestion(
    id="3", text="Where is the cat?", category="single-hop", answer="Ada", also_right=("Unknown",)
)


@pytest.mark.parametrize(
    ("question", "answer", "settled"),
    [
        pytest.param(UNANSWERABLE, "Not known.", True, id="nothing to answer, abstains"),
        pytest.param(UNANSWERABLE, "Aunt Ida", False, id="nothing to answer, answers"),
        pytest.param(UNANSWERABLE, "", False, id="nothing to answer, is empty"),
        pytest.param(ASKED, "Not known.", False, id="abstains for nothing"),
        pytest.param(ASKED, " ", False, id="is empty"),
        pytest.param(ASKED, "In Oslo", None, id="answers"),
        pytest.param(OPEN, "Not known.", None, id="abstains as a right answer does"),
    ],
)
def test_a_judge_is_asked_only_where_rules_do_not_settle_it(
    question: DatasetQuestion, answer: str, *, settled: bool | None
) -> None:
    assert settle_without_judge(question, answer) is settled
