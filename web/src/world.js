// A character at work in a world one can meddle with: hit it, push it, change its mind.
//
// What a skill does in a state is asked of its graph, a part of which is run for each question. The
// clock (s in the clip, then yaw, x, y of how it lies in the world) is all that is remembered
// between two control steps; and, where ways lead from clip to clip, on which way the reference is
// and what is asked for.

export const VERDICT_SECONDS = 2; // on its feet for so long after a hit, it has stayed up
const FLIGHT_SECONDS = 3; // a block that has touched nobody by then has missed
const THROW_DISTANCE = 3; // m
const LOW = 0.4; // of the reference's height: who sits on hands and thighs has fallen too
const PUSH_SECONDS = 0.2;
const REMEMBERED_HITS = 50;

/**
 * The skills of a policy, one a clip: what its file says of that (duration, loops, start,
 * fall_bodies, about), which `policy` it is of, and what it answers. Where ways lead from clip to
 * clip, `policy.led` has the `paces` (m/s, by clip) that one may ask for, what clip `reaches` what,
 * and which bodies must not touch the floor on each clip and way (`falls`).
 */
export function makeSkills({ clips, led }, graph) {
  const questions = {
    act: ["targets", "next_clock"], // PD targets (rad) and the next clock
    nearest: ["nearest_time"], // when the clip is most like a state, s
    place: ["placed_clock"], // the clock that lays an instant of the clip under a state
    reference: ["reference_qpos"], // where the clip wants the character
    beginning: ["start_qpos", "start_qvel"], // the state that the clip begins in, at a clock
    ...(led && { lead: ["led_clock", "led_clip", "asked_clip", "likest_clip"] }), // a step later
  };
  const answers = Object.entries(questions).map(([name, outputs]) => [name, graph(outputs)]);
  const policy = { led };
  return clips.map((about, clip) => {
    const asked = answers.map(([name, ask]) => [name, (given) => ask({ clip: [clip], ...given })]);
    return { ...about, policy, clip, ...Object.fromEntries(asked) };
  });
}

export class World {
  /** `skills` by name; `skill` is the one that begins. */
  constructor(physics, skills, skill, random = Math.random) {
    this.physics = physics;
    this.skills = skills;
    this.random = random;
    this.hits = [];
    this.heard = []; // what to tell whoever watches, oldest first
    this.skill = skill;
    this.anew();
  }

  get current() {
    return this.skills[this.skill];
  }

  get time() {
    return this.physics.time;
  }

  /** Where the reference is, as graphs want to know it. */
  get at() {
    return this.way === null ? { clock: this.clock } : { clock: this.clock, clip: [this.way] };
  }

  /** m/s that one may ask for, ascending, the first for who stands; none where nobody can. */
  get paces() {
    return Object.values(this.current.policy.led?.paces ?? {}).sort((one, other) => one - other);
  }

  get canBeSteered() {
    return this.paces.length > 1;
  }

  /** The skill that is asked for, by its name. */
  get wish() {
    const { policy } = this.current;
    const asked = ([, skill]) => skill.policy === policy && skill.clip === this.asked?.[0];
    return Object.entries(this.skills).find(asked)?.[0] ?? this.skill;
  }

  /** Where the clip wants the character now: a state (nq) of MuJoCo's layout. */
  get wanted() {
    const { physics_steps, control_rate } = this.physics.body;
    const [time, ...placed] = this.clock;
    const now = time + this.substep / (physics_steps * control_rate);
    return this.current.reference({ ...this.at, clock: [now, ...placed] }).reference_qpos;
  }

  /** One physics step; the policy is asked when its turn comes. */
  step() {
    if (this.substep === 0) this.control();
    this.physics.step(this.targets);
    this.substep++;
    if (this.substep === this.physics.body.physics_steps) this.settle();
  }

  /** One control step, or what is left of it. */
  controlStep() {
    do this.step();
    while (this.substep > 0);
  }

