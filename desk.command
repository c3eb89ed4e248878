#!/bin/sh
# Двойной щелчок открывает рабочий стол раздела. В первый раз он ставит программу: нужны Python 3.11 и интернет.
cd "$(dirname "$0")" || exit 1
program=.venv/bin/python
folder="${NASTAVNIK_FOLDER:-$HOME/nastavnichestvo}"

failed() {
    echo
    echo "$1"
    echo "По шагам, с ответами на «не получилось»: docs/ru/install.md"
    [ -t 0 ] && read -r _
    exit 1
}

if ! "$program" -c "import nastavnik" 2> /dev/null; then
    command -v python3 > /dev/null || failed "На этом компьютере нет Python. Его скачивают с сайта python.org, версию 3.11 или новее."
    echo "Ставлю программу. Это один раз, подождите несколько минут."
    { python3 -m venv .venv &&
        "$program" -m pip install --quiet --require-hashes -r requirements/school.lock &&
        "$program" -m pip install --quiet --no-deps --no-build-isolation .; } || failed "Программа не установилась: причина выше."
fi
mkdir -p "$folder" || failed "Не удалось создать папку $folder."
"$program" -m nastavnik desk --root "$folder" "$@" || failed "Рабочий стол закрылся с ошибкой: причина выше."
