// Draws a world: the character in the middle, wherever it goes.

import * as THREE from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import { RoundedBoxGeometry } from "three/examples/jsm/geometries/RoundedBoxGeometry.js";
import { figure, ghostOf } from "./figure.js";
import { furnish } from "./scenery.js";

const EYE = new THREE.Vector3(2.4, -3.2, 0.6); // from what the camera looks at, of the body's size
const SHARPNESS = [2, 1.5, 1, 0.75, 0.5]; // picture elements to a pixel, best first
const SLOW = 45; // ms; pictures that come further apart than that are drawn less sharp
const EYE_LEVEL = 0.95; // of the height at which the root stands
const BLOCK_COLOUR = "#edb536";
const PULL_COLOUR = "#e0405a";

THREE.Object3D.DEFAULT_UP.set(0, 0, 1);

export function canDraw() {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}

export class View {
  constructor(canvas) {
    this.canvas = canvas;
    this.renderer = new THREE.WebGLRenderer({ canvas, antialias: true });
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = THREE.PCFShadowMap;
    this.camera = new THREE.PerspectiveCamera(36, 1, 0.05, 500);
    this.controls = new OrbitControls(this.camera, canvas);
    this.controls.enablePan = false;
    this.controls.maxPolarAngle = 0.53 * Math.PI;
    this.controls.addEventListener("change", () => (this.stale = true));
    this.pointer = new THREE.Raycaster();
    this.covered = 0; // pixels at the bottom that the controls lie over
    this.sharpness = SHARPNESS.findIndex((ratio) => ratio <= devicePixelRatio);
    this.apart = 0; // ms between pictures, on average
    document.addEventListener("visibilitychange", () => (this.apart = 0));
  }

  /** Show another character: its physics, and the height (m) at which its root stands. */
  show(physics, height) {
    this.release();
    const { mujoco, looks, body } = physics;
    this.physics = physics;
    this.size = physics.extent();
    this.scene = new THREE.Scene();
    this.scenery = furnish(this.scene, this.size);
    this.figure = figure(mujoco, looks, body.bodies);
    this.ghost = ghostOf(this.figure);
    this.blocks = physics.blockBodies.map((number) => blockMesh(number));
    this.rope = ropeMesh();
    this.scene.add(this.figure, this.ghost, ...this.blocks, this.rope);
    this.height = height;
    this.lookFrom(EYE);
  }

  release() {
    this.scene?.traverse((part) => {
      part.geometry?.dispose();
      part.material?.dispose();
    });
  }

  /** Put the camera there, in parts of the body's size, further away in a narrow window. */
  lookFrom(eye) {
    const narrow = Math.max(1, 0.95 / this.camera.aspect) ** 0.7;
    this.controls.target.set(0, 0, EYE_LEVEL * this.height);
    this.camera.position.copy(eye).multiplyScalar(this.size * narrow).add(this.controls.target);
    this.controls.minDistance = 0.8 * this.size;
    this.controls.maxDistance = 12 * this.size;
    this.controls.update();
  }

  /** Fit the canvas into its place; `covered` pixels of it lie under the controls. */
  resize(covered = this.covered) {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const before = this.camera.aspect;
    this.covered = covered;
    this.stale = true; // what is shown is no longer what there is to see
    this.renderer.setPixelRatio(SHARPNESS[this.sharpness]);
    this.renderer.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.setViewOffset(width, height, 0, covered / 2, width, height);
    if (this.scene && before < 1 !== this.camera.aspect < 1) this.lookFrom(EYE);
  }

  /**
   * Draw the character, its blocks and, if there is one, its ghost. The place of the root is the
   * middle of the picture, exactly: a camera that lags behind loses the body on a slow machine.
   */
  draw(poses, ghost) {
    this.origin = [...poses.positions.slice(3 * this.physics.root, 3 * this.physics.root + 2), 0];
    this.scenery.moveTo(this.origin[0], this.origin[1]);
    this.place(this.figure.children, poses);
    this.place(this.blocks, poses);
    this.blocks.forEach((mesh, slot) => {
      const { edge } = this.physics.blocks[slot];
      mesh.visible = edge > 0;
      mesh.scale.setScalar(edge || 1);
    });
    this.ghost.visible = Boolean(ghost);
    if (ghost) this.place(this.ghost.children, ghost);
    this.drawRope();
    this.controls.update();
    this.renderer.render(this.scene, this.camera);
    this.stale = false;
  }

