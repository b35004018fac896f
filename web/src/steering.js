// Where the character is to go, as one looks: by the keys, by the stick on the screen, or by a
// gamepad.

const KEYS = { w: [0, 1], a: [-1, 0], s: [0, -1], d: [1, 0] }; // right, ahead
const DEAD = 0.25; // of what a stick can be pushed: no more is nothing
const FAR = 0.85; // and as far is fast
const REACH = 40; // px that the knob on the screen moves
const [SHOULDER, TRIGGER] = [5, 7]; // of a standard gamepad, on the right
const CROSS = { 12: [0, 1], 13: [0, -1], 14: [-1, 0], 15: [1, 0] };

export class Steering {
  /** `stick` is the element on the screen. */
  constructor(stick) {
    this.held = new Set();
    this.fast = false;
    this.pushed = null; // the stick on the screen, right and ahead, in parts of its radius
    this.knob = stick.firstElementChild;
    addEventListener("keydown", (event) => this.key(event));
    addEventListener("keyup", (event) => this.lift(event));
    addEventListener("blur", () => this.held.clear());
    stick.addEventListener("pointerdown", (event) => this.push(stick, event));
    stick.addEventListener("pointermove", (event) => this.pushed && this.push(stick, event));
    for (const end of ["pointerup", "pointercancel"])
      stick.addEventListener(end, () => this.letGo());
  }

  /** `{ right, ahead, fast }`; null where nobody asks for anything. */
  get wish() {
    const [right, ahead, fast] = this.pad() ?? this.finger() ?? this.keys();
    return right || ahead ? { right, ahead, fast } : null;
  }

  key(event) {
    this.fast = event.shiftKey;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, select, textarea, dialog[open]")) return;
    const key = event.key.toLowerCase();
    if (KEYS[key]) this.held.add(key);
  }

  lift(event) {
    this.fast = event.shiftKey;
    this.held.delete(event.key.toLowerCase());
  }

  push(stick, event) {
    event.preventDefault();
    stick.setPointerCapture(event.pointerId);
    const { left, top, width, height } = stick.getBoundingClientRect();
    const away = [(event.clientX - left) / width, (event.clientY - top) / height];
    const [right, ahead] = [2 * away[0] - 1, 1 - 2 * away[1]];
    const far = Math.max(1, Math.hypot(right, ahead));
    this.pushed = [right / far, ahead / far];
    this.knob.style.translate = `${(REACH * right) / far}px ${(-REACH * ahead) / far}px`;
  }

  letGo() {
    this.pushed = null;
    this.knob.style.translate = "";
  }

  keys() {
    const sum = [0, 0, this.fast];
    for (const key of this.held) KEYS[key].forEach((part, axis) => (sum[axis] += part));
    return sum;
  }

  finger() {
    return this.pushed && stick(...this.pushed);
  }

  pad() {
    const pads = navigator.getGamepads?.() ?? [];
    const pad = [...pads].find((each) => each?.connected && each.mapping === "standard");
    if (!pad) return null;
    const fast = [SHOULDER, TRIGGER].some((button) => pad.buttons[button]?.pressed);
    for (const [button, way] of Object.entries(CROSS))
      if (pad.buttons[button]?.pressed) return [...way, fast];
    const pushed = stick(pad.axes[0], -pad.axes[1]);
    return pushed && [pushed[0], pushed[1], pushed[2] || fast];
  }
}

/** What a stick says that is pushed so far; null near its middle. */
function stick(right, ahead) {
  const far = Math.hypot(right, ahead);
  return far < DEAD ? null : [right, ahead, far > FAR];
}
