"""Makes .venv ready: the packages of requirements.lock, `helpers` itself and the Lab settings of the course.

`set_up.py` does what is missing and says each step; `set_up.py --ready` only answers (exit 0: nothing to do), and
says so if .venv has another version than the Python named after it;
`set_up.py --uv …` runs the installed uv with the index, proxy and certificates that the user's pip is set to.
Written for Python 3.6 on purpose: an old python3 must be able to read this file, to say that it is too old.
"""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time

from causes import AGAIN, explain

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WINDOWS = os.name == "nt"

# what pip calls it, what uv calls it, what uv puts between several values
PIP_TO_UV = [
    ("index-url", "UV_DEFAULT_INDEX", " "),
    ("extra-index-url", "UV_INDEX", " "),
    ("no-index", "UV_NO_INDEX", " "),
    ("find-links", "UV_FIND_LINKS", ","),
    ("trusted-host", "UV_INSECURE_HOST", " "),
    ("cert", "SSL_CERT_FILE", " "),
    ("proxy", "ALL_PROXY", " "),
]


class SetUpError(Exception):
    """One sentence for the person at the keyboard: what went wrong and what cures it."""


def in_venv(root, *names):
    return os.path.join(root, ".venv", *names)


def program(root, name):
    return in_venv(root, "Scripts", name + ".exe") if WINDOWS else in_venv(root, "bin", name)


# ---- is there anything to do? -----------------------------------------------------------------------------------


def fingerprint(root):
    """One hash of all that .venv is made from, and of where it is (an environment cannot be moved)."""
    names = ["requirements.lock", "pyproject.toml"]
    names += [os.path.join("tools", name) for name in ("causes.py", "set_up.py")]
    for folder, _, files in os.walk(os.path.join(root, "tools", "lab_settings")):
        names += [os.path.relpath(os.path.join(folder, name), root) for name in files]
    digest = hashlib.sha256(os.path.abspath(root).encode("utf-8", "surrogateescape"))
    for name in sorted(names):
        with open(os.path.join(root, name), "rb") as file:
            content = file.read()
        digest.update(("\n%s %d\n" % (name, len(content))).encode("utf-8", "surrogateescape") + content)
    return digest.hexdigest()


def read(path):
    """The text of a file; empty if there is none."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def write_atomically(path, text):
    with open(path + ".part", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".part", path)


def is_ready(root):
    return os.path.exists(program(root, "python")) and read(in_venv(root, "set_up.done")) == fingerprint(root)


# ---- running programs -------------------------------------------------------------------------------------------


def clean_environment():
    """The user's environment without what would send the packages, or Python, somewhere else."""
    unwanted = "PYTHONPATH PYTHONHOME VIRTUAL_ENV __PYVENV_LAUNCHER__".split()
    unwanted += "PIP_TARGET PIP_PREFIX PIP_ROOT PIP_REQUIRE_VIRTUALENV".split()
    unwanted += "UV_SYSTEM_PYTHON UV_TARGET UV_PREFIX UV_PYTHON".split()
    environment = {name: value for name, value in os.environ.items() if name not in unwanted}
    environment["PIP_USER"] = "0"  # `user = true` in a pip.conf fails inside a virtual environment
    return environment


def uv_environment(pip_config, environment):
    """`environment` with the user's pip settings under uv's names: uv does not read pip's own."""
    found = re.findall(r"(?m)^(global|install|:env:)\.([\w-]+)=('.*'|\".*\")\s*$", pip_config)
    found.sort(key=lambda row: ("global", "install", ":env:").index(row[0]))  # the later one wins, as in pip
    settings = {name: ast.literal_eval(value).split() for _, name, value in found}
    result = dict(environment)
    if not any(name.startswith("UV_") and "INDEX" in name for name in environment):
        result["UV_INDEX_STRATEGY"] = "unsafe-best-match"  # as pip chooses; the hashes are what makes it safe
    for pip_name, uv_name, separator in PIP_TO_UV:
        if pip_name in settings:
            result.setdefault(uv_name, separator.join(settings[pip_name]))
    return result


