# Every command of the course. Each one first makes sure that .venv is ready (tools/set_up.py), so none needs another.
PYTHON ?= python3
SUITE ?= tests notebooks
WORKERS ?= -n auto --maxprocesses 4
VENV_PYTHON := .venv/bin/python
UV = $(VENV_PYTHON) tools/set_up.py --uv
EXTRA = $(UV) pip install -q --constraints requirements.lock -r pyproject.toml --extra
COMPILE = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock"
HAS = $(VENV_PYTHON) -c "import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, sys.argv[1:])))"

# What a user has set for other projects must not reach this one: other packages, kernels, styles or startup files
# would change what the notebooks print.
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV JUPYTER_PATH
export JUPYTER_PREFER_ENV_PATH := 1
export MPLCONFIGDIR := $(CURDIR)/.venv/matplotlib
export IPYTHONDIR := $(CURDIR)/.venv/ipython

.DEFAULT_GOAL := help
.PHONY: help lab fresh class class-grade test browser-test class-test frameworks frameworks-test notebooks bench lock \
  clean set-up browser-extra class-extra

help:
	@echo "Deep learning by hand. The commands (each sets up what it needs):"
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-16s %s\n", $$1, $$2}' Makefile

lab: set-up ## open the course in JupyterLab (ARGS="--no-browser --port 9999" are passed on)
	@exec $(VENV_PYTHON) tools/open_lab.py $(ARGS)

fresh: set-up ## set your copy of a notebook aside and lay a new one: make fresh NB=05
	@$(VENV_PYTHON) tools/open_lab.py --fresh "$(NB)"

class: set-up class-extra ## make an assignment to hand out: make class NB=01
	@$(VENV_PYTHON) -m tools.grading make "$(NB)" $(ARGS)

class-grade: set-up class-extra ## grade what came back: make class-grade NB=01 FOLDER=… (docs/grading.md)
	@$(VENV_PYTHON) -m tools.grading grade "$(NB)" "$(FOLDER)" $(ARGS)

test: set-up ## run all tests but those in the browser and those of a class, every notebook cell included
	$(VENV_PYTHON) -m pytest $(WORKERS) --dist loadscope --nbval --nbval-current-env --nbval-cell-timeout=120 \
	  --ignore=tests/browser --ignore=tests/classroom $(SUITE) $(ARGS)

browser-test: set-up browser-extra ## run the tests that drive the course in Chromium
	$(VENV_PYTHON) -m pytest $(WORKERS) tests/browser $(ARGS)

class-test: set-up class-extra ## run the tests of what is used in class (ARGS="-m 'not whole'": a quick part)
	$(VENV_PYTHON) -m pytest tests/classroom $(ARGS)

frameworks: set-up ## add Keras and TensorFlow (1.6 GB) for notebook 11
	@$(HAS) keras tensorflow || { echo "Adding Keras and TensorFlow: 1.6 GB, about a minute."; \
	  $(UV) pip install -q --require-hashes -r requirements-frameworks.lock; }
	@$(HAS) torch && echo "Keras, TensorFlow and PyTorch are here." || echo "Keras and TensorFlow are here. PyTorch is not:" \
	  "take the CPU build by the command that PyTorch's page \"Start locally\" gives (a plain torch may bring 5 GB)."

frameworks-test: frameworks ## run the tests that need Keras, TensorFlow or PyTorch, notebook 11 included
	$(VENV_PYTHON) -m pytest --nbval --nbval-current-env --nbval-cell-timeout=120 tests/frameworks notebooks/11_*.ipynb $(ARGS)

notebooks: set-up ## run all notebooks and write them back, normalised
	$(VENV_PYTHON) tools/write_notebooks.py $(ARGS)

bench: set-up browser-extra ## measure what the course promises about speed
	@$(HAS) sklearn || $(EXTRA) bench || echo "scikit-learn could not be installed: its rows will say so."
	$(VENV_PYTHON) -m tools.benchmarks $(ARGS)

lock: set-up ## move requirements.lock to the newest versions that pyproject.toml allows
	$(COMPILE) --upgrade --extra test pyproject.toml -o requirements.lock
	$(COMPILE) --upgrade --constraints requirements.lock --group pyproject.toml:frameworks -o requirements-frameworks.lock

clean: ## remove .venv and all caches (never work/, where your answers are)
	rm -rf .venv .pytest_cache .hypothesis
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

class-extra: set-up
	@$(HAS) nbgrader || { echo "Adding nbgrader: 70 MB, a few seconds."; $(EXTRA) class; }
