// Builds the page into a folder (the package's own if none is given): npm run build [-- FOLDER].
//
//   page.js       MuJoCo's binding, three.js and our scripts, in one
//   index.html    with the style inside
//   mujoco.bin    MuJoCo's WebAssembly, compressed
//   NOTICES.txt   the licences of all that is inside

import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const here = new URL("./", import.meta.url);
const out = process.argv[2]
  ? new URL(`file://${process.argv[2]}/`)
  : new URL("../src/stuntman/export/page/", here);
const read = (name) => readFile(new URL(name, here), "utf8");

await mkdir(out, { recursive: true });
await build({
  entryPoints: [new URL("src/main.js", here).pathname],
  outfile: new URL("page.js", out).pathname,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome110", "firefox115", "safari16.4"],
  legalComments: "none", // NOTICES.txt has them
  charset: "ascii",
  // MuJoCo's binding would look for its file and for Node; it is given the file and finds no Node.
  define: { "import.meta.url": '""', process: "undefined" },
  external: ["module"],
  logLevel: "warning",
});
const style = await build({
  entryPoints: [new URL("src/style.css", here).pathname],
  write: false,
  minify: true,
});
const index = (await read("src/index.html")).replace(
  '<link rel="stylesheet" href="style.css" />',
  () => `<style>${style.outputFiles[0].text.trim()}</style>`,
);
await writeFile(new URL("index.html", out), index);
const wasm = createRequire(import.meta.url).resolve("@mujoco/mujoco/mujoco.wasm");
await writeFile(new URL("mujoco.bin", out), gzipSync(await readFile(wasm), { level: 9 }));
await writeFile(new URL("NOTICES.txt", out), await read("NOTICES.txt"));
