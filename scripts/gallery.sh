#!/bin/sh
# Draws docs/gallery/ from the policies that ship, and the README's picture.
# Usage: scripts/gallery.sh STUNTMAN, the command to call. g1_walk needs the G1: docs/characters.md.
set -eu
cd "$(dirname "$0")/.."
mkdir -p docs/gallery
page=docs/gallery/README.md
printf '# Gallery\n\nThe policies that ship, drawn by `make gallery`; what is yellow was thrown.\n' >"$page"

"$1" render walk --ghost --strip 10 --out docs/walk.png
for policy in src/stuntman/policies/*.safetensors; do
  name=$(basename "$policy" .safetensors)
  case $name in trio | everything | getup) continue ;; esac # their clips are drawn by the others
  sequence=
  case $name in tricks) sequence="spinkick, humanoid_stand 1s, backflip, humanoid_stand 1s" ;; esac
  "$1" render "$name" ${sequence:+--sequence "humanoid_stand 1s, $sequence"} --strip 12 --size 120x180 --out "docs/gallery/$name.png"
  "$1" render "$name" --seconds 4 --seed 1 --blocks 2 --size 160x128 --out "docs/gallery/$name.gif"
  printf '\n## %s\n\n![once through](%s.png)\n\n![hit by two blocks](%s.gif)\n' \
    "$name" "$name" "$name" >>"$page"
done
du -ck docs/gallery/* | tail -1
