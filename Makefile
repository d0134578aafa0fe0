# The two commands are `make demo` and `make test`; each sets up all it needs, on a machine with Python 3.11 and make.
PYTHON ?= python3
BIN := .venv/bin
CHECKED := bot tests

# The tests make databases and start processes by the hundred: their files stand in memory where there is room for them
# (a disk takes several times as long to make a file), and what Python compiles is kept, away from the sources.
MEMORY := $(shell awk '$$2 == "/dev/shm" && $$4 !~ /noexec/ {print $$2}' /proc/mounts 2>/dev/null | \
	xargs -r df -Pk 2>/dev/null | awk 'NR > 1 && $$4 > 2000000 {print $$6}')
tests coverage: export TMPDIR := $(or $(firstword $(MEMORY)),$(TMPDIR))
tests coverage: export PYTHONPYCACHEPREFIX := $(CURDIR)/.venv/pycache
tests coverage: export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test tests coverage check format eval decisions marks dialogues learning bench rolling faults pictures lock sbom package release clean fit ablation

demo: .venv/.demo
	@echo "[3/3] 启动演示，第一次要多等几秒 · Starting the demo; the first time takes some seconds more"
	@trap '' INT; $(BIN)/shouze demo  # which hears Ctrl-C as soon as it can end without a traceback

# The checks run beside the tests, which wait for sockets and processes half of their time.
test: .venv/.dev
	$(MAKE) -j2 --no-print-directory check tests

# Compiled once before: each worker would do it for itself, all at the same time. What failed beside the others is run
# once more by itself: a test that passes then hangs on how busy the machine is, and is to be mended, but stops nobody.
tests: .venv/.dev
	test -d $(PYTHONPYCACHEPREFIX) || $(BIN)/pytest -q --collect-only >/dev/null
	$(BIN)/pytest -n $$(($$(getconf _NPROCESSORS_ONLN) + 2)) --dist worksteal || \
		$(BIN)/pytest --last-failed --last-failed-no-failures none

# make coverage: the same with the share of branches that the tests reach, and its floor; a third slower
coverage: .venv/.dev
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --dist worksteal
	$(BIN)/coverage combine -q
	$(BIN)/coverage report

check: .venv/.dev
	$(BIN)/ruff format --check $(CHECKED)
	$(BIN)/ruff check $(CHECKED)
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/.dev
	$(BIN)/ruff format $(CHECKED)
	$(BIN)/ruff check --fix $(CHECKED)

# make pictures: those of docs/, taken by the tests in the browser; look at each before it is committed
PICTURES = channel:screenshot english-refusal:refusal home-start:home onboarding-wrong:onboarding onboarding-home:hr \
	desk-home:owners-desk site-7.5:site
