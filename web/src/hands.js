// Fingers, the mouse and the keys: who touches the body drags it, a tap throws, the rest turns the
// camera.

const STILL = 7; // pixels; who moves less has tapped
const BRIEF = 260; // ms; and who holds longer pulls

/**
 * Listens on the view's canvas; `act` has `throwAt(pick)` and `keys`, by key. A world is asked for
 * at each use, as it changes with the body.
 */
export class Hands {
  constructor(view, world, act) {
    this.view = view;
    this.world = world;
    this.act = act;
    const { canvas } = view;
    // Before the camera's own listener, which must not see a drag.
    canvas.addEventListener("pointerdown", (event) => this.down(event), { capture: true });
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", (event) => this.up(event));
    canvas.addEventListener("pointercancel", () => this.let());
    addEventListener("keydown", (event) => this.key(event));
    addEventListener("blur", () => this.let());
    // Browsers make no click of a tap while another finger is down, as on the stick.
    addEventListener("pointerup", (event) => {
      if (event.pointerType === "touch" && !event.isPrimary) event.target.closest("button")?.click();
    });
  }

  down(event) {
    if (this.held || event.button !== 0) return this.let();
    const pick = this.view.pick(event.clientX, event.clientY);
    const { pointerId, clientX: x, clientY: y, timeStamp: at } = event;
    this.held = { pointerId, pick, x, y, at, moved: false };
    this.view.controls.enabled = !pick;
    if (!pick) return;
    this.view.canvas.setPointerCapture(event.pointerId);
    this.held.local = this.world().physics.toLocal(pick.body, pick.point);
  }

  move(event) {
    if (!this.held) {
      const over = event.pointerType === "mouse" && this.view.pick(event.clientX, event.clientY);
      this.view.canvas.style.cursor = over ? "grab" : "";
      return;
    }
    const { held } = this;
    if (event.pointerId !== held.pointerId) return;
    held.moved ||= Math.hypot(event.clientX - held.x, event.clientY - held.y) > STILL;
    Object.assign(held, held.moved ? { x: event.clientX, y: event.clientY } : {});
  }

  up(event) {
    if (event.pointerId !== this.held?.pointerId) return;
    const { pick, moved, at } = this.held;
    const pulled = this.world().physics.pull;
    this.let();
    if (!moved && !pulled && event.timeStamp - at < BRIEF) this.act.throwAt(pick);
  }

  /** Let go of whatever is held. */
  let() {
    if (!this.held) return;
    this.held = null;
    this.view.stale = true;
    this.view.controls.enabled = true;
    this.world().release();
  }

  /** Before each picture: the hand stays where it is while the world moves on under it. */
  follow() {
    const { held } = this;
    if (!held?.pick) return;
    if (!held.moved && performance.now() - held.at < BRIEF) return;
    const target = this.view.beside(held.x, held.y, held.pick.at);
    if (target) this.world().pull(held.pick.body, held.local, target);
    this.view.stale = true;
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (event.target.closest("input, select, textarea, dialog[open]")) return;
    const digit = event.code.startsWith("Digit") ? event.code.slice(-1) : null; // also with shift
    const act = this.act.keys[digit ?? event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
