# The commands of the project. `make demo` and `make test` are all a newcomer needs.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# The installed state of this checkout; a change to what it depends on installs anew.
READY := $(VENV)/ready

# Other people's readers of what we export, which the tests ask when they are there.
REFEREES ?= .referees
ASKED := tests/store/exchange/referees

.PHONY: demo test check referees format train bench clean

demo: $(READY) ## map a sample claim on the shipped library
	$(BIN)/cruxmap demo

test: $(READY) ## run the tests
	$(BIN)/pytest -n auto

check: $(READY) ## everything that must hold: format, lint, types, import contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto -rs

referees: ## fetch the readers that come from npm, or that want an interpreter of their own
	mkdir -p $(REFEREES)
	$(PYTHON) -m venv $(REFEREES)/arguebuf
	$(REFEREES)/arguebuf/bin/python -m pip install --quiet --disable-pip-version-check -r $(ASKED)/arguebuf.txt
	cp $(ASKED)/package.json $(REFEREES)/
	npm install --prefix $(REFEREES) --silent --ignore-scripts --no-audit --no-fund --no-package-lock --fetch-retries=1

format: $(READY) ## rewrite the source in the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

train: $(READY) ## train the local annotator anew: make train COMMENTS="passages.jsonl more.jsonl"
	$(BIN)/python -m cruxmap.train $(COMMENTS)

bench: $(READY) ## every figure of quality on judged data: make bench DATA=folder
	$(BIN)/python -m benchmarks $(DATA)

clean: ## remove what these commands made
	rm -rf $(VENV) $(REFEREES) dist build
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "cruxmap needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@
