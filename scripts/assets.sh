#!/usr/bin/env bash
# Fetches the one script of the pages from npm, checks its digest and keeps it beside the assets.
set -euo pipefail
cd "$(dirname "$0")/.."

name=htmx.org
version=2.0.11
# SHA-512 of the package, as the registry states it (npm view htmx.org@2.0.11 dist.integrity), in hexadecimal.
digest=4e1c7f5ada5e390a92aea042c3f0357301891a0e14ad56b7fac5b41a6accde9e202603bcf5e707e2ab5b9f2cc30d616f053aa39c83028042d336deb7e9db5a98
target=crates/app/assets/vendor

if [[ -f $target/htmx.min.js && $(cat "$target/VERSION" 2>/dev/null) == "$name $version" ]]; then
    exit 0
fi
directory=$(mktemp -d)
trap 'rm -rf "$directory"' EXIT
echo "assets: fetching $name $version" >&2
(cd "$directory" && npm pack --silent "$name@$version" >/dev/null)
package=$directory/$name-$version.tgz
found=$(sha512sum "$package" | cut -d" " -f1)
if [[ $found != "$digest" ]]; then
    echo "assets: $name $version has the digest $found, not the one expected: not used" >&2
    exit 1
fi
tar -xzf "$package" -C "$directory"
mkdir -p "$target"
cp "$directory/package/dist/htmx.min.js" "$target/htmx.min.js"
echo "$name $version" >"$target/VERSION"
