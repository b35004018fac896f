// Hands on the character, in the browser: keys that are held, a gamepad, a thumb on a stick.
//
// hands.py puts the server's `settings` before this: `stick`, the control that is told where to go
// (null where nobody can be steered); `keys`, degrees to the left of the view by a key's code; `pad`,
// commands by a gamepad's button; `touch`, the names and commands of buttons on the glass.

const EVERY = 40; // ms between looks at gamepad and stick
const REST = 0.2; // of the way to its rim, within which a stick is at rest
const FAST = [5, 7]; // right shoulder and trigger, as browsers number the standard gamepad
const CROSS = { 12: 0, 13: 180, 14: 90, 15: -90 }; // its directional pad: degrees
const LOOK = 2; // rad/s that the right stick turns the camera, at most
const RELEASE = 120; // ms within which keys let go together count as let go at once
const RADIANS = Math.PI / 180;

window.stuntmanHands?.abort(); // those of an earlier connection
const hands = (window.stuntmanHands = new AbortController());
const listen = (target, kinds, act, options) => {
  for (const kind of kinds.split(" "))
    target.addEventListener(kind, act, { signal: hands.signal, ...options });
};

const viewer = () => window.__viserMutable;
const send = (message) => viewer()?.sendMessage(message);
const command = (uuid) => send({ type: "CommandTriggerMessage", uuid });

/** Go so many degrees to the left of the view; `effort` from 0, slowly, to 1; below 0, stop. */
function steer(degrees, effort) {
  const value = [degrees, effort, Math.random()]; // or the same wish, once more, would be no news
  send({ type: "GuiUpdateMessage", uuid: settings.stick, updates: { value } });
}

/** The mean of directions in degrees; null where there are none or they cancel out. */
function together(directions) {
  const x = directions.reduce((sum, degrees) => sum + Math.cos(degrees * RADIANS), 0);
  const y = directions.reduce((sum, degrees) => sum + Math.sin(degrees * RADIANS), 0);
  return Math.hypot(x, y) < 0.1 ? null : Math.atan2(y, x) / RADIANS;
}

// Keys. What they asked for holds when they are let go.

const held = new Set();
let shift = false;

function askByKeys() {
  const degrees = together([...held].map((code) => settings.keys[code]));
  if (degrees !== null) steer(degrees, shift ? 1 : 0);
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest?.("input, textarea, select")) return;
  const ours = event.code in settings.keys;
  if (!ours && event.key !== "Shift") return;
  if (ours) event.stopImmediatePropagation(); // the camera would go along
  if (event.repeat) return;
  if (ours) held.add(event.code);
  shift = event.shiftKey;
  askByKeys();
}

function released(event) {
  if (!held.delete(event.code) && event.key !== "Shift") return;
  shift = event.shiftKey;
  setTimeout(askByKeys, RELEASE);
}

// Sticks. Who lets go of one wants to stop.

function makeStick() {
  let told = null;
  return (x, y, fast) => {
    const tilt = Math.hypot(x, y);
    if (tilt < REST) {
      if (told) steer(0, -1);
      told = null;
      return;
    }
    const degrees = Math.atan2(-x, y) / RADIANS;
    const effort = fast ? 1 : (Math.min(1, tilt) - REST) / (1 - REST);
    const same = told && Math.abs(told[0] - degrees) < 3 && Math.abs(told[1] - effort) < 0.05;
    if (same) return;
    told = [degrees, effort];
    steer(degrees, effort);
  };
}

const padStick = makeStick();
let padDown = new Set();

function lookAtPad(seconds) {
  const pad = [...navigator.getGamepads()].find((each) => each?.connected);
  if (!pad) return padStick(0, 0, false);
  const down = new Set(pad.buttons.flatMap((button, k) => (button.pressed ? [k] : [])));
  for (const k of down) if (!padDown.has(k) && k in settings.pad) command(settings.pad[k]);
  padDown = down;
  const [x = 0, y = 0, lookX = 0, lookY = 0] = pad.axes;
  const turn = [lookX, lookY].map((tilt) => (Math.abs(tilt) < REST ? 0 : -LOOK * seconds * tilt));
  if (turn[0] || turn[1]) viewer()?.cameraControl?.rotate(...turn, false);
  if (settings.stick === null) return;
  const cross = together(Object.keys(CROSS).flatMap((k) => (down.has(Number(k)) ? [CROSS[k]] : [])));
  const fast = FAST.some((k) => down.has(k));
  if (cross === null) padStick(x, -y, fast);
  else padStick(-Math.sin(cross * RADIANS) * 0.3, Math.cos(cross * RADIANS) * 0.3, fast);
}

