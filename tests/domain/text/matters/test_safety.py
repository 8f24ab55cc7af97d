"""What concerns somebody's health, diet or safety is seen in fifteen languages, and little else."""

import pytest

from mcp_mem0.domain.text.matters.safety import concerns_safety, touches_safety


@pytest.mark.parametrize(
    "statement",
    [
        "Tom has coeliac disease",
        "Ines carries an EpiPen",
        "Nora ist laktoseintolerant",
        "Onkel Rolf trinkt keinen Alkohol",
        "Luc est allergique aux crustacés",
        "Soy celíaco",
        "Mia madre è diabetica",
        "O Rui não come carne",
        "Sanne eet geen vlees",
        "Jestem uczulona na orzechy",
        "У Анны непереносимость лактозы",
        "我对花生过敏",
        "卵アレルギーがあります",
        "우리 딸은 천식이 있어요",
        "لدي حساسية من الفول السوداني",
        "मुझे मूंगफली से एलर्जी है",
        "Kızımın fıstığa alerjisi var",
    ],
)
def test_a_statement_of_health_or_diet_concerns_safety(statement: str) -> None:
    assert concerns_safety(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "The staging database is on port 6433",
        "We decided to use Postgres 17 instead of MySQL",
        "Dieter wohnt in Köln",
        "Ich gebe dir morgen Bescheid",
        "Dove lavora Marco",
        "Vivo aquí hasta mayo",
        "تحميل الملف من الخادم",
        "计划下周去上海开会",
        "디스크 용량이 부족해요",
    ],
)
def test_a_statement_of_anything_else_does_not(statement: str) -> None:
    assert not concerns_safety(statement)


@pytest.mark.parametrize(
    "question",
    [
        "Can I suggest a pasta recipe?",
        "Who is vegan?",
        "Which dose of paracetamol is fine for her?",
        "Could we all go climbing on Sunday?",
        "Was soll ich zum Abendessen kochen?",
        "Quel restaurant pour samedi ?",
        "¿Qué puedo cocinar?",
        "Che torta posso fare?",
        "Que sobremesa levo?",
        "Wat eten we vanavond?",
        "Co ugotować na obiad?",
        "Что приготовить на ужин?",
        "晚饭做什么",
        "夕食の献立は?",
        "저녁 메뉴 추천해줘",
        "ماذا نأكل الليلة",
        "आज रात खाने में क्या बनाऊं",
        "Bu akşam ne yemek yapsam?",
    ],
)
def test_a_question_about_food_medicine_or_sports_touches_safety(question: str) -> None:
    assert touches_safety(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which port is the staging database on?",
        "How do I run the training script?",
        "What is in the drop-down menu of the session page?",
        "Wo wohnt Anna?",
        "Où est le fichier d'entrée ?",
        "スキーマはどこにありますか",
        "요약을 기술 문서로 만들어줘",
        "ما هي مشاكل المشروع",
    ],
)
def test_a_question_about_anything_else_does_not(question: str) -> None:
    assert not touches_safety(question)


@pytest.mark.parametrize(
    "statement",
    [
        "Ana studies medicine.",
        "Ben works in medicine.",
        "Kim works in emergency medicine.",
        "Eva estudia medicina.",
        "Pia studia farmacia a Pisa.",
        "Daan studeert medicijnen.",
    ],
)
def test_medicine_as_a_profession_is_nobodys_health(statement: str) -> None:
    assert not concerns_safety(statement)
    assert concerns_safety(f"{statement} She is allergic to nuts.")
