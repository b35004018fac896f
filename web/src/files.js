// The files that come with the page: beside it on a server, or inside it where it is one file.

async function compressed(name) {
  const inside = document.getElementById(`file:${name}`);
  if (inside) return Uint8Array.from(atob(inside.textContent), (letter) => letter.charCodeAt(0));
  const answer = await fetch(name);
  if (!answer.ok) throw new Error(`${name} cannot be loaded (${answer.status}).`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** A file's bytes, unpacked; a host that unpacked it already is no trouble. */
export async function loadBytes(name) {
  const bytes = await compressed(name);
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(bytes) : bytes;
}

export async function unpack(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A file of ours in its two parts: what it says of itself, and the numbers after that. */
export function parts(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + length));
  return { description: JSON.parse(text), numbers: bytes.subarray(4 + length) };
}
