"""A learner who is a mentor: what the site does not name, and how a school tells of such mentors instead."""

_INSTEAD = (
    "расскажите без имени: практика или программа формы «обучающийся – обучающийся», "
    "число таких наставников — в monitoring, поле student_mentors"
)


def learner_named(words: str) -> str:
    """Of words about a mentor or an author who is a pupil; what is wrong if it is an adult after all."""
    return (
        f"«{words}» — так говорят об ученике, а ученика наставником сайт не называет. Удалите карточку и {_INSTEAD}. "
        "О взрослом напишите его должность"
    )


def minor_student(words: str) -> str:
    """Of a student in the first years of study, who may not be eighteen."""
    return (
        f"«{words}» — студенту до 18 лет карточку не делают. Учится в вузе — допишите это: «студентка 2 курса "
        f"педагогического института»; иначе удалите карточку и {_INSTEAD}"
    )


def learner_told(words: str) -> str:
    """Of a sentence in a running text about a mentor."""
    return (
        f"«{words}» — похоже, наставник ещё учится, а ученика наставником сайт не называет. Удалите карточку "
        f"и {_INSTEAD}. Если речь о другом человеке, начните предложение с того, о ком оно"
    )


def learner_in_file_name(name: str) -> str:
    """Of the file of a mentor's card or portrait."""
    return (
        f"имя файла «{name}» — как у ученика с классом, а ученика наставником сайт не называет. Удалите карточку и "
        f"{_INSTEAD}. Карточку взрослого назовите без класса"
    )
