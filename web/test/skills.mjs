// Skills without a page: what `stuntman export web` wrote into a folder, run in Node.

import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import loadMujoco from "@mujoco/mujoco";
import { parts } from "../src/files.js";
import { loadGraph } from "../src/graph.js";
import { Physics } from "../src/physics.js";
import { makeSkills, World } from "../src/world.js";

export async function openFolder(folder) {
  const page = await readFile(`${folder}/index.html`, "utf8");
  const cast = JSON.parse(page.match(/id="cast">(.*?)<\/script>/s)[1]);
  const load = async (name) => parts(gunzipSync(await readFile(`${folder}/${name}`)));
  const mujoco = await loadMujoco();
  return Promise.all(
    cast.bodies.map(async ({ file, skills }) => {
      const body = await load(file);
      const loaded = {};
      const policies = {};
      for (const { name, file, clip } of skills) {
        if (!policies[file]) {
          const { description, numbers } = await load(file);
          policies[file] = makeSkills(description, loadGraph(description.graph, numbers));
        }
        loaded[name] = policies[file][clip];
      }
      const physics = new Physics(mujoco, body.numbers, body.description);
      return new World(physics, loaded, skills[0].name, () => 0.5);
    }),
  );
}