  /** Put the character into the state that its clip begins in, where it is now. */
  restart(skill = this.skill) {
    const before = this.skill;
    this.skill = skill;
    const { qpos, qvel } = this.physics;
    this.clock = this.current.place({ qpos, qvel, time: [0] }).placed_clock;
    const { start_qpos, start_qvel } = this.current.beginning({ clock: this.clock });
    const { led } = this.current.policy;
    const asked = skill === before ? this.asked : null; // which stays
    this.begin(start_qpos, start_qvel);
    if (asked && led.reaches[this.asked[0]][asked[0]]) this.asked = asked;
  }

  begin(qpos, qvel) {
    this.enter();
    this.physics.reset(qpos, qvel);
    this.substep = 0;
    this.fellAt = null;
    // What the character was about to do after a hit, nobody will see.
    this.hits = this.hits.filter((hit) => hit.verdict);
    this.cut = true;
  }

  /** The reference is on the clip of the skill at work, and nothing else is asked for. */
  enter() {
    const { policy, clip } = this.current;
    this.way = policy.led ? clip : null;
    this.asked = policy.led ? [clip, 0, 0] : null; // the clip, the direction, and whether there is one
  }

  /**
   * Let another skill take over: by the ways that lead there, or from the state the character is
   * in, where its clip is like it.
   */
  switch(skill) {
    const next = this.skills[skill];
    if (!next) throw new Error(`No skill '${skill}' here.`);
    const { policy } = this.current;
    if (policy.led && next.policy === policy && policy.led.reaches[this.asked[0]][next.clip]) {
      const keeps = this.asked[2] && next.clip in policy.led.paces; // a gait, its direction
      this.asked = keeps ? [next.clip, this.asked[1], 1] : [next.clip, 0, 0];
      return;
    }
    this.skill = skill;
    this.enter();
    const { qpos, qvel } = this.physics;
    const { nearest_time } = this.current.nearest({ qpos, qvel });
    this.clock = this.current.place({ qpos, qvel, time: nearest_time }).placed_clock;
    this.substep = 0;
  }

  /** Ask for a direction, rad in the world, at the pace that is nearest to so many m/s. */
  steer(direction, speed) {
    const { paces, reaches } = this.current.policy.led;
    const off = (clip) => Math.abs(paces[clip] - speed);
    const nearest = Object.keys(paces).reduce((one, other) => (off(other) < off(one) ? other : one));
    const clip = reaches[this.asked[0]][nearest] ? Number(nearest) : this.asked[0];
    this.asked = [clip, direction, 1];
  }

  /**
   * Throw a cube, edge in m, mass in kg, speed in m/s, at where the character's centre of mass will
   * be, or at the point `aim` as it moves with the character.
   */
  throw({ edge, mass, speed, origin, aim = this.physics.centre, rotation = this.someRotation() }) {
    const from = origin ?? this.someOrigin();
    const start = [from[0], from[1], Math.max(from[2], edge)];
    const flight = Math.max(Math.hypot(...aim.map((x, k) => x - start[k])), edge) / speed;
    const { qvel, gravity } = this.physics;
    const ahead = [aim[0] + flight * qvel[0], aim[1] + flight * qvel[1], aim[2]];
    const velocity = ahead.map((x, k) => (x - start[k]) / flight);
    velocity[2] += 0.5 * gravity * flight;
    const slot = this.physics.throw({ edge, mass, position: start, velocity, rotation });
    this.did({ what: `${mass} kg at ${speed} m/s`, slot });
  }

  /** Push the root for a moment, by so many newtons, in a direction (2) of the floor. */
  shove(newtons, [x, y]) {
    const size = newtons / Math.hypot(x, y);
    this.physics.push([x * size, y * size, 0], this.time + PUSH_SECONDS);
    this.did({ what: `a push of ${newtons} N`, struck: this.time });
  }

  /** Pull a point of a body, given in the body's frame, towards `target` until `release`. */
  pull(body, point, target) {
    const limits = { stiffness: 800, damping: 80, limit: 1500 };
    this.physics.pull = { body, point, target, ...limits };
  }

