// A page's folder, its skills in Node: what happens to the character when things are done to it.
//
// Events come as JSON on standard input, `{ steps, events: [{ step, ... }] }`; what comes of them,
// a state and the blocks that hit for each control step, goes to standard output.

import { readFileSync } from "node:fs";
import { openFolder } from "./skills.mjs";

const { steps, events } = JSON.parse(readFileSync(0, "utf8"));
const [world] = await openFolder(process.argv[2]);
const { physics } = world;

const does = {
  throw: (block) => physics.throw(block),
  push: ({ force, seconds }) => physics.push(force, physics.time + seconds),
  pull: ({ body, point, target }) => world.pull(physics.id("mjOBJ_BODY", body), point, target),
  release: () => world.release(),
  switch: (skill) => world.switch(skill),
  restart: () => world.restart(),
  steer: ({ direction, speed }) => world.steer(direction, speed),
  begin: (skill) => world.restart(skill),
};

const [states, hits, skills] = [[[...physics.qpos]], [], [world.skill]];
for (let step = 0; step < steps; step++) {
  for (const event of events.filter((event) => event.step === step))
    for (const [name, what] of Object.entries(event)) does[name]?.(what);
  world.controlStep();
  states.push([...physics.qpos]);
  hits.push([...physics.hit]);
  skills.push(world.skill);
}
const verdicts = world.news().map(({ what, verdict, struck }) => ({ what, verdict, struck }));
process.stdout.write(JSON.stringify({ states, hits, skills, verdicts }));
