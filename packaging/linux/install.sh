#!/bin/sh
# Make the desktop know the program: its entry in the menu, its icon, and .journey files as what it opens.
#
#     packaging/linux/install.sh [PREFIX]        for one person: ~/.local (the usual); for all: /usr/local, as root
#     packaging/linux/install.sh --remove [PREFIX]
#
# The program itself is installed apart: `journeymapper` must be found in PATH (docs/installing.md says how).
set -eu

remove=false
if [ "${1:-}" = --remove ]; then
    remove=true
    shift
fi
prefix=${1:-$HOME/.local}
here=$(cd "$(dirname "$0")" && pwd)
share=$prefix/share
sizes="16 24 32 48 64 128 256"

# put SOURCE TARGET: install a file, or take it away again.
put() {
    if $remove; then
        rm -f "$share/$2"
    else
        mkdir -p "$(dirname "$share/$2")"
        install -m 644 "$1" "$share/$2"
    fi
}

put "$here/journeymapper.desktop" applications/journeymapper.desktop
put "$here/journeymapper-mime.xml" mime/packages/journeymapper.xml
put "$here/org.journeymapper.journeymapper.metainfo.xml" metainfo/org.journeymapper.journeymapper.metainfo.xml
put "$here/../icons/journeymapper.svg" icons/hicolor/scalable/apps/journeymapper.svg
for size in $sizes; do
    put "$here/icons/journeymapper-$size.png" "icons/hicolor/${size}x$size/apps/journeymapper.png"
done

# What the desktop remembers of these folders; where a command is missing, it looks itself sooner or later.
if command -v update-mime-database >/dev/null && [ -d "$share/mime" ]; then
    update-mime-database "$share/mime"
fi
if command -v update-desktop-database >/dev/null && [ -d "$share/applications" ]; then
    update-desktop-database "$share/applications"
fi
if command -v gtk-update-icon-cache >/dev/null && [ -d "$share/icons/hicolor" ]; then
    gtk-update-icon-cache -q -t -f "$share/icons/hicolor" || true
fi