  release() {
    if (this.physics.pull) this.did({ what: "a pull", struck: this.time });
    this.physics.pull = null;
  }

  clear() {
    this.physics.clear();
    this.cut = true;
  }

  /** What happened since this was last asked: hits that were judged, and notices. */
  news() {
    return this.heard.splice(0);
  }

  control() {
    const { qpos, qvel } = this.physics;
    const { targets, next_clock } = this.current.act({ qpos, qvel, ...this.at });
    this.targets = targets;
    this.next = next_clock;
    this.physics.hit.clear();
  }

  settle() {
    this.substep = 0;
    if (!this.physics.sane) return this.recover();
    if (this.current.policy.led) this.follow();
    else this.clock = this.next;
    const fell = this.fallen();
    this.judge(fell);
    if (fell) this.fellAt ??= this.time;
    const ends = !this.current.loops && !this.current.policy.led; // else it leads to standing
    const over = ends && this.clock[0] >= this.current.duration - 1e-6;
    const patient = this.fellAt === null || this.time - this.fellAt < VERDICT_SECONDS - 1e-9;
    if (over || !patient) this.restart();
  }

  /** The reference a step later, by ways to what is asked for; whose clip it is like is at work. */
  follow() {
    const { qpos, qvel } = this.physics;
    const led = this.current.lead({ qpos, qvel, ...this.at, asked: this.asked });
    this.clock = led.led_clock;
    this.way = led.led_clip[0];
    this.asked = [led.asked_clip[0], ...this.asked.slice(1)];
    const { policy } = this.current;
    const likest = ([, skill]) => skill.policy === policy && skill.clip === led.likest_clip[0];
    this.skill = Object.entries(this.skills).find(likest)?.[0] ?? this.skill;
  }

  fallen() {
    const low = this.physics.data.qpos[2] < LOW * this.wanted[2];
    const { fall_bodies, policy } = this.current;
    const bodies = policy.led ? policy.led.falls[this.way] : fall_bodies;
    return low || bodies.some((body) => this.physics.touches(body));
  }

  recover() {
    this.heard.push({ notice: "The simulation broke down; it has begun anew." });
    this.anew();
  }

  /** Begin where the clip itself begins, without blocks. */
  anew() {
    this.physics.clear();
    this.clock = [0, 0, 0, 0];
    this.begin(this.current.start.qpos, this.current.start.qvel);
  }

  /** Who falls has been felled by what struck last; what struck before, the character had stood. */
  judge(fell) {
    for (const hit of this.hits) {
      if (hit.verdict || hit.struck !== undefined) continue;
      if (this.physics.hit.has(hit.slot)) {
        hit.struck = this.time;
        if (this.fellAt !== null) hit.verdict = "was down";
      } else if (this.time - hit.at >= FLIGHT_SECONDS) hit.verdict = "missed";
      if (hit.verdict) this.heard.push(hit);
    }
    const open = this.hits.filter((hit) => !hit.verdict && hit.struck !== undefined);
    open.sort((one, other) => one.struck - other.struck);
    open.forEach((hit, index) => {
      if (index < open.length - 1) hit.verdict = "stayed up";
      else if (fell) hit.verdict = "fell";
      else if (this.time - hit.struck >= VERDICT_SECONDS) hit.verdict = "stayed up";
      if (hit.verdict) this.heard.push(hit);
    });
  }

  did(hit) {
    if (hit.struck !== undefined && this.fellAt !== null) hit.verdict = "was down";
    this.hits = [...this.hits.slice(1 - REMEMBERED_HITS), { at: this.time, ...hit }];
  }

  someOrigin() {
    const [x, y, z] = this.physics.centre;
    const angle = 2 * Math.PI * this.random();
    return [x + THROW_DISTANCE * Math.cos(angle), y + THROW_DISTANCE * Math.sin(angle), z];
  }

  someRotation() {
    const raw = [0, 1, 2, 3].map(() => this.random() + this.random() + this.random() - 1.5);
    const length = Math.hypot(...raw) || 1;
    return raw.map((x) => x / length);
  }
}
