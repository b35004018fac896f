// MuJoCo's WebAssembly with a character, its floor and cubes to throw: what can be done to it.
//
// The same as the Python side's engine for one world to meddle with, name by name. MuJoCo's memory
// may move when it grows, so no view of an array is kept from one call to the next.

const FLYING = 1e4; // rad/s or m/s; what is faster has diverged

/** The compiled model in `bytes` (MuJoCo's own binary format). */
export function loadModel(mujoco, bytes) {
  const files = new mujoco.MjVFS();
  try {
    files.addBuffer("model.mjb", bytes);
    return mujoco.MjModel.mj_loadModel("model.mjb", files);
  } finally {
    files.delete();
  }
}

export class Physics {
  /**
   * `body` says what the character is: `root`, `bodies`, `blocks`, `physics_steps`, `nq`, `nv`, and
   * how much of `numbers` is the world's model; the rest is the character's as it is drawn.
   */
  constructor(mujoco, numbers, body) {
    this.mujoco = mujoco;
    this.body = body;
    this.model = loadModel(mujoco, numbers.subarray(0, body.model_size));
    this.looks = loadModel(mujoco, numbers.subarray(body.model_size));
    this.data = new mujoco.MjData(this.model);
    this.constants = new mujoco.MjData(this.model); // mj_setConst works in it
    this.drawn = new mujoco.MjData(this.model); // poses for drawing; the simulation's stay its own
    this.velocity = new mujoco.DoubleBuffer(6);
    this.root = this.id("mjOBJ_BODY", body.root);
    const slots = Array.from({ length: body.blocks }, (_, slot) => `block:${slot}`);
    this.blockBodies = slots.map((name) => this.id("mjOBJ_BODY", name));
    this.blockGeoms = slots.map((name) => this.id("mjOBJ_GEOM", name));
    // What each geom is: a block's slot, -1 of the character, -2 of the ground.
    this.owner = Array.from(this.model.geom_bodyid, (owner) => (owner > 0 ? -1 : -2));
    this.blockGeoms.forEach((geom, slot) => (this.owner[geom] = slot));
    this.blocks = slots.map(() => ({ edge: 0, mass: 1 }));
    this.thrown = 0;
    this.pushes = [];
    this.pull = null;
    this.hit = new Set();
    this.writeBlocks();
    mujoco.mj_forward(this.model, this.data);
  }

  id(kind, name) {
    const found = this.mujoco.mj_name2id(this.model, this.mujoco.mjtObj[kind].value, name);
    if (found < 0) throw new Error(`The model has no '${name}'.`);
    return found;
  }

  get time() {
    return this.data.time;
  }

  get qpos() {
    return this.data.qpos.slice(0, this.body.nq);
  }

  get qvel() {
    return this.data.qvel.slice(0, this.body.nv);
  }

  /** m: where the character's centre of mass is. */
  get centre() {
    return [...this.data.subtree_com.slice(3 * this.root, 3 * this.root + 3)];
  }

  /** m/s², downwards. */
  get gravity() {
    return -this.model.opt.gravity[2];
  }

  set gravity(value) {
    this.model.opt.gravity[2] = -value;
  }

  get sane() {
    return (
      this.data.qpos.every(Number.isFinite) && this.data.qvel.every((v) => Math.abs(v) < FLYING)
    );
  }

  /** Whether a body that has a sensor for it touches the floor. */
  touches(body) {
    const sensor = this.id("mjOBJ_SENSOR", `floor:${body}`);
    return this.data.sensordata[this.model.sensor_adr[sensor]] > 0;
  }

  /** Put the character into a state and leave the blocks where they are. */
  reset(qpos, qvel) {
    this.data.qpos.set(qpos);
    this.data.qvel.set(qvel);
    this.data.ctrl.fill(0);
    this.pushes = [];
    this.pull = null;
    this.hit.clear();
    this.mujoco.mj_forward(this.model, this.data);
    this.data.sensordata.fill(0);
  }

  /** One physics step towards PD targets, rad. */
  step(targets) {
    this.data.ctrl.set(targets);
    this.applyForces();
    this.mujoco.mj_step(this.model, this.data);
    if (this.blocks.some((block) => block.edge > 0)) this.noteHits();
  }

  /** Put a cube into the world, that which was thrown longest ago if none waits; its slot. */
  throw({ edge, mass, position, velocity, rotation }) {
    const slot = this.thrown++ % this.blocks.length;
    this.blocks[slot] = { edge, mass };
    this.writeBlocks();
    this.data.qpos.set([...position, ...rotation], this.body.nq + 7 * slot);
    this.data.qvel.set([...velocity, 0, 0, 0], this.body.nv + 6 * slot);
    return slot;
  }

  /** Take all blocks out of the world. */
  clear() {
    for (const block of this.blocks) block.edge = 0;
    this.writeBlocks();
    this.data.qpos.set(this.model.qpos0.slice(this.body.nq), this.body.nq);
    this.data.qvel.fill(0, this.body.nv);
  }

