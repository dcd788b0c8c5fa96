#!/usr/bin/env bash
# Installs what is missing, from Debian 12's own packages. With nothing missing it asks no network
# and needs no rights.
#
#   scripts/setup.sh [build|test|real]...      default: build
set -euo pipefail

missing=()

need_build() {
    if ! command -v cargo >/dev/null; then
        echo "setup: cargo is missing: install the Rust toolchain, 1.95 or later" >&2
        exit 1
    fi
    # SQLite is compiled from source: a compiler alone, without the C headers, is not enough.
    echo '#include <stdio.h>' | cc -E - >/dev/null 2>&1 || missing+=(gcc libc6-dev)
    # The one script of the pages comes from npm.
    command -v npm >/dev/null || missing+=(nodejs npm)
    need_fonts
}

# Fonts that documents are printed with; the build embeds them.
need_fonts() {
    local fonts=${REGULARS_FONTS:-}
    [[ -e $fonts/OpenSans-Bold.ttf || -e /usr/share/fonts/truetype/open-sans/OpenSans-Bold.ttf ]] ||
        missing+=(fonts-open-sans)
    [[ -e $fonts/DroidSansFallbackFull.ttf || -e /usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf ]] ||
        missing+=(fonts-droid-fallback)
}

need_test() {
    for component in fmt clippy; do
        if ! cargo "$component" --version >/dev/null 2>&1; then
            echo "setup: cargo $component is missing: add that component to the Rust toolchain" >&2
            exit 1
        fi
    done
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
    command -v shellcheck >/dev/null || missing+=(shellcheck)
    # Reads printed documents back.
    command -v pdftotext >/dev/null || missing+=(poppler-utils)
    # A mail server for mails to arrive at.
    /usr/bin/python3 -c 'import aiosmtpd' 2>/dev/null || python3 -c 'import aiosmtpd' 2>/dev/null ||
        missing+=(python3-aiosmtpd)
    # Lets a day pass in a journey.
    command -v faketime >/dev/null || missing+=(faketime)
    # Walks through the pages. A font with Chinese, so that pages look as they do on a desk.
    command -v chromium >/dev/null || missing+=(chromium)
    [[ -e /usr/share/fonts/truetype/wqy/wqy-microhei.ttc ]] || missing+=(fonts-wqy-microhei)
}

need_real() {
    python3 -m pip --version >/dev/null 2>&1 || missing+=(python3 python3-pip)
}

# Debian's package makes a cluster and starts it on port 5432. The tests start a server of their
# own, so leave that out.
without_cluster() {
    local setting=/etc/postgresql-common/createcluster.d/regulars-setup.conf
    mkdir -p "$(dirname "$setting")"
    # shellcheck disable=SC2064 # the path is wanted now: the variable is gone at exit
    trap "rm -f '$setting'" EXIT
    echo 'create_main_cluster = false' >"$setting"
    "$@"
}

for purpose in "${@:-build}"; do
    case $purpose in
        build | test | real) "need_$purpose" ;;
        *) echo "setup: unknown purpose '$purpose': use build, test or real" >&2 && exit 2 ;;
    esac
done
[[ ${#missing[@]} -gt 0 ]] || exit 0

if [[ $(id -u) != 0 ]]; then
    echo "setup: missing: ${missing[*]}" >&2
    echo "setup: install as root: apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
fi
if ! command -v apt-get >/dev/null; then
    echo "setup: missing: ${missing[*]} (Debian's names); without apt-get, install them by hand" >&2
    exit 1
fi
echo "setup: installing ${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
without_cluster apt-get install -y -qq --no-install-recommends "${missing[@]}"