// What fingers need, where there is a screen to touch.

const STYLE = `
  #stuntman-hands { display: none; position: fixed; z-index: 5; flex-direction: column;
    align-items: center; gap: 8px; user-select: none; -webkit-user-select: none; }
  #stuntman-hands button, #stuntman-stick { background: #fffc; border: 1px solid #5c4cc8;
    color: #5c4cc8; touch-action: none; -webkit-tap-highlight-color: transparent; }
  #stuntman-hands button { width: 104px; min-height: 44px; border-radius: 22px; font-size: 14px;
    padding: 0 8px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  #stuntman-stick { width: 104px; height: 104px; border-radius: 52px; display: grid;
    place-items: center; }
  #stuntman-stick div { width: 46px; height: 46px; border-radius: 23px; background: #5c4cc8cc;
    pointer-events: none; }
  .stuntman-touch { display: none; }
  @media (pointer: coarse) {
    .mantine-Button-root { min-height: 40px; }
    #stuntman-hands { display: flex; }
    .stuntman-touch { display: block; }
    .stuntman-keys { display: none; }
  }
`;
const box = document.createElement("div");

function makeGlass() {
  const style = document.createElement("style");
  style.textContent = STYLE;
  box.id = "stuntman-hands";
  for (const [name, uuid] of settings.touch) {
    const button = document.createElement("button");
    button.textContent = name;
    listen(button, "click", () => command(uuid));
    box.append(button);
  }
  if (settings.stick !== null) box.append(makeThumb());
  document.body.append(style, box);
  hands.signal.addEventListener("abort", () => (style.remove(), box.remove()));
}

const thumb = { x: 0, y: 0, stick: makeStick() };

function makeThumb() {
  const rim = document.createElement("div");
  const knob = document.createElement("div");
  rim.id = "stuntman-stick";
  rim.setAttribute("aria-label", "Stick: go where it is pushed");
  rim.append(knob);
  const move = (x, y) => {
    const far = Math.max(1, Math.hypot(x, y));
    Object.assign(thumb, { x: x / far, y: y / far });
    knob.style.transform = `translate(${29 * thumb.x}px, ${-29 * thumb.y}px)`;
  };
  let finger = null;
  listen(rim, "pointerdown pointermove", (event) => {
    event.stopPropagation(); // or the camera would turn
    if (event.type === "pointerdown" && finger === null) {
      finger = event.pointerId;
      rim.setPointerCapture(finger);
    }
    if (event.pointerId !== finger) return;
    const { left, top, width, height } = rim.getBoundingClientRect();
    const [x, y] = [event.clientX - left - width / 2, event.clientY - top - height / 2];
    move((2 * x) / width, (-2 * y) / height);
  });
  listen(rim, "pointerup pointercancel", (event) => {
    if (event.pointerId !== finger) return;
    finger = null;
    move(0, 0);
  });
  return rim;
}

/** Keep to the lower left of the picture, which the panels leave there. */
function place() {
  const picture = viewer()?.canvas?.getBoundingClientRect();
  if (!picture) return;
  box.style.left = `${picture.left + 10}px`;
  box.style.bottom = `${innerHeight - picture.bottom + 16}px`;
}

if (settings.stick !== null) {
  listen(window, "keydown", pressed, { capture: true });
  listen(window, "keyup", released, { capture: true });
  listen(window, "blur", () => held.clear());
}
// A button that was clicked would be clicked again by the space bar.
listen(document, "click", (event) => event.detail && event.target.closest("button")?.blur());
makeGlass();
let before = performance.now();
const beat = setInterval(() => {
  const now = performance.now();
  lookAtPad(Math.min(now - before, 250) / 1000);
  before = now;
  if (settings.stick !== null) thumb.stick(thumb.x, thumb.y, false);
  place();
}, EVERY);
hands.signal.addEventListener("abort", () => clearInterval(beat));
