// The pace at which a world lives, and what is seen of it between two of its steps.

const LATE = 0.25; // s; what a slow machine misses beyond that is given up
const CUT = 0.5; // m; what moves so far in a step was put there
const WINDOW = 1000; // ms over which the pace is measured

export class Player {
  constructor() {
    this.speed = 1;
    this.paused = false;
    this.ghost = false;
    this.marks = []; // [ms, s of the world]
    this.cost = 0; // ms that a physics step takes, on average
  }

  play(world) {
    this.world = world;
    this.owed = 0; // s of the world that are due and not yet simulated
    this.marks = [];
    this.refresh();
  }

  get step() {
    const { physics_steps, control_rate } = this.world.physics.body;
    return 1 / (physics_steps * control_rate);
  }

  /** Let `seconds` of the viewer's time pass. */
  advance(seconds) {
    if (!this.paused) this.owed += Math.min(seconds, LATE) * this.speed;
    const began = performance.now();
    let steps = 0;
    while (this.owed >= this.step) {
      this.owed -= this.step;
      this.stepOnce();
      steps++;
      if (performance.now() - began > 1000 * LATE) this.owed = Math.min(this.owed, this.step);
    }
    const now = performance.now();
    if (steps) this.cost += 0.05 * ((now - began) / steps - this.cost);
    this.marks.push([now, this.world.time]);
    while (this.marks.length > 2 && now - this.marks[1][0] > WINDOW) this.marks.shift();
  }

  stepOnce() {
    this.before = this.after;
    this.world.step();
    this.after = this.look();
    if (this.world.cut) this.refresh();
  }

  /** Show at once what was changed between two steps. */
  refresh() {
    this.world.cut = false;
    this.stale = true; // to be drawn, also while nothing moves
    this.before = this.after = this.look();
  }

  look() {
    const { physics } = this.world;
    if (!this.ghost) return { body: physics.poses() };
    const wanted = physics.data.qpos.slice();
    wanted.set(this.world.wanted);
    return { body: physics.poses(), ghost: physics.posed(wanted) };
  }

  /** Where everything is at the instant to be drawn, which lies between two steps. */
  seen() {
    const part = this.owed / this.step;
    const { body, ghost } = this.after;
    const between = (before, after) => (before ? blend(before, after, part) : after);
    return {
      body: between(this.before.body, body),
      ghost: this.ghost && ghost ? between(this.before.ghost, ghost) : undefined,
    };
  }

  /** s of the world in a second of the viewer's, as it is, and as it could be. */
  get pace() {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    const passed = first ? last[0] - first[0] : 0;
    return {
      real: passed > 0 ? (1000 * (last[1] - first[1])) / passed : 0,
      possible: this.cost > 0 ? (1000 * this.step) / this.cost : 0,
    };
  }
}

/** Poses between two, body by body. */
export function blend(before, after, part) {
  const positions = after.positions.slice();
  const rotations = after.rotations.slice();
  for (let body = 0; 3 * body < positions.length; body++) {
    const way = [0, 1, 2].map((k) => after.positions[3 * body + k] - before.positions[3 * body + k]);
    if (Math.hypot(...way) > CUT) continue;
    for (let k = 0; k < 3; k++) positions[3 * body + k] -= (1 - part) * way[k];
    let dot = 0;
    for (let k = 4 * body; k < 4 * body + 4; k++) dot += before.rotations[k] * after.rotations[k];
    const sign = dot < 0 ? -1 : 1;
    let square = 0;
    for (let k = 4 * body; k < 4 * body + 4; k++) {
      rotations[k] = (1 - part) * sign * before.rotations[k] + part * after.rotations[k];
      square += rotations[k] ** 2;
    }
    for (let k = 4 * body; k < 4 * body + 4; k++) rotations[k] /= Math.sqrt(square);
  }
  return { positions, rotations };
}
