"""What captions of a list of mentors mean, in any wording: a table of patterns.

The words were gathered from lists that schools, kindergartens and colleges publish. What is asked first wins: whatever
is about the mentored is theirs, whatever else the caption says.
"""

import re

from nastavnik.importing.listing import Roles

PRIVATE = {
    "phone": r"телеф|\bтел\b|сотов|мобильн|\bмоб\b|контакт|whatsapp|max\b|связ[ьи]",
    "birth": r"рожден|\bд\.?\s?р\b|\bг\.?\s?р\b|возраст|дата рожд|день рожд",
    "email": r"почт|e-?mail|\bмейл|\bимейл|\be mail",
    "snils": r"снилс|\bинн\b",
    "passport": r"паспорт|домашн|адрес\w* (?:прожив|регистр|места)|прописк|^адрес",
}
"""By sort of what is personal (`messages.PERSONAL_LEFT_OUT`)."""
MENTEES = (
    r"наставляем|подопечн|\bученик[аеоу]?в?\b|закреплен|прикреплен|к кому|за кем|кого|над кем|протеже|менти\b"
    r"|молод\w+ (?:педагог|специалист|учител|воспитател)|начинающ|стаж[её]р|обучающ\w+ся|воспитанник|нуждающ|кому оказ"
)
_NAME = r"ф\W*и\W*о\b|фамили\w+[\s,]+имя|фамили\w+.*инициал|фамили\w+ и|имя и отчество"
_PATTERNS = (
    (rf"^(?:(?!наставник\w* /|кто наставник).)*(?:{MENTEES})", "mentee"),
    (_NAME, "name"),
    *((pattern, sort) for sort, pattern in PRIVATE.items()),
    (r"соглас", "consent"),
    (r"стаж\w*(?: работы)? (?:в качестве |в роли )?наставни|наставническ\w+ стаж|опыт наставнич", "mentoring_since"),
    (r"наставни(?:к|честв)\w* с\b|с какого (?:года|времени)", "mentoring_since"),
    (r"^(?:занимаем\w+ )?должность|/ (?:занимаем\w+ )?должность", "post"),
    (r"общ\w+ (?:труд\w+ )?стаж|стаж\w* общ\w+$|трудовой стаж", "other_years"),
    (r"стаж|лет работы|опыт работы|педагогическ\w+ опыт", "teaching_since"),
    (r"^форм\w*|форм\w* наставнич|модел\w* наставнич", "forms"),
    (r"^вид\w*|вид\w* наставнич|тип наставнич", "kinds"),
    (r"с чем|чем помо|чему (?:уч|помо)|вопрос\w*|может помочь|помощ", "helps_with"),
    (r"направлени\w+ (?:наставнич|работ|деятельн)|^направлени", "directions"),
    (r"категори\w+ наставник|кто (?:он|это)|статус наставник", "category"),
    (r"квалиф|категори", "qualification"),
    (r"наград|поощрен|достижен|грамот", "awards"),
    (r"звани|степень", "rank"),
    (r"курс\w* повыш|обучени\w+|прошел обуч|подготовк", "training"),
    (r"предмет|дисциплин|преподава", "subjects"),
    (r"^класс\b|^группа\b|^курс\b|/ (?:класс|группа|курс)\b|класс\W+группа", "class"),
    (r"^отчество|/ отчество", "patronymic"),
    (r"^имя$|/ имя$", "given"),
    (r"^фамилия$|/ фамилия$", "surname"),
    (r"должност|место работы|кем работает|род занятий", "post"),
    (r"професси|специальност", "profession"),
    (r"фамили|^имя|сотрудник|^педагог|^учител|^воспитател|^преподавател|^мастер|кто назначен|^работник", "name"),
    (r"наставник|наставниц", "name"),
    (r"^№|^n\b|п\W*п\b|номер", "number"),
)
MENTOR_ROLES = Roles(
    tuple((re.compile(pattern), role) for pattern, role in _PATTERNS), needed=frozenset({"name", "surname"})
)
"""A list has full names, or surnames with the first name and the patronymic in columns of their own."""
OF_MENTEES = re.compile(r"(?i)наставляем|подопечн|молод\w+ (?:педагог|специалист|учител|воспитател)")
OF_LEARNERS = re.compile(
    r"(?i)(?:список|банк|база|реестр|сведения о[б]?)\s(?:данных\s)?(?:учени|обучающ|учащ|воспитанник|школьник|студент)"
)
"""A list of learners: none of them gets a card, whether they are mentored or mentors."""
IS_MENTEE = re.compile(r"(?i)\W*(?:наставляем\w+|подопечн\w+|менти|стаж[её]р|ученик|ученица|обучающ\w+ся)\W*")
"""A cell that says what the person of its row is."""
CALLED_MENTEE = re.compile(r"(?i)[\s,(–—-]*(?:наставляем|подопечн|менти\b)")
"""What stands right behind a name of somebody who is mentored."""
OF_MENTORS = re.compile(r"(?i)наставник|наставниц")
FORM_OF_MENTEES = (
    (re.compile(r"молод|специалист|педагог|учител|воспитател|преподавател|начинающ|стаж[её]р"), "педагог – педагог"),
    (re.compile(r"ученик|обучающ|учащ|школьник|воспитанник|студент|дет[ией]"), "педагог – обучающийся"),
)
"""What the caption of those who are mentored says about the form."""
FIRST_OF_FORM = (
    (re.compile(r"педагог|учитель|воспитатель|преподаватель|тренер|мастер"), "педагог"),
    (re.compile(r"руководитель|директор"), "руководитель"),
    (re.compile(r"работодатель|социальный партн|партн[её]р"), "работодатель"),
    (re.compile(r"родитель"), "родитель"),
    (re.compile(r"выпускник"), "выпускник"),
)
"""Who the mentor of a form is, by its first word."""
FORM_OF_LEARNERS = re.compile(r"ученик|обучающийся|учащийся|воспитанник|студент . студент")
"""Forms whose mentor learns."""
