"""What is said about a regional bank: its records, its store, its review and its reports."""

HELP_REGION = "Региональный банк практик: собрать каталоги школ, рассмотреть, показать."


def not_a_practice_key(value: str) -> str:
    return f"«{value}» не ключ практики — возьмите его из «nastavnik region review»: 0000000028-school28/practices/imya"


def not_within(value: int, least: int, most: int) -> str:
    return f"{value} не подходит — напишите число от {least} до {most}"
