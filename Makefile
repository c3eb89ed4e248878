# Глаголы проекта. Первый вызов сам создаёт .venv и ставит зависимости.
PYTHON ?= python3
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
READY := .venv/.ready

.PHONY: site serve check handbook test look lint bench audit lock clean

site: $(READY)            ## собрать раздел в папку site
	$(BIN)/nastavnik build

serve: $(READY)           ## показать с обновлением при сохранении
	$(BIN)/nastavnik serve --drafts

check: $(READY)           ## ошибки и подсказки в записях
	$(BIN)/nastavnik check

handbook: $(READY)        ## собрать справочник в папку site/handbook
	$(BIN)/mkdocs build --strict --quiet -f docs/handbook.yml

test: $(READY)            ## все тесты
	$(BIN)/python -m pytest -n auto --dist loadgroup

look: $(READY)            ## снимки страниц каждого вида, рядом с принятыми (LOOK=--accept принимает, LOOK="--since main" берёт прежние)
	$(BIN)/python -m tests.look $(LOOK)

lint: $(READY)            ## стиль и типы
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(READY)           ## скорость рядом с соперниками, одна таблица
	$(BIN)/python -m bench
	$(BIN)/python -m bench.desk
	$(BIN)/python -m bench.region --memory 40000

audit: $(READY)           ## долгие проверки, которые CI не повторяет каждый раз; версии самые старые и самые новые
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "audit or not audit"
	$(BIN)/python requirements/versions.py lowest
	$(BIN)/python requirements/versions.py newest

lock: $(READY)            ## обновить версии библиотек и показать, что изменилось
	$(BIN)/python requirements/versions.py renew

$(READY): pyproject.toml requirements/dev.lock
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -c "import pathlib; pathlib.Path('$(READY)').touch()"

clean:
	$(PYTHON) -c "import shutil; [shutil.rmtree(p, ignore_errors=True) for p in ('.venv', 'site', '.site.staging', 'dist')]"
