// The page: loads what is shown, and lets whoever watches meddle with it.

import loadMujoco from "@mujoco/mujoco";
import { loadBytes, parts } from "./files.js";
import { loadGraph } from "./graph.js";
import { Hands } from "./hands.js";
import { Panel, say } from "./panel.js";
import { Physics } from "./physics.js";
import { Player } from "./player.js";
import { Steering } from "./steering.js";
import { canDraw, View } from "./view.js";
import { makeSkills, World } from "./world.js";

const EDGE = 0.2; // m, of a block
const PACE_EVERY = 500; // ms
const QUARTER = Math.PI / 2;

class Page {
  constructor(mujoco, cast) {
    this.mujoco = mujoco;
    this.cast = cast;
    this.loaded = new Map(); // a policy's skills, by file
    this.view = new View(document.getElementById("picture"));
    this.player = new Player();
    this.panel = new Panel(this.buttons());
    this.hands = new Hands(this.view, () => this.world, {
      throwAt: (pick) => this.throwAt(pick),
      keys: this.keys(),
    });
    this.steering = new Steering(document.getElementById("stick"));
    addEventListener("hashchange", () => this.guard(this.choose(nameInAddress())));
    addEventListener("resize", () => {
      this.panel.place();
      this.view.resize(this.panel.covered);
    });
  }

  /** Show a skill by its name, the first if there is none of that name. */
  async choose(name) {
    const all = this.cast.bodies.flatMap((body) => body.skills.map((skill) => ({ body, skill })));
    const { body, skill } = all.find((offer) => offer.skill.name === name) ?? all[0];
    this.wish = skill;
    const [physics, known] = await Promise.all([this.bodyOf(body), this.skillsOf(body, skill)]);
    if (this.wish !== skill) return; // another was chosen meanwhile
    if (this.body !== body) this.enter(body, skill, physics, known);
    else if (this.world.wish !== skill.name) {
      Object.assign(this.world.skills, known);
      this.world.switch(skill.name);
    }
    this.steering.spent = true;
    this.going = false;
    this.offerAll();
    this.show();
    this.address();
  }

  /** Name the skill that is asked for now. */
  show() {
    const { wish, skills } = this.world;
    this.shown = wish;
    this.panel.name(wish, skills[wish].about);
    this.panel.mark(wish);
  }

  /** So that the address brings one back here. Not for each picture: browsers refuse that. */
  address() {
    const hash = `#${encodeURIComponent(this.shown)}`;
    document.getElementById("full").href = location.pathname + hash;
    if (location.hash !== hash) history.replaceState(null, "", hash);
  }

  offerAll() {
    const { wish } = this.world;
    this.panel.offer(
      this.cast.bodies.map((each) => this.offer(each.name, each === this.body, each.skills[0])),
      this.body.skills.map((each) => this.offer(each.name, each.name === wish, each)),
    );
    this.panel.steered(this.world.canBeSteered);
    this.view.resize(this.panel.covered);
  }

  offer(name, chosen, skill) {
    return { name, chosen, choose: () => this.guard(this.choose(skill.name)) };
  }

  async bodyOf(body) {
    if (this.body === body) return this.world.physics;
    const { description, numbers } = parts(await loadBytes(body.file));
    return new Physics(this.mujoco, numbers, description);
  }

  /** All skills of a skill's policy, by name. */
  async skillsOf(body, { file }) {
    if (!this.loaded.has(file)) {
      const { description, numbers } = parts(await loadBytes(file));
      this.loaded.set(file, makeSkills(description, loadGraph(description.graph, numbers)));
    }
    const own = body.skills.filter((skill) => skill.file === file);
    return Object.fromEntries(own.map(({ name, clip }) => [name, this.loaded.get(file)[clip]]));
  }

  enter(body, skill, physics, known) {
    const before = this.world?.physics;
    this.body = body;
    this.world = new World(physics, known, skill.name);
    this.player.play(this.world);
    this.view.show(physics, physics.qpos[2]);
    this.panel.set("gravity", physics.gravity);
    this.panel.forget();
    before?.delete();
  }

  /** Something that loads: what goes wrong is said on the page. */
  guard(promise) {
    promise.catch((error) => say(error.message));
  }

  buttons() {
    return {
      throw: () => this.throwAt(),
      shove: () => this.world.shove(this.panel.value("newtons"), this.view.ahead),
      slow: (speed) => (this.player.speed = speed),
      pause: () => this.pause(!this.player.paused),
      restart: () => this.changed(() => this.world.restart()),
      ghost: () => this.changed(() => this.showGhost(!this.player.ghost)),
      clear: () => this.changed(() => this.world.clear()),
      gravity: (value) => (this.world.physics.gravity = value),
      notices: async () => new TextDecoder().decode(await loadBytes("NOTICES.txt")),
    };
  }