def environment_for_uv(root):
    return uv_environment(ask(program(root, "python"), "-m", "pip", "config", "list"), clean_environment())


def ask(*command):
    """What a program prints; nothing if it does not start, or fails."""
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    try:
        answer = subprocess.run(command, env=clean_environment(), errors="surrogateescape", **quiet)
    except OSError:
        return ""
    return answer.stdout if answer.returncode == 0 else ""


def run(root, command, environment=None):
    """Runs `command`, everything it prints goes to .venv/set_up.log; raises SetUpError with the cause if it fails."""
    process = subprocess.Popen(
        command,
        cwd=root,
        env=environment or clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    printed = ["\n$ " + " ".join(command) + "\n"]
    write_log(root, printed[0])
    for line in process.stdout:
        printed.append(line.decode("utf-8", "replace"))
        write_log(root, printed[-1])
    if process.wait() != 0:
        raise SetUpError(explain("".join(printed), root))


def write_log(root, text):
    try:
        with open(in_venv(root, "set_up.log"), "a", encoding="utf-8") as log:
            log.write(text)
    except OSError:
        pass  # a full disk must not hide what the step itself has to say


# ---- the steps --------------------------------------------------------------------------------------------------


def works(python):
    """True if `python` starts, and is new enough."""
    return ask(python, "-c", "import sys; print(sys.version_info >= %r)" % (OLDEST,)).strip() == "True"


def version_of(python):
    """'3.12'; nothing if it does not start, or is no Python."""
    return ask(python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").strip()


def find_python():
    """This Python if it is new enough, else the first newer python3.x on PATH: then it says which one, and why."""
    if sys.version_info[:2] >= OLDEST:
        return getattr(sys, "_base_executable", None) or sys.executable  # the base: .venv may be about to be replaced
    too_old = "%s is Python %d.%d, which is older than %d.%d" % (
        (sys.executable,) + tuple(sys.version_info[:2]) + OLDEST
    )
    for minor in (13, 12, 11, 14, 15):
        found = shutil.which("python3.%d" % minor)
        if found and works(found):
            print(": %s, so this uses %s" % (too_old, found), end="", flush=True)
            return found
    raise SetUpError(
        too_old + ", and no newer one that starts is on PATH. Install one, or name yours: "
        "make lab PYTHON=/path/to/python3.12."
    )


def make_venv(root, again):
    """.venv with a Python that is new enough and pip; kept if it is one, made anew if it is half-made or broken."""
    python = program(root, "python")
    if not again and works(python) and ask(python, "-m", "pip", "--version"):
        if version_of(python) != "%d.%d" % sys.version_info[:2]:
            print(": it keeps its Python %s (for another, make clean first)" % version_of(python), end="", flush=True)
        return
    base = find_python()
    if os.path.isdir(in_venv(root)):
        shutil.rmtree(os.path.dirname(python), ignore_errors=True)  # first: a half-removed one is seen as broken
        shutil.rmtree(in_venv(root))
    os.mkdir(in_venv(root))
    note_step(root, 1)
    run(root, [base, "-m", "venv", in_venv(root)])


def install_uv(root, again):
    """uv by pip, at the version and hashes of its row of requirements.lock."""
    row = re.search(r"(?m)^uv==(\S+)(?:.*\\\n)*.*", read(os.path.join(root, "requirements.lock")))
    if not row:
        raise SetUpError("requirements.lock has no row for uv. Take the file from the repository again.")
    write_atomically(in_venv(root, "uv.txt"), row.group(0) + "\n")
    if again or ("uv " + row.group(1)) not in ask(program(root, "uv"), "--version"):
        options = "--disable-pip-version-check --no-input --progress-bar off --retries 2".split()
        options += ["--require-hashes", "--force-reinstall", "-r", in_venv(root, "uv.txt")]
        run(root, [program(root, "python"), "-m", "pip", "install"] + options)


def uv_install(root, *arguments):
    command = [program(root, "uv"), "pip", "install", "--python", program(root, "python"), "--no-progress"]
    run(root, command + list(arguments), environment_for_uv(root))


def install_packages(root, again):
    reinstall = ["--reinstall"] if again else []  # a package that was half-installed looks installed to uv
    uv_install(root, "--require-hashes", "-r", "requirements.lock", *reinstall)


def install_helpers(root, again):
    uv_install(root, "--no-deps", "--no-build-isolation", "--reinstall", "-e", ".")


def list_fonts(root, again):
    """Else the first picture may stop to say so, and a stored output would differ."""
    run(root, [program(root, "python"), "-c", "import matplotlib.font_manager"])


STEPS = [
    ("making .venv", make_venv),
    ("installing uv, which installs the rest", install_uv),
    ("installing the packages of requirements.lock", install_packages),
    ("installing helpers and the Lab settings", install_helpers),
    ("listing the fonts for matplotlib", list_fonts),
]


def note_step(root, number):
    write_atomically(in_venv(root, "set_up.step"), str(number))


def set_up(root):
    """Does every step; the marker is written last, so an interrupted set-up is seen, and repaired, by the next run."""
    print("Setting up .venv (about half a minute the first time; later only when something changed)", flush=True)
    stopped_at = int(read(in_venv(root, "set_up.step")) or 0)
    for name in ("set_up.done", "set_up.log"):
        if os.path.exists(in_venv(root, name)):
            os.remove(in_venv(root, name))
    for number, (title, step) in enumerate(STEPS, start=1):
        started = time.time()
        print("  %d/%d %s" % (number, len(STEPS), title), end="", flush=True)
        try:
            if number > 1:
                note_step(root, number)
            step(root, again=stopped_at == number)
        except (OSError, SetUpError) as problem:
            cause = problem if isinstance(problem, SetUpError) else explain(str(problem), root)
            raise SetUpError("\nSet-up stopped while %s: %s" % (title, cause)) from None
        print(" (%.1f s)" % (time.time() - started), flush=True)
    write_atomically(in_venv(root, "set_up.done"), fingerprint(root))
    os.remove(in_venv(root, "set_up.step"))


def hold_alone(root):
    """Waits until no other set-up of this folder is under way; returns what keeps the place."""
    place = open(os.path.join(root, "requirements.lock"), "rb")
    try:
        import fcntl
    except ImportError:  # Windows
        return place
    try:
        fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("Another set-up of this folder is under way; waiting for it.", flush=True)
        fcntl.flock(place, fcntl.LOCK_EX)
    return place


def say_ready(root, named=None):
    """0 if there is nothing to do; run by the Python of .venv, which may not be the one that the user named."""
    ready, own = is_ready(root), "%d.%d" % sys.version_info[:2]
    if ready and named is not None and version_of(named) != own:
        print(
            ".venv keeps its Python %s, so %s is not used (for another, make clean first)." % (own, named), flush=True
        )
    return 0 if ready else 1


def main(arguments, root=ROOT):
    if arguments[:1] == ["--ready"]:
        return say_ready(root, *arguments[1:])
    if arguments[:1] == ["--uv"]:
        environment = dict(environment_for_uv(root), VIRTUAL_ENV=in_venv(root))
        return subprocess.call([program(root, "uv")] + arguments[1:], cwd=root, env=environment)
    place = hold_alone(root)
    try:
        if not is_ready(root):
            set_up(root)
        return 0
    except SetUpError as problem:
        print(problem, flush=True)
        if os.path.exists(in_venv(root, "set_up.log")):
            print("All that was printed: .venv/set_up.log", flush=True)
    except OSError as problem:
        print("Set-up stopped: " + explain(str(problem), root), flush=True)
    except KeyboardInterrupt:
        print("\nSet-up stopped by you. To go on, " + AGAIN + ".", flush=True)
    finally:
        place.close()
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