  /** A picture came `passed` ms after the last: where that is slow, the next are less sharp. */
  keepPace(passed) {
    this.apart += 0.08 * (Math.min(passed, 250) - this.apart);
    if (this.apart < SLOW || this.sharpness === SHARPNESS.length - 1) return;
    this.apart = 0;
    this.sharpness++;
    this.resize();
  }

  place(meshes, { positions, rotations }) {
    for (const mesh of meshes) {
      const k = mesh.userData.body;
      const [w, x, y, z] = rotations.slice(4 * k, 4 * k + 4);
      mesh.position.set(...this.toScene(positions.slice(3 * k, 3 * k + 3)));
      mesh.quaternion.set(x, y, z, w);
    }
  }

  toScene(point) {
    return [0, 1, 2].map((k) => point[k] - this.origin[k]);
  }

  toWorld({ x, y, z }) {
    return [x + this.origin[0], y + this.origin[1], z];
  }

  /** What of the character lies under a point of the window: `{ body, point }`, or nothing. */
  pick(x, y) {
    this.aim(x, y);
    const [hit] = this.pointer.intersectObjects(this.figure.children, false);
    return hit && { body: hit.object.userData.body, point: this.toWorld(hit.point), at: hit.point };
  }

  /** The place in the world under a point of the window, as far from the camera as `at`. */
  beside(x, y, at) {
    this.aim(x, y);
    const facing = this.camera.getWorldDirection(new THREE.Vector3());
    const plane = new THREE.Plane().setFromNormalAndCoplanarPoint(facing, at);
    const found = this.pointer.ray.intersectPlane(plane, new THREE.Vector3());
    return found && this.toWorld(found);
  }

  /** Where a block comes from that is thrown by whoever watches: `distance` m from the body. */
  thrower(distance) {
    const way = this.camera.position.clone().sub(this.controls.target).setLength(distance);
    return this.toWorld(way.add(this.controls.target));
  }

  /** The direction (2) along the floor in which the camera looks. */
  get ahead() {
    const { x, y } = this.camera.getWorldDirection(new THREE.Vector3());
    return [x, y];
  }

  aim(x, y) {
    const box = this.canvas.getBoundingClientRect();
    const at = [(2 * (x - box.left)) / box.width - 1, 1 - (2 * (y - box.top)) / box.height];
    this.pointer.setFromCamera(new THREE.Vector2(...at), this.camera);
  }

  drawRope() {
    const { pull } = this.physics;
    this.rope.visible = Boolean(pull);
    if (!pull) return;
    const held = new THREE.Vector3(...this.toScene(this.physics.toWorld(pull.body, pull.point)));
    const target = new THREE.Vector3(...this.toScene(pull.target));
    const way = target.clone().sub(held);
    const [string, knob] = this.rope.children;
    string.position.copy(held).addScaledVector(way, 0.5);
    string.scale.set(1, Math.max(way.length(), 1e-4), 1);
    string.quaternion.setFromUnitVectors(new THREE.Vector3(0, 1, 0), way.normalize());
    knob.position.copy(target);
  }
}

function blockMesh(body) {
  const material = new THREE.MeshStandardMaterial({ color: BLOCK_COLOUR, roughness: 0.45 });
  const mesh = new THREE.Mesh(new RoundedBoxGeometry(1, 1, 1, 3, 0.045), material);
  mesh.castShadow = mesh.receiveShadow = true;
  mesh.userData.body = body;
  return mesh;
}

function ropeMesh() {
  const material = new THREE.MeshStandardMaterial({ color: PULL_COLOUR, roughness: 0.5 });
  const rope = new THREE.Group();
  rope.add(
    new THREE.Mesh(new THREE.CylinderGeometry(0.008, 0.008, 1, 8), material),
    new THREE.Mesh(new THREE.SphereGeometry(0.035, 24, 16), material),
  );
  return rope;
}