  /** Push the root with a force (3), N, until `until`, s of the world's time. */
  push(force, until) {
    this.pushes.push({ force, until });
  }

  /** Where the bodies are now: positions, m, and quaternions w x y z, one body after the other. */
  poses() {
    return this.posed(this.data.qpos);
  }

  /** Where they would be in the state `qpos` of the character alone. */
  posed(qpos) {
    this.drawn.qpos.set(qpos);
    this.mujoco.mj_kinematics(this.model, this.drawn);
    return { positions: this.drawn.xpos.slice(), rotations: this.drawn.xquat.slice() };
  }

  /** How far (m) from its root the character's furthest part is, as it stands now. */
  extent() {
    this.poses();
    const { geom_xpos, xpos } = this.drawn;
    const away = this.owner.map((owner, geom) => {
      const way = [0, 1, 2].map((k) => geom_xpos[3 * geom + k] - xpos[3 * this.root + k]);
      return owner === -1 ? Math.hypot(...way) + this.model.geom_rbound[geom] : 0;
    });
    return Math.max(...away);
  }

  /** A world point as one of a body's frame, and back. */
  toLocal(body, point) {
    const [place, turn] = this.frame(body);
    const way = point.map((x, k) => x - place[k]);
    return [0, 1, 2].map((k) => way[0] * turn[k] + way[1] * turn[3 + k] + way[2] * turn[6 + k]);
  }

  toWorld(body, point) {
    const [place, turn] = this.frame(body);
    return place.map(
      (x, k) =>
        x + turn[3 * k] * point[0] + turn[3 * k + 1] * point[1] + turn[3 * k + 2] * point[2],
    );
  }

  frame(body) {
    return [
      [...this.data.xpos.slice(3 * body, 3 * body + 3)],
      this.data.xmat.slice(9 * body, 9 * body + 9),
    ];
  }

  delete() {
    for (const part of [this.velocity, this.drawn, this.constants, this.data, this.model, this.looks])
      part.delete();
  }

  /** Write edges and masses into the model, with all that follows from them. */
  writeBlocks() {
    const model = this.model;
    this.blocks.forEach(({ edge, mass }, slot) => {
      const [geom, body, out] = [this.blockGeoms[slot], this.blockBodies[slot], edge > 0];
      const size = out ? edge : 1;
      const half = new Array(3).fill(size / 2);
      model.geom_size.set(half, 3 * geom);
      model.geom_rbound[geom] = Math.hypot(...half);
      model.geom_aabb.set(half, 6 * geom + 3);
      model.bvh_aabb.set(half, 6 * model.body_bvhadr[body] + 3);
      model.geom_contype[geom] = model.geom_conaffinity[geom] = Number(out);
      model.body_contype[body] = model.body_conaffinity[body] = Number(out);
      model.body_gravcomp[body] = Number(!out);
      model.body_mass[body] = mass;
      model.body_inertia.fill((mass * size ** 2) / 6, 3 * body, 3 * body + 3);
    });
    this.mujoco.mj_setConst(model, this.constants);
  }

  applyForces() {
    const { data } = this;
    data.xfrc_applied.fill(0);
    this.pushes = this.pushes.filter((push) => push.until > data.time + 1e-9);
    for (const { force } of this.pushes) this.addForce(this.root, force);
    if (!this.pull) return;
    const { body, point, target, stiffness, damping, limit } = this.pull;
    const held = this.toWorld(body, point);
    const arm = held.map((x, k) => x - data.xipos[3 * body + k]);
    const kind = this.mujoco.mjtObj.mjOBJ_BODY.value;
    this.mujoco.mj_objectVelocity(this.model, data, kind, body, this.velocity, 0);
    const speed = this.velocity.GetView();
    const turning = cross([...speed.slice(0, 3)], arm);
    let force = held.map(
      (x, k) => stiffness * (target[k] - x) - damping * (speed[3 + k] + turning[k]),
    );
    const part = Math.min(1, limit / Math.max(Math.hypot(...force), 1e-9));
    force = force.map((f) => f * part);
    this.addForce(body, force, cross(arm, force));
  }

  addForce(body, force, torque = [0, 0, 0]) {
    const applied = this.data.xfrc_applied;
    [...force, ...torque].forEach((f, k) => (applied[6 * body + k] += f));
  }

  /** Blocks that touch the character now are added to `hit`. */
  noteHits() {
    const contacts = this.data.contact; // a copy, and so is each one in it
    for (let k = 0; k < contacts.size(); k++) {
      const contact = contacts.get(k);
      const pair = [this.owner[contact.geom1], this.owner[contact.geom2]];
      if (Math.min(...pair) === -1 && Math.max(...pair) >= 0) this.hit.add(Math.max(...pair));
      contact.delete();
    }
    contacts.delete();
  }
}

function cross([a, b, c], [x, y, z]) {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}