  keys() {
    const click = (id) => () => document.getElementById(id).click();
    const shove = (turn) => () => this.shoveTowards(turn);
    const chosen = (k) => () => document.querySelectorAll("#skills button")[k]?.click();
    return {
      t: () => this.changed(() => this.world.throw(this.block)),
      c: click("clear"),
      p: click("shove"),
      i: shove(0),
      j: shove(QUARTER),
      k: shove(2 * QUARTER),
      l: shove(-QUARTER),
      s: () => this.world.canBeSteered || click("slow")(),
      g: click("ghost"),
      r: click("restart"),
      " ": click("pause"),
      n: () => this.single(),
      ...Object.fromEntries(Array.from({ length: 9 }, (_, k) => [String(k + 1), chosen(k)])),
    };
  }

  get block() {
    return { edge: EDGE, mass: this.panel.value("mass"), speed: this.panel.value("speed") };
  }

  /** Throw from where the viewer stands, at a point of the body, or at its middle. */
  throwAt(pick) {
    const origin = this.view.thrower(2.5 * this.view.size);
    this.changed(() => this.world.throw({ ...this.block, origin, aim: pick?.point }));
  }

  /** Shove so many radians to the left of where the character faces. */
  shoveTowards(turn) {
    const [w, x, y, z] = this.world.physics.qpos.slice(3, 7);
    const angle = Math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z)) + turn;
    this.world.shove(this.panel.value("newtons"), [Math.cos(angle), Math.sin(angle)]);
  }

  /** Have the character go where it is steered, as one looks; who is let go stands. */
  steer() {
    if (!this.world.canBeSteered) return;
    const { wish } = this.steering;
    if (!wish && !this.going) return;
    this.going = Boolean(wish);
    if (!wish) return this.world.steer(this.world.asked[1], 0);
    const [x, y] = this.view.ahead;
    const [slow, fast] = [this.world.paces.find((pace) => pace > 0), this.world.paces.at(-1)];
    const direction = Math.atan2(y, x) - Math.atan2(wish.right, wish.ahead);
    this.world.steer(direction, wish.fast ? fast : slow);
  }

  pause(paused) {
    this.player.paused = paused;
    this.panel.press("pause", paused);
  }

  single() {
    this.pause(true);
    this.world.controlStep();
    this.player.refresh();
  }

  showGhost(on) {
    this.player.ghost = on;
    this.panel.press("ghost", on);
  }

  /** Do something between two steps, and show it at once. */
  changed(act) {
    act();
    this.player.refresh();
  }

  draw() {
    const { body, ghost } = this.player.seen();
    this.view.draw(body, ghost);
    this.player.stale = false;
  }

  /** Live: a picture whenever the browser wants one. */
  run() {
    let [before, told] = [performance.now(), 0];
    const beat = (now) => {
      requestAnimationFrame(beat);
      this.hands.follow();
      this.steer();
      const passed = Math.max(0, now - before);
      before = now;
      this.player.advance(passed / 1000);
      if (!this.player.paused) this.view.keepPace(passed);
      if (!this.player.paused || this.player.stale || this.view.stale) this.draw();
      for (const news of this.world.news()) this.panel.tell(news);
      if (this.world.wish !== this.shown) this.show();
      if (now - told < PACE_EVERY) return;
      told = now;
      this.address();
      this.panel.showPace(this.player.pace, this.player.paused);
    };
    requestAnimationFrame(beat);
  }
}

const nameInAddress = () => decodeURIComponent(location.hash.slice(1));

async function start() {
  const address = new URLSearchParams(location.search);
  if (address.has("embed")) {
    document.body.classList.add("embed");
    document.getElementById("full").hidden = false;
  }
  if (!canDraw())
    return say(
      "This page draws with WebGL 2, which this browser does not offer: turn its hardware " +
        "acceleration on, or open the page in another browser.",
    );
  if (location.protocol === "file:" && !document.getElementById("file:mujoco.bin"))
    return say(
      "A folder like this one needs a web server, such as `python -m http.server`; to open the " +
        "page from the disk, export it as one file: --out page.html.",
    );
  const cast = JSON.parse(document.getElementById("cast").textContent);
  const wasmBinary = await loadBytes("mujoco.bin");
  const mujoco = await loadMujoco({ wasmBinary, locateFile: (name) => name });
  const page = new Page(mujoco, cast);
  await page.choose(nameInAddress());
  say();
  document.body.classList.add("ready");
  page.view.resize(page.panel.covered);
  page.run();
  window.stuntman = page; // for whoever wants to script it, and for our tests
}

start().catch((error) => say(error.message));
