"""What a question asks for, in the languages of the rules."""

import pytest

from mcp_mem0.domain.retrieval.shapes.question_shape import ShapeKind, read_shape

LISTS = (
    "Which books has she read?",
    "what pets does Bo have?",
    "Which countries has Ana visited?",
    "List all languages that Marko speaks",
    "Name the books Ana has read",
    "What are Ana's hobbies?",
    "Who are her friends?",
    "who else works on Atlas?",
    "What else does she like?",
    "Where has Bo travelled to?",
    "What board games do we own?",
    "What kinds of music does Ana like?",
    "tell me everything about Bo",
    "Does Ana have any pets?",
    "what allergies does my daughter have?",
    "Which team members do we have?",
    "What people has she met?",
    "What are the names of her dogs?",
    "Welche Bücher hat sie gelesen?",
    "Welche Sprachen spricht Ana?",
    "Welche Filme mag Jonas?",
    "Was hat Ana alles gekauft?",
    "Nenne alle Städte, in denen Ana war",
    "Welche Haustiere hat Bo?",
    "Wer arbeitet noch an Atlas?",
    "Wer sind ihre Freunde?",
    "Quels livres a-t-elle lus ?",
    "Quelles sont ses passions ?",
    "Qui d'autre travaille sur Atlas ?",
    "Cite tous les pays qu'Ana a visités",
    "¿Qué libros ha leído Ana?",
    "¿Cuáles son sus pasatiempos?",
    "¿En qué países ha vivido?",
    "¿Quién más trabaja en Atlas?",
    "Quali libri ha letto?",
    "Che lingue parla Ana?",
    "Chi altro lavora ad Atlas?",
    "Elenca tutti i paesi che Ana ha visitato",
    "Quais livros ela leu?",
    "Que línguas fala a Ana?",
    "Quem mais trabalha no Atlas?",
    "Welke boeken heeft ze gelezen?",
    "Welke huisdieren heeft Bo?",
    "Wie werkt er nog meer aan Atlas?",
    "Wat heeft Ana allemaal gekocht?",
    "Jakie książki przeczytała Ana?",
    "Jakie języki zna Marek?",
    "Kto jeszcze pracuje nad Atlasem?",
    "Wymień wszystkie kraje",
    "Какие книги она прочитала?",
    "В каких странах была Аня?",
    "Кто ещё работает над Атласом?",
    "Перечисли всех друзей Ани",
    "安娜读过哪些书？",
    "她都去过哪里？",
    "还有谁在做这个项目？",
    "列出小明的爱好",
    "彼女はどの国に行ったことがありますか？",
    "アナの趣味をすべて教えて",
    "他に誰がいますか",
    "아나는 어떤 책들을 읽었나요?",
    "민수가 가 본 적이 있는 나라는 어디인가요? 어느 나라에 가 본 적이 있나요?",
    "또 누가 이 프로젝트에서 일해?",
    "ما هي الكتب التي قرأتها آنا؟",
    "ما هي اللغات التي تتحدثها آنا؟",
    "اذكر جميع البلدان",
    "من أيضا يعمل على أطلس؟",
    "रवि ने कौन सी किताबें पढ़ी हैं?",
    "रवि ने कौन-कौन से देश देखे?",
    "रवि को क्या-क्या पसंद है?",
    "Ana hangi kitapları okudu?",
    "Ayşe'nin hobileri neler?",
    "Atlas'ta başka kim çalışıyor?",
    "Bütün ülkeleri listele",
)

SHARED = (
    "What do Ana and Bo both like?",
    "What do Ana and Bo have in common?",
    "Which hobbies do Ana and Bo share?",
    "Was mögen Ana und Bo gemeinsam?",
    "Was mögen Ana und Bo beide?",
    "Qu'est-ce qu'Ana et Bo ont en commun ?",
    "¿Qué tienen en común Ana y Bo?",
    "Che cosa hanno in comune Ana e Bo?",
    "O que a Ana e o Bo têm em comum?",
    "Wat hebben Ana en Bo gemeen?",
    "Co lubią oboje Ana i Marek?",
    "Что общего у Ани и Марка?",
    "小明和小红都喜欢什么？",
    "アナとボーの共通の趣味は何ですか？",
    "아나와 보 둘 다 좋아하는 것은?",
    "ما المشترك بين آنا وبو؟",
    "रवि और सीमा दोनों को क्या पसंद है?",
    "Ana ve Bo ikisi de neyi sever?",
)

COUNTS = (
    "How many children does Ana have?",
    "how many times has she been to Rome",
    "Wie viele Kinder hat Ana?",
    "Combien d'enfants a Ana ?",
    "¿Cuántos hijos tiene Ana?",
    "Quanti figli ha Ana?",
    "Quantos filhos tem a Ana?",
    "Hoeveel kinderen heeft Ana?",
    "Ile dzieci ma Ana?",
    "Сколько детей у Ани?",
    "安娜有几个孩子？",
    "アナには子供が何人いますか？",
    "아나는 아이가 몇 명 있나요?",
    "كم طفلا لدى آنا؟",
    "रवि के कितने बच्चे हैं?",
    "Ana'nın kaç çocuğu var?",
)