pictures: .venv/.dev
	$(BIN)/pytest -q $(addprefix tests/browser/demo/test_,demo.py home.py onboarding.py desk.py) tests/browser/test_pages.py
	for each in $(PICTURES); do cp artifacts/$${each%:*}.png docs/$${each#*:}.png; done

# make eval DATA=../shared/bench [ALL=1] [WRITE=1]: figures beside known engines; WRITE=1 puts them into docs/how-it-works.
# CHOOSER=… adds a row with that chooser, written as SHOUZE_CHOOSER is.
eval: export SHOUZE_CHOOSER := $(CHOOSER)
eval: .venv/.dev
	$(BIN)/python -m tests.benchmarks.comparing.comparison $(DATA) $(if $(ALL),--all) $(if $(WRITE),--write)

# make bench [DATA=../shared/bench] [BASE=ANOTHER-CHECKOUT]: beside that one
bench: .venv/.dev
	$(BIN)/python -m tests.benchmarks.timing.speed $(DATA)
	$(BIN)/python -m tests.benchmarks.timing.terminal $(if $(BASE),--base $(abspath $(BASE)))
	$(BIN)/python -m tests.benchmarks.timing.many.clauses $(if $(BASE),--base $(BASE))
	$(BIN)/python -m tests.benchmarks.timing.many.workspaces $(DATA)
	$(BIN)/python -m tests.benchmarks.timing.burst $(if $(BASE),--base $(BASE))
	$(BIN)/python -m tests.benchmarks.timing.burst --vectors
	$(BIN)/python -m tests.benchmarks.timing.burst $(if $(BASE),--base $(BASE)) --database postgresql --processes 2
	$(BIN)/python -m tests.benchmarks.timing.neighbours
	$(BIN)/python -m tests.benchmarks.timing.many.installed
	$(BIN)/python -m tests.benchmarks.timing.many.stored
	$(BIN)/python -m tests.benchmarks.timing.hanging
	$(BIN)/python -m tests.benchmarks.timing.swapping $(if $(BASE),--base $(BASE))
	$(BIN)/python -m tests.benchmarks.timing.impact
	$(BIN)/python -m tests.benchmarks.timing.crowd

# make rolling [WRITE=1]: what people wait while processes are replaced, and for the first answer of a fresh one
rolling: .venv/.dev
	$(BIN)/python -m tests.benchmarks.timing.rolling $(if $(WRITE),--write)

# make faults: the table of docs/reliability: each fault, and the questions, events and answers that came of it
faults: .venv/.dev
	$(BIN)/python -m tests.benchmarks.fault_table

# make decisions [WRITE=1]: what is said as sure, and shown at all, on books as organisations bring them
decisions: .venv/.dev
	$(BIN)/python -m tests.benchmarks.answering.decisions $(if $(WRITE),--write)

# make marks [WRITE=1]: how often the sentence that answers is marked in a clause, and how often another
marks: .venv/.dev
	$(BIN)/python -m tests.benchmarks.answering.marks $(if $(WRITE),--write)

# make dialogues [WRITE=1]: how many turns of a talk are right after the first
dialogues: .venv/.dev
	$(BIN)/python -m tests.benchmarks.answering.dialogues $(if $(WRITE),--write)

# make learning DATA=../shared/bench [WRITE=1]: how answers grow as owners settle what was not found
learning: .venv/.dev
	$(BIN)/python -m tests.benchmarks.answering.learning_curve $(DATA) $(if $(WRITE),--write)

fit: .venv/.dev
	$(BIN)/python -m tests.benchmarks.fitting.fit $(DATA)

# make ablation [DATA=../shared/bench] [WRITE=1]: what each part of searching is worth; SEMANTIC=1 with vectors
ablation: .venv/.dev
	$(BIN)/python -m tests.benchmarks.fitting.ablation $(DATA) $(if $(SEMANTIC),--semantic) $(if $(WRITE),--write)

lock: .venv/.dev
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --extra import pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" --group dev pyproject.toml -o requirements-dev.lock

# make sbom: what a release is made of, by its lock, as CycloneDX 1.6. The tool (Apache 2.0) is fetched for this alone: beside
# the tests' libraries it would bring twenty more.
sbom: .venv/.dev
	mkdir -p $(DIST)
	$(BIN)/uv tool run --quiet --from cyclonedx-bom==7.5.0 cyclonedx-py requirements requirements.lock \
		--pyproject pyproject.toml --short-PURLs --output-reproducible --of JSON -o $(DIST)/sbom.cdx.json

# make release: what a version is published with, in dist/: wheel, sdist, notes of the changelog and bill of materials.
# The version is that of the git tag (git tag v0.2.0), whose part of the changelog there must be.
release: package sbom

DIST ?= dist
VERSION = $(shell $(BIN)/hatchling version)
package: .venv/.dev
	@case $(VERSION) in *.dev*) ;; *) grep -q '^## $(VERSION)$$' CHANGELOG.md || \
		{ echo "CHANGELOG.md has no part \"## $(VERSION)\": what is under Unreleased belongs there" >&2; exit 1; } ;; esac
	$(BIN)/uv build --quiet --no-build-isolation --python $(BIN)/python --out-dir $(DIST)
	awk -v version=$(VERSION) '/^## / {wanted = $$2 == version || $$2 == "Unreleased"} wanted' CHANGELOG.md > $(DIST)/notes.md

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage

.venv/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.11")'
	@echo "[1/3] 新建 .venv（Python 环境）· Making .venv, a Python environment"
	@$(PYTHON) -c 'import os, signal, venv; signal.signal(signal.SIGINT, signal.SIG_DFL); venv.main([".venv"]); \
		os.path.exists(".venv/bin/pip") or venv.main(["--clear", ".venv"])'
	@touch $@

.venv/.demo: .venv/.python requirements.lock pyproject.toml
	@echo "[2/3] 装组件：下载约 110 MB，装好约 450 MB，都在 .venv 里，一般要一两分钟"
	@echo "      Installing into .venv: about 110 MB to fetch, 450 MB on disk, a minute or two"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

# By uv, in a fifth of pip's time; where it reaches no index (its certificates and settings are not pip's), by pip.
# Nothing is compiled: most modules are never imported; Python compiles those that are.
.venv/.dev: .venv/.python requirements-dev.lock pyproject.toml
	awk '/^[^ ]/ {its = /^uv==/} its' requirements-dev.lock > .venv/uv.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.lock
	index=$${PIP_INDEX_URL:-$$($(BIN)/pip config get global.index-url 2>/dev/null)}; \
	$(BIN)/uv pip install --quiet --python $(BIN)/python $${index:+--index-url "$$index"} --require-hashes -r requirements-dev.lock || \
	$(BIN)/pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@ .venv/.demo
