#!/usr/bin/env python3
"""永济镇街安全工作台的总入口：准备运行环境、打开窗口、测试、出图、离线安装、打包。

Needs nothing but the standard library, and is written so that every Python 3 can read it (tests/test_run.py
holds it to the grammar of 3.4): an unfit Python has to get as far as naming the fit one.
"""
import hashlib
import importlib.util
import io
import os
import shutil
import subprocess
import sys
import time
import traceback

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "ready")
WHEELS = os.path.join(ROOT, "wheels")
OUT = os.path.join(ROOT, "out")
if not os.access(OUT if os.path.exists(OUT) else ROOT, os.W_OK):  # prepared by root, used by another
    OUT = os.path.join(os.path.expanduser("~"), "yongji-out")
LOG = os.path.join(OUT, "run.log")

OLDEST, NEWEST = (3, 11), (3, 13)
RUNTIME, EVERYTHING = "requirements.lock", "requirements-dev.lock"  # the second holds all of the first
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
BASE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable  # not that of a .venv
ME = "py run.py" if WINDOWS else "python3 run.py"

QT_PACKAGES = (  # what the window needs from a bare Debian, found with ldd
    "libgl1 libegl1 libdbus-1-3 libfontconfig1 libfreetype6 libglib2.0-0 libxkbcommon0 libxcb-cursor0 "
    "libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 "
    "libxkbcommon-x11-0 libcups2").split()
TEST_PACKAGES = ["poppler-utils", "gcc", "libc6-dev", "xvfb"]
BUILD_PACKAGES = ["binutils", "libpython%d.%d" % sys.version_info[:2]]  # Debian parts Python from its library

USAGE = """用法：{me} [命令]
  （无命令）   准备好运行环境并打开窗口；没有显示器的 Linux 上改为生成演示文书到 out/
  setup        只准备运行环境
  test [...]   运行全部测试，后面的参数交给 pytest
  cli [...]    不开窗口，用命令办事（cli --help 列出全部命令）
  shots        把每个界面画成图片，存到 docs/screens/
  wheels       把安装所需的组件存到 wheels/，供没有网络的电脑安装；加 --windows 同时存 Windows 用的
  build        打包成不需要 Python 的程序文件夹，存到 dist/
  help         显示本说明""".format(me=ME)


NO_PYTHON = ("这台电脑上没有可用的 Python（需要 64 位的 3.11、3.12 或 3.13）：Debian/Ubuntu 请运行 "
             "sudo apt install python3，Windows 请安装 Python 3.12（64 位）后运行 py run.py")


class Trouble(Exception):
    """A step that failed; the message is the one Chinese sentence to show, without its full stop."""


def open_streams():
    """Makes stdin, stdout and stderr usable and UTF-8, however the program was started."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, io.open(os.devnull, mode, encoding="utf-8"))
        elif mode == "w":
            number = getattr(sys, name).fileno()
            setattr(sys, name, io.open(number, mode, 1, encoding="utf-8", errors="replace", closefd=False))


def say(text):
    print(text)
    sys.stdout.flush()


def child_environment():
    """The environment of everything started from here: UTF-8 output, nobody else's packages."""
    environment = dict(os.environ, PYTHONIOENCODING="utf-8:replace")
    for name in ("PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"):
        environment.pop(name, None)
    return environment


def call(command, quiet=True, **more):
    """Runs `command` in the checkout, its output into the log; returns the exit code and what it wrote there.

    quiet=False leaves stdout to the terminal and logs only stderr. `more` is added to the environment."""
    with open(LOG, "ab+") as log:
        if log.tell() > 5000000:
            log.truncate(0)
        head = "\n== {} {}\n".format(time.strftime("%Y-%m-%d %H:%M:%S"), command)
        log.write(head.encode("utf-8", "replace"))
        log.flush()
        start = log.tell()
        try:
            code = subprocess.call(command, cwd=ROOT, env=dict(child_environment(), **more),
                                   stdin=subprocess.DEVNULL, stdout=log if quiet else None, stderr=log)
        except OSError as error:
            log.write("{}\n".format(error).encode("utf-8", "replace"))
            code = 127
        log.seek(start)
        return code, log.read().decode("utf-8", "replace")


def fits(version):
    return OLDEST <= tuple(version[:2]) <= NEWEST