SINGLE = (
    "Which city does Ana live in?",
    "what's the name of her dog?",
    "What is Ana's job?",
    "Who manages Marko?",
    "Which service uses Postgres?",
    "What does Ana like?",
    "What makes Bo happy?",
    "When did Ana visit Rome?",
    "Where does her brother live?",
    "What was the reason for the move?",
    "Which bus goes to the office?",
    "Which class does she teach?",
    "How many years has she worked at Acme?",
    "How long did it take?",
    "how much does it cost",
    "What time does the train leave on Sundays?",
    "Is Ana allergic to nuts?",
    "What did Ana share with her boss?",
    "Name the city where Ana lives",
    "Which port is the staging database on?",
    "Do you know what Ana wants?",
    "What's the address of the dentist?",
    "Who is her boss?",
    "Which of her brothers lives in Oslo?",
    "Does the team use tabs or spaces?",
    "what is the business address",
    "Who leads the series of talks",
    "Welche Stadt mag Ana am liebsten?",
    "Welche Sprache lernt Ana?",
    "Welche Farbe hat das Auto?",
    "Wie heißt ihr Hund?",
    "Wo wohnt Ana?",
    "Welche Schwester wohnt in Oslo?",
    "Welche Nummer hat das Büro?",
    "Wie viele Jahre arbeitet sie dort?",
    "Auf welcher Liste steht das?",
    "Welcher Dienst nutzt Postgres?",
    "Quelle est la ville d'Ana ?",
    "Quel livre lit-elle ?",
    "Où habite sa sœur ?",
    "Combien de temps cela prend-il ?",
    "Qu'est-ce que ses parents font ?",
    "Quel est le nom de son chien ?",
    "¿Cuál es el nombre de su perro?",
    "¿Qué país prefiere Ana?",
    "¿Dónde vive su hermana?",
    "¿Qué autobús va a la oficina?",
    "¿Cuántos años tiene Ana?",
    "¿A las dos tiene una cita?",
    "Quale città preferisce?",
    "Come si chiama il suo cane?",
    "Quanti anni ha Ana?",
    "A che ora parte il treno?",
    "Qual é o nome do cachorro dela?",
    "Onde mora a irmã dela?",
    "Que país ela prefere?",
    "Quantos anos tem a Ana?",
    "Welke stad vindt ze het mooist?",
    "Hoe heet haar hond?",
    "Welke bus gaat naar kantoor?",
    "Hoeveel jaar werkt ze daar?",
    "Jakie miasto lubi Ana?",
    "Jak nazywa się jej pies?",
    "Gdzie mieszka jej siostra?",
    "Ile lat ma Ana?",
    "Какой город ей нравится?",
    "Как зовут её собаку?",
    "Где живёт её брат?",
    "Сколько лет Ане?",
    "Какая у неё машина?",
    "她住在哪个城市？",
    "她的狗叫什么名字？",
    "这个多少钱？",
    "她几岁了？",
    "彼女はどこに住んでいますか？",
    "犬の名前は何ですか？",
    "アナは何歳ですか？",
    "그녀는 어느 도시에 살아요?",
    "개 이름이 뭐예요?",
    "몇 살이에요?",
    "أين تسكن آنا؟",
    "ما اسم كلبها؟",
    "ما هي المدينة التي تسكن فيها؟",
    "كم عمر آنا؟",
    "रवि कौन से शहर में रहता है?",
    "कुत्ते का नाम क्या है?",
    "रवि की उम्र कितनी है?",
    "Ana hangi şehirde yaşıyor?",
    "Köpeğinin adı ne?",
    "Ana kaç yaşında?",
    "Saat kaç?",
    "The database runs on two servers.",
    "I have three dogs",
)


@pytest.mark.parametrize("asked", LISTS)
def test_a_plural_or_a_word_for_all_asks_for_many(asked: str) -> None:
    assert read_shape(asked).kind == "list"


@pytest.mark.parametrize("asked", SHARED)
def test_both_and_in_common_ask_for_what_is_shared(asked: str) -> None:
    assert read_shape(asked).kind == "shared"


@pytest.mark.parametrize("asked", COUNTS)
def test_how_many_things_there_are_is_a_count(asked: str) -> None:
    assert read_shape(asked).kind == "count"


@pytest.mark.parametrize("asked", SINGLE)
def test_a_singular_a_unit_or_a_statement_asks_for_no_list(asked: str) -> None:
    assert read_shape(asked).kind == "single"


@pytest.mark.parametrize(
    ("kind", "is_plural"), [("Which city is it?", False), ("Which cities are they?", True)]
)
def test_only_one_thing_is_not_plural(kind: str, *, is_plural: bool) -> None:
    assert read_shape(kind).is_plural is is_plural


@pytest.mark.parametrize("asked", ["", "?", "   ", "12", "🙂", "x" * 5_000, "which " * 500])
def test_any_text_has_a_shape(asked: str) -> None:
    kinds: set[ShapeKind] = {"single", "list", "shared", "count"}

    assert read_shape(asked).kind in kinds


def test_a_name_in_another_script_does_not_hide_the_language() -> None:
    assert read_shape("Which books has 陈伟 read?").kind == "list"
    assert read_shape("安娜用PostgreSQL做哪些项目？").kind == "list"
