// Where the character is to go, as one looks: by the keys, by the stick on the screen, or by a
// gamepad.

const KEYS = { KeyW: [0, 1], KeyA: [-1, 0], KeyS: [0, -1], KeyD: [1, 0] }; // right, ahead
const DEAD = 0.25; // of what a stick can be pushed: no more is nothing
const [FAR, NEAR] = [0.85, 0.75]; // and as far is fast, until it is as near again
const REACH = 40; // px that the knob on the screen moves
const [SHOULDER, TRIGGER] = [5, 7]; // of a standard gamepad, on the right
const CROSS = { 12: [0, 1], 13: [0, -1], 14: [-1, 0], 15: [1, 0] };

export class Steering {
  /** `stick` is the element on the screen. */
  constructor(stick) {
    this.held = new Set();
    this.shift = false;
    this.finger = null; // on the stick: its pointer, and how far it pushes, in parts of the radius
    this.far = false;
    this.spent = false; // what is held now has been answered by something else
    this.stick = stick;
    addEventListener("keydown", (event) => this.press(event));
    addEventListener("keyup", (event) => this.lift(event));
    for (const away of ["blur", "contextmenu"]) addEventListener(away, () => this.letGo());
    document.addEventListener("visibilitychange", () => this.letGo());
    stick.addEventListener("pointerdown", (event) => this.touch(event));
    stick.addEventListener("pointermove", (event) => this.push(event));
    for (const end of ["pointerup", "pointercancel"])
      stick.addEventListener(end, (event) => this.leave(event));
  }

  /** `{ right, ahead, fast }`; null where nobody asks for anything. */
  get wish() {
    const [right, ahead, fast] = this.pad() ?? this.touched() ?? this.keys();
    if (!right && !ahead) this.spent = false;
    return this.spent || (!right && !ahead) ? null : { right, ahead, fast };
  }

  press(event) {
    this.shift = event.shiftKey;
    if (event.key === "Meta") return this.held.clear(); // while it is down, no key tells that it is up
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !KEYS[event.code]) return;
    if (event.target.closest?.("input, select, textarea, dialog[open]")) return;
    this.held.add(event.code);
    this.spent = false;
  }

  lift(event) {
    this.shift = event.shiftKey;
    this.held.delete(event.code);
  }

  letGo() {
    this.held.clear();
    if (this.finger) this.leave(this.finger);
  }

  touch(event) {
    event.preventDefault();
    if (this.finger) return;
    this.stick.setPointerCapture(event.pointerId);
    this.finger = { pointerId: event.pointerId, pushed: [0, 0] };
    this.spent = false;
    this.push(event);
  }

  push({ pointerId, clientX, clientY }) {
    if (this.finger?.pointerId !== pointerId) return;
    const { left, top, width, height } = this.stick.getBoundingClientRect();
    const right = (2 * (clientX - left)) / width - 1;
    const ahead = 1 - (2 * (clientY - top)) / height;
    const long = Math.max(1, Math.hypot(right, ahead));
    this.finger.pushed = [right / long, ahead / long];
    this.show(...this.finger.pushed);
  }

  leave({ pointerId }) {
    if (this.finger?.pointerId !== pointerId) return;
    this.finger = null;
    this.show(0, 0);
  }

  show(right, ahead) {
    this.stick.firstElementChild.style.translate = `${REACH * right}px ${-REACH * ahead}px`;
  }

  keys() {
    const sum = [0, 0, this.shift];
    for (const code of this.held) KEYS[code].forEach((part, axis) => (sum[axis] += part));
    return sum;
  }

  touched() {
    return this.finger && this.pushed(...this.finger.pushed);
  }

  pad() {
    const pad = gamepads().find((each) => each?.connected && each.mapping === "standard");
    if (!pad) return null;
    const fast = [SHOULDER, TRIGGER].some((button) => pad.buttons[button]?.pressed);
    for (const [button, way] of Object.entries(CROSS))
      if (pad.buttons[button]?.pressed) return [...way, fast];
    const pushed = this.pushed(pad.axes[0], -pad.axes[1]);
    return pushed && [pushed[0], pushed[1], pushed[2] || fast];
  }

  /** What a stick says that is pushed so far; null near its middle. */
  pushed(right, ahead) {
    const how = Math.hypot(right, ahead);
    this.far = how > (this.far ? NEAR : FAR);
    return how < DEAD ? null : [right, ahead, this.far];
  }
}

/** Those that the browser knows, and that the host of the page lets it ask for. */
function gamepads() {
  try {
    return [...(navigator.getGamepads?.() ?? [])];
  } catch {
    return [];
  }
}