def version_of(command):
    """(major, minor) of the 64-bit Python started by the list `command`; None if there is no such thing."""
    probe = "import sys; print('%d %d %d' % (sys.version_info[:2] + (sys.maxsize > 2 ** 32,)))"
    try:
        answer = subprocess.check_output(command + ["-c", probe], stdin=subprocess.DEVNULL,
                                         stderr=subprocess.DEVNULL, env=child_environment(), timeout=60)
        major, minor, wide = [int(word) for word in answer.split()]
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return (major, minor) if wide else None


def candidates():
    """Commands that may start a fitting Python, the likeliest first."""
    versions = ["3.{}".format(minor) for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    if WINDOWS:
        found = [[shutil.which("py"), "-" + version] for version in versions]
        found += [[shutil.which(name)] for name in ("python", "python3")]
        return [command for command in found if command[0]]
    names = ["python" + version for version in versions] + ["python3", "python"]
    folders = os.environ.get("PATH", "").split(os.pathsep) + ["/usr/local/bin", "/usr/bin"]
    return [[os.path.join(folder, name)] for name in names for folder in folders
            if folder and os.access(os.path.join(folder, name), os.X_OK)]


def fitting_python():
    """The command of a Python this program runs on, as a list; None if the machine has none."""
    return next((command for command in candidates() if fits(version_of(command) or (0, 0))), None)


def missing_packages(packages):
    """Those of `packages` that dpkg does not know as installed, neither by name nor by t64 name."""
    asked = packages + [name + "t64" for name in packages]
    query = subprocess.Popen(["dpkg-query", "-W", "-f", "${db:Status-Abbrev} ${Package}\\n"] + asked,
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    known = query.communicate()[0].decode("ascii", "replace").splitlines()
    return [name for name in packages if "ii  " + name not in known and "ii  " + name + "t64" not in known]


def venv_package():
    """The Debian package that this Python lacks to make a .venv, as a list of at most one."""
    if importlib.util.find_spec("ensurepip") or not BASE_PYTHON.startswith("/usr/bin/"):
        return []
    return ["python{}.{}-venv".format(*sys.version_info[:2])]


def add_system_packages(packages):
    """Installs what is missing if root, else prints the line that does. True if nothing is missing now."""
    debian = LINUX and shutil.which("dpkg-query") and shutil.which("apt-get")
    missing = missing_packages(packages) if debian and packages else []
    if not missing:
        return True
    line = "apt-get install -y --no-install-recommends " + " ".join(missing)
    if os.geteuid() != 0:
        say("缺少系统组件，请先运行这一行：sudo " + line)
        return False
    say("正在安装 {} 个系统组件……".format(len(missing)))
    call(["apt-get", "update"], DEBIAN_FRONTEND="noninteractive")  # a stale list is tried all the same
    if call(line.split(), DEBIAN_FRONTEND="noninteractive")[0] != 0:
        say("系统组件没有装上（多半是没有网络），联网后请运行这一行：{}（详情见 {}）".format(line, LOG))
        return False
    return True


def venv_python():
    return os.path.join(VENV, "Scripts", "python.exe") if WINDOWS else os.path.join(VENV, "bin", "python")


def mark_of(lock):
    """The stamp's line for a lock file: its name and the hash of its content."""
    with open(os.path.join(ROOT, lock), "rb") as content:
        return "{} {}".format(lock, hashlib.sha256(content.read().replace(b"\r\n", b"\n")).hexdigest())


def ready(lock):
    """True if .venv holds exactly what `lock` says, for the Python it was made with."""
    try:
        with io.open(STAMP, encoding="utf-8") as stamp:
            marks = stamp.read().splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    version = version_of([venv_python()]) or (0, 0)
    return fits(version) and marks[:1] == ["python %d.%d" % version] and mark_of(lock) in marks


def hold_lock():
    """Keeps a second run.py from preparing the same folder; held until the returned file is closed."""
    lock = open(os.path.join(OUT, "setup.lock"), "a")
    try:
        if WINDOWS:
            import msvcrt
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise Trouble("另一个 run.py 正在准备运行环境，请等它做完再试") from None
    return lock


def make_venv():
    """A new, empty .venv in place of any old or half-made one."""
    if os.path.lexists(VENV):
        say("正在清掉旧的或没有装完的 .venv……")
        try:
            shutil.rmtree(VENV)
        except OSError:
            raise Trouble("旧的 .venv 删不掉，多半是程序还开着或本文件夹不能写入：请先关闭它再试") from None
    say("正在建立运行环境 .venv……")
    if call([BASE_PYTHON, "-m", "venv", VENV])[0] != 0:
        raise Trouble("运行环境没有建成，请确认磁盘有 1 GB 空间、本文件夹可以写入")


def pip(deed):
    """The start of a pip command that builds nothing and takes nothing whose hash is not in the lock."""
    return [venv_python(), "-m", "pip", deed, "--no-input", "--disable-pip-version-check", "--require-hashes",
            "--only-binary", ":all:"]


def install(lock, offline):
    """Puts what `lock` lists into .venv, each file checked against its hash, and the checkout beside it."""
    command = pip("install") + ["--no-warn-script-location", "-r", os.path.join(ROOT, lock)]
    if offline:
        say("正在从 wheels 文件夹安装程序组件……")
        command += ["--no-index", "--find-links", WHEELS]
    else:
        say("正在下载并安装程序组件（约 150 MB，第一次要几分钟）……")
    code, told = call(command)
    if code != 0:
        raise Trouble(why_pip_failed(told, offline))
    # Relative and so plain ASCII: a .pth is read in the system's code page, the folder's name may be Chinese.
    link = ("import os, sys, sysconfig; place = sysconfig.get_path('purelib'); "
            "open(os.path.join(place, 'yongji_desktop.pth'), 'w').write(os.path.relpath(sys.argv[1], place))")
    if call([venv_python(), "-c", link, ROOT])[0] != 0:
        raise Trouble("程序没有装进运行环境，请确认本文件夹可以写入")


def why_pip_failed(told, offline):
    """The sentence for a failed installation, from what pip told."""
    if "DO NOT MATCH THE HASHES" in told:
        return "下载的组件与清单的校验值不符，没有安装，请换一个网络再试"
    if "CERTIFICATE_VERIFY_FAILED" in told:
        return "下载时网络的安全证书没有通过检验，没有安装，请换一个网络再试"
    if "[Errno 28]" in told:
        return "磁盘空间不足，请腾出 1 GB 后再试"
    if offline:
        return "wheels 文件夹里的组件不全或不适合这台电脑：请在联网的同类电脑上重新运行 " + ME + " wheels"
    return ("程序组件没有装上，多半是没有网络：请联网再试，或在联网的同类电脑上运行 " + ME + " wheels，"
            "把 wheels 文件夹拷到这里")


def prepare(lock=RUNTIME, packages=QT_PACKAGES, offline=None):
    """Makes .venv hold what `lock` lists. True unless system packages are missing that could not be added."""
    if ready(lock):
        return add_system_packages(packages)
    with hold_lock():
        complete = add_system_packages(packages + venv_package())
        importlib.invalidate_caches()
        if venv_package():
            raise Trouble("这个 Python 还不能建立运行环境，请先按上面那一行安装系统组件")
        if ready(RUNTIME):
            os.remove(STAMP)
        else:
            make_venv()
        install(lock, os.path.isdir(WHEELS) if offline is None else offline)
        marks = ["python %d.%d" % version_of([venv_python()])] + sorted({mark_of(RUNTIME), mark_of(lock)})
        with io.open(STAMP, "w", encoding="utf-8") as stamp:
            stamp.write("\n".join(marks) + "\n")
    say("运行环境已准备好。")
    return complete


def run_module(words, failed, done=None, **environment):
    """Runs a module of the project under .venv and returns 0; a failure becomes the sentence `failed`."""
    code, told = call([venv_python(), "-m"] + words, quiet=False, **environment)
    if code != 0:
        last = (told.strip().splitlines() or [""])[-1]
        if "\u4e00" <= last[:1] <= "\u9fff":  # it has said itself what is wrong
            failed = last.rstrip("。")
        raise Trouble("{}，代码 {}".format(failed, code))
    if done:
        say("已完成，{} {}".format(done, words[-1]))
    return 0


def open_window():
    prepare()
    if LINUX and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        say("没有显示器，改为生成演示镇街的全部文书……")
        folder = os.path.join(OUT, time.strftime("demo-%Y%m%d-%H%M%S"))
        return run_module(["yongji_desktop.headless", folder], "演示文书没有生成", "PDF 文书和页面图片在")
    say("正在打开窗口……")
    return run_module(["yongji_desktop"], "窗口没有正常打开或结束")


def test(*arguments):
    prepare(EVERYTHING, QT_PACKAGES + TEST_PACKAGES)
    say("正在运行测试……")
    environment = child_environment()
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    words = list(arguments) or ["-n", "auto", "--dist", "loadfile"]  # the whole suite on every core
    command = [venv_python(), "-m", "pytest"] + words
    return subprocess.call(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)


def cli(*words):
    prepare(packages=[])
    command = [venv_python(), "-m", "yongji_desktop"] + (list(words) or ["--help"])
    return subprocess.call(command, env=child_environment())


def shots():
    prepare()
    say("正在画出每个界面……")
    words = ["yongji_desktop.gui.shots", os.path.join(ROOT, "docs", "screens")]
    return run_module(words, "界面图片没有画成", "图片在", QT_QPA_PLATFORM="offscreen")


def wheels(*options):
    prepare(packages=[], offline=False)
    part = os.path.join(OUT, "wheels")
    shutil.rmtree(part, ignore_errors=True)
    here, there = os.path.join(ROOT, EVERYTHING), os.path.join(OUT, "windows.lock")
    with io.open(here, encoding="utf-8") as lock, io.open(there, "w", encoding="utf-8") as kept:
        # pip judges markers for the machine it runs on, so what Windows alone needs is made needed by all
        kept.write(lock.read().replace(" ; sys_platform == 'win32'", ""))
    rounds = [("这台电脑", ["-r", here])]
    for minor in range(OLDEST[1], NEWEST[1] + 1) if options else ():
        choice = ["--platform", "win_amd64", "--python-version", "3.{}".format(minor), "-r", there]
        rounds.append((" Windows 上 Python 3.{} ".format(minor), choice))
    for name, choice in rounds:
        say("正在下载{}用的组件……".format(name))
        code, told = call(pip("download") + ["--no-deps", "-d", part] + choice)
        if code != 0:
            raise Trouble(why_pip_failed(told, offline=False))
    shutil.rmtree(WHEELS, ignore_errors=True)
    shutil.move(part, WHEELS)
    say("已完成，{} 个文件在 {}，随本文件夹拷到没有网络的电脑即可。".format(len(os.listdir(WHEELS)), WHEELS))
    return 0


def build():
    prepare(EVERYTHING, QT_PACKAGES + BUILD_PACKAGES)
    say("正在打包……")
    folder = os.path.join(ROOT, "dist")
    command = [venv_python(), "-m", "PyInstaller", "--noconfirm", "--clean", "--distpath", folder]
    if call(command + ["--workpath", os.path.join(ROOT, "build"), os.path.join(ROOT, "build.spec")])[0] != 0:
        raise Trouble("没有打包成功")
    say("已完成，程序文件夹在 " + folder)
    return 0


WORDS = {"": open_window, "setup": lambda: 0 if prepare() else 1, "test": test, "cli": cli, "shots": shots,
         "wheels": wheels, "build": build, "help": None, "-h": None, "--help": None}
TAKES = {"test": None, "cli": None, "wheels": [["--windows"]]}  # the words that may follow; None: any


def main(words):
    """Does what `words` ask for; returns the exit code (2: not understood, 1: failed)."""
    word, rest = (words[0], words[1:]) if words else ("", [])
    follows = TAKES.get(word, [])
    if word not in WORDS or (rest and follows is not None and rest not in follows):
        sys.stderr.write("没有这样的命令：{}\n{}\n".format(" ".join(words), USAGE))
        return 2
    if WORDS[word] is None:
        say(USAGE)
        return 0
    os.makedirs(OUT, exist_ok=True)
    try:
        if not (fits(sys.version_info) and sys.maxsize > 2 ** 32):
            command = fitting_python()
            if command is None:
                raise Trouble(NO_PYTHON)
            return subprocess.call(command + [os.path.join(ROOT, "run.py")] + words)
        return WORDS[word](*rest)
    except Trouble as trouble:
        where = "（详情见 {}）".format(LOG) if os.path.exists(LOG) else ""
        sys.stderr.write("{}{}。\n".format(trouble, where))
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("已停下。\n")
        return 130
    except Exception:
        with io.open(LOG, "a", encoding="utf-8") as log:
            log.write("{}\n".format(traceback.format_exc()))
        sys.stderr.write("run.py 出错，没有做完（详情见 {}）。\n".format(LOG))
        return 1


if __name__ == "__main__":
    open_streams()
    sys.exit(main(sys.argv[1:]))
