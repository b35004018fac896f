// What lies over the picture: names, buttons, sliders, and what is told.

const SPEEDS = [1, 1 / 2, 1 / 4, 1 / 8, 1 / 16];
const SPEED_NAMES = ["1 ×", "½ ×", "¼ ×", "⅛ ×", "1/16 ×"];
const SHOWN = 4000; // ms that a verdict stays
const BESIDE = { ArrowRight: 1, ArrowLeft: -1 };

const find = (id) => document.getElementById(id);

export class Panel {
  /** `act` has what the buttons do: throw, shove, slow, pause, restart, ghost, clear, ... */
  constructor(act) {
    this.act = act;
    this.tally = { hits: 0, stood: 0 };
    for (const name of ["throw", "shove", "pause", "restart", "ghost", "clear"])
      find(name).addEventListener("click", () => act[name]());
    find("slow").addEventListener("click", () => this.slower());
    find("trained").addEventListener("click", () => this.openAbout());
    find("help").addEventListener("click", () => find("keys").showModal());
    find("more").addEventListener("click", () => this.toggleWorld());
    for (const dialog of document.querySelectorAll("dialog"))
      dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    for (const button of document.querySelectorAll("[data-gravity]"))
      button.addEventListener("click", () => this.setGravity(button.dataset.gravity));
    this.sliders = {
      gravity: (value) => `${value.toFixed(2)} m/s²`,
      mass: (value) => `${value} kg`,
      speed: (value) => `${value} m/s`,
      newtons: (value) => `${value} N`,
    };
    for (const name of Object.keys(this.sliders))
      find(name).addEventListener("input", () => this.slid(name));
    this.set("mass", 2);
    this.set("speed", 8);
    this.set("newtons", 200);
  }

  /** What a slider says. */
  value(name) {
    return Number(find(name).value);
  }

  set(name, value) {
    find(name).value = value;
    this.label(name);
  }

  slid(name) {
    this.label(name);
    if (name === "gravity") this.act.gravity(this.value(name));
  }

  label(name) {
    find(name).parentElement.querySelector("output").value = this.sliders[name](this.value(name));
  }

  setGravity(value) {
    this.set("gravity", value);
    this.act.gravity(Number(value));
  }

  toggleWorld() {
    const hidden = !find("world").toggleAttribute("hidden");
    find("more").setAttribute("aria-expanded", String(hidden));
    this.place();
  }

  /** What lies over the dock goes where that ends. */
  place() {
    document.documentElement.style.setProperty("--dock", `${this.covered}px`);
  }

  /** Pixels at the bottom that the dock takes. */
  get covered() {
    return innerHeight - find("dock").getBoundingClientRect().top;
  }

  /** Offer bodies and skills, each `{ name, chosen, choose }`. */
  offer(bodies, skills) {
    fill(find("bodies"), bodies);
    fill(find("skills"), skills);
    find("bodies").hidden = bodies.length < 2;
    find("skills").hidden = skills.length < 2;
    this.place();
  }

  /** Mark which of the skills is asked for. */
  mark(name) {
    for (const button of find("skills").children) {
      if (button.textContent === name) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }

  /** Name what is shown, with its header in words: pairs of what and what about it. */
  name(title, about) {
    find("name").textContent = title;
    const rows = about.flatMap(([what, words]) => [element("dt", what), element("dd", words)]);
    find("about").querySelector("dl").replaceChildren(...rows);
  }

  /** Whether the character can be steered, and if so, by what; told once. */
  steered(can) {
    find("stick").hidden = !can;
    document.body.classList.toggle("steered", can);
    find("slow").title = can ? "Slow motion" : "Slow motion (S)";
    if (!can || this.told) return;
    this.told = true;
    const touch = matchMedia("(pointer: coarse)").matches;
    const by = touch ? "The stick walks; pushed to its edge, it runs" : "W A S D walks, with shift it runs";
    this.tell({ notice: `${by}.` });
  }

  async openAbout() {
    find("about").showModal();
    find("about").querySelector("pre").textContent = await this.act.notices();
  }

  slower() {
    this.speed = ((this.speed ?? 0) + 1) % SPEEDS.length;
    find("slow").classList.toggle("on", this.speed > 0);
    find("slow").querySelector("span").textContent = SPEED_NAMES[this.speed];
    this.act.slow(SPEEDS[this.speed]);
  }

  press(name, on) {
    find(name).setAttribute("aria-pressed", String(on));
    if (name === "pause") find("pause").querySelector("span").textContent = on ? "Play" : "Pause";
  }

  showPace({ real, possible }, paused) {
    const now = paused ? "paused" : `${real.toFixed(2)} × real time`;
    const room = possible ? ` · room for ${possible < 10 ? possible.toFixed(1) : Math.round(possible)} ×` : "";
    find("pace").textContent = now + room;
  }

  /** Say what came of a hit, or what else one ought to know. */
  tell({ what, verdict, notice }) {
    const box = find("verdict");
    box.dataset.verdict = verdict ?? "notice";
    if (notice) box.replaceChildren(notice);
    else {
      if (verdict === "stayed up" || verdict === "fell") this.tally.hits++;
      if (verdict === "stayed up") this.tally.stood++;
      const { hits, stood } = this.tally;
      const score = element("small", hits ? `${stood} of ${hits}` : "");
      box.replaceChildren(`${capital(what)}: `, element("b", verdict), score);
    }
    box.hidden = true;
    void box.offsetWidth; // begins the animation anew
    box.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (box.hidden = true), SHOWN);
  }

  forget() {
    this.tally = { hits: 0, stood: 0 };
    find("verdict").hidden = true;
  }
}

/** One sentence in the middle of the page, or none. */
export function say(sentence) {
  const box = find("message");
  box.hidden = !sentence;
  box.textContent = sentence ?? "";
}

function fill(bar, offers) {
  const buttons = offers.map(({ name, chosen, choose }, k) => {
    const button = element("button", name);
    button.type = "button";
    if (chosen) button.setAttribute("aria-current", "true");
    button.addEventListener("click", choose);
    button.addEventListener("keydown", (event) => {
      const next = bar.children[k + (BESIDE[event.key] ?? 0)];
      if (next && next !== button) next.focus();
    });
    return button;
  });
  bar.replaceChildren(...buttons);
  bar.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function element(kind, text) {
  const made = document.createElement(kind);
  made.textContent = text;
  return made;
}

const capital = (text) => text[0].toUpperCase() + text.slice(1);
