#!/bin/sh
# What a fresh machine lacks:
#   setup.sh python [uv's group options]   uv, and with it .venv from uv.lock
#   setup.sh tools                         what tests need beside Python: a browser, and the servers
#                                          of Redis and PostgreSQL
# Only the standard settings decide where things come from (UV_*, PIP_*, SSL_CERT_FILE, proxies).
set -eu
cd "$(dirname "$0")/.."

say() { printf 'set-up: %s\n' "$*" >&2; }

works() { "$@" >/dev/null 2>&1; }

# Debian's packages, where this user may install them.
apt_install() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then as_root=env
    elif works sudo -n true; then as_root="sudo -n env"
    else return 1
    fi
    say "installing $* with apt-get"
    $as_root DEBIAN_FRONTEND=noninteractive apt-get -q update >&2 || say "apt-get update failed"
    case " $* " in *" postgresql "*) no_cluster ;; esac
    $as_root DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 \
        apt-get -qy install --no-install-recommends "$@" >&2
}

# Debian's PostgreSQL would make and start a server of its own; the tests only want the programs.
no_cluster() {
    conf=/etc/postgresql-common/createcluster.conf
    [ -e $conf ] || $as_root sh -c "mkdir -p ${conf%/*}; echo create_main_cluster=false >$conf"
}

# Its programs are not on Debian's PATH.
has_postgresql() {
    works initdb --version || works ls /usr/lib/postgresql/*/bin/initdb
}

# By the first Python that has venv with pip, or else pip alone. An attempt that failed leaves
# nothing behind that a later run could take for a finished one.
uv_into_tools() {
    for python in python3 python3.11 python3.12 python3.13 python3.14 /usr/bin/python3 python; do
        works "$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' || continue
        rm -rf .tools
        if works "$python" -m venv .tools; then
            .tools/bin/python -m pip install --quiet uv >&2 || continue
        elif works "$python" -m pip --version; then
            rm -rf .tools
            "$python" -m pip install --quiet --target .tools uv >&2 || continue
        fi
        works .tools/bin/uv --version && return
    done
    rm -rf .tools
    return 1
}

# The same choice as the Makefile's UV.
find_uv() {
    for uv in uv .tools/bin/uv; do
        works $uv --version && return
    done
    return 1
}

ensure_uv() {
    find_uv && return
    say "uv is not here; installing it into .tools/"
    uv_into_tools || { apt_install python3-venv && uv_into_tools; } || {
        say "uv could not be installed. Install uv, or Python with venv and pip (on Debian:"
        say "apt-get install python3-venv, as root), and run this again. What pip said is above."
        return 1
    }
    find_uv
}

ensure_python() {
    ensure_uv
    # uv does not read pip's setting; where only pip was told of a mirror, use that.
    if [ -n "${PIP_INDEX_URL-}" ] && [ -z "${UV_DEFAULT_INDEX-}${UV_INDEX_URL-}" ]; then
        export UV_DEFAULT_INDEX="$PIP_INDEX_URL"
    fi
    if [ -z "${UV_DEFAULT_INDEX-}${UV_INDEX_URL-}${UV_INDEX-}" ]; then
        $uv sync --locked --inexact "$@" && return
    fi
    # With a mirror set, uv takes the lock file for stale. When the mirror is all there is to it,
    # it gives the very files the lock file names: their hashes are checked.
    if ! env -u UV_DEFAULT_INDEX -u UV_INDEX_URL -u UV_INDEX $uv --no-config --quiet lock --check
    then
        say "uv.lock could not be used; uv's reason is above. If it 'needs to be updated', run"
        say "'uv lock' and commit it with pyproject.toml."
        return 1
    fi
    say "installing what uv.lock names from the index that is set here"
    venv=${UV_PROJECT_ENVIRONMENT:-.venv}
    $uv venv --quiet --allow-existing "$venv"
    $uv export --quiet --frozen --no-emit-project "$@" --output-file "$venv/locked.txt"
    $uv pip install --python "$venv" --require-hashes --requirement "$venv/locked.txt"
    $uv pip install --python "$venv" --no-deps --editable .
}

ensure_tools() {
    missing=
    works chromium --version || missing="chromium fonts-liberation"
    works redis-server --version || missing="$missing redis-server"
    has_postgresql || missing="$missing postgresql"
    [ -n "$missing" ] || return 0
    apt_install $missing || true
    for program in chromium redis-server; do
        works $program --version && continue
        say "the tests need $program and it could not be installed here. Put it on PATH"
        say "(on Debian: apt-get install $program, as root) and run this again."
        return 1
    done
    has_postgresql && return
    say "the tests need PostgreSQL and it could not be installed here. Put initdb and postgres on"
    say "PATH (on Debian: apt-get install postgresql, as root) and run this again."
    return 1
}

case "${1-}" in
    python) shift; ensure_python "$@" ;;
    tools) ensure_tools ;;
    *) say "say 'python' or 'tools'"; exit 2 ;;
esac
