// What a character looks like: the geoms of its compiled model, one mesh a body.

import * as THREE from "three";
import { mergeGeometries, toCreasedNormals } from "three/examples/jsm/utils/BufferGeometryUtils.js";

const HIDDEN_GROUPS = 3; // from here on, models keep what collides and is not to be seen
const NO_COLOUR = [0.5, 0.5, 0.5, 1]; // of a geom that says none: its material's goes
const GHOST_SIZE = 0.985; // so that it hides in a body that does what it should

/** A group with a mesh for each body that can be seen; `userData.body` is the body's number. */
export function figure(mujoco, model, bodies) {
  const group = new THREE.Group();
  const material = new THREE.MeshStandardMaterial({ vertexColors: true, roughness: 0.42 });
  for (let body = 1; body < bodies; body++) {
    const parts = visibleGeoms(model, body).map((geom) => coloured(mujoco, model, geom));
    if (!parts.length) continue;
    const mesh = new THREE.Mesh(mergeGeometries(parts), material);
    mesh.castShadow = mesh.receiveShadow = true;
    mesh.userData.body = body;
    group.add(mesh);
  }
  return group;
}

/** The same shapes as a translucent other self, of which only the outside is seen. */
export function ghostOf(group) {
  const colour = new THREE.MeshStandardMaterial({
    color: "#6a55ec",
    transparent: true,
    opacity: 0.38,
    roughness: 0.9,
  });
  const depth = new THREE.MeshBasicMaterial({ colorWrite: false });
  const ghost = new THREE.Group();
  for (const { geometry, userData } of group.children)
    [depth, colour].forEach((material, order) => {
      const mesh = new THREE.Mesh(geometry, material);
      mesh.userData.body = userData.body;
      mesh.scale.setScalar(GHOST_SIZE);
      mesh.renderOrder = 1 + order; // after the character, else it would hide it
      ghost.add(mesh);
    });
  return ghost;
}

const row = (array, index, width) => [...array.slice(width * index, width * (index + 1))];

function geomsOf(model, body) {
  const first = model.body_geomadr[body];
  return Array.from({ length: model.body_geomnum[body] }, (_, k) => first + k);
}

function colourOf(model, geom) {
  const [rgba, material] = [row(model.geom_rgba, geom, 4), model.geom_matid[geom]];
  const says = rgba.some((value, k) => Math.abs(value - NO_COLOUR[k]) > 1e-6);
  return says || material < 0 ? rgba : row(model.mat_rgba, material, 4);
}

function visibleGeoms(model, body) {
  return geomsOf(model, body).filter(
    (geom) => model.geom_group[geom] < HIDDEN_GROUPS && colourOf(model, geom)[3] > 0,
  );
}

function coloured(mujoco, model, geom) {
  const geometry = shape(mujoco, model, geom);
  const [w, x, y, z] = row(model.geom_quat, geom, 4);
  geometry.applyQuaternion(new THREE.Quaternion(x, y, z, w));
  geometry.translate(...row(model.geom_pos, geom, 3));
  const [r, g, b] = colourOf(model, geom);
  const colour = new THREE.Color().setRGB(r, g, b, THREE.SRGBColorSpace);
  const count = geometry.getAttribute("position").count;
  const channels = colour.toArray();
  const colours = Float32Array.from({ length: 3 * count }, (_, k) => channels[k % 3]);
  geometry.setAttribute("color", new THREE.BufferAttribute(colours, 3));
  geometry.deleteAttribute("uv");
  return geometry.index ? geometry.toNonIndexed() : geometry;
}

function shape(mujoco, model, geom) {
  const kinds = mujoco.mjtGeom;
  const [a, b, c] = row(model.geom_size, geom, 3);
  const upright = (geometry) => geometry.rotateX(Math.PI / 2); // three.js has y along the axis
  switch (model.geom_type[geom]) {
    case kinds.mjGEOM_SPHERE.value:
      return new THREE.SphereGeometry(a, 40, 24);
    case kinds.mjGEOM_ELLIPSOID.value:
      return new THREE.SphereGeometry(1, 40, 24).scale(a, b, c);
    case kinds.mjGEOM_CAPSULE.value:
      return upright(new THREE.CapsuleGeometry(a, 2 * b, 12, 32));
    case kinds.mjGEOM_CYLINDER.value:
      return upright(new THREE.CylinderGeometry(a, a, 2 * b, 40));
    case kinds.mjGEOM_BOX.value:
      return new THREE.BoxGeometry(2 * a, 2 * b, 2 * c);
    case kinds.mjGEOM_MESH.value:
      return meshGeometry(model, model.geom_dataid[geom]);
    default:
      throw new Error("The body has a geom that is no capsule, sphere, cylinder, box or mesh.");
  }
}

function meshGeometry(model, mesh) {
  const [start, count] = [model.mesh_faceadr[mesh], model.mesh_facenum[mesh]];
  const corners = model.mesh_face.slice(3 * start, 3 * (start + count));
  const first = 3 * model.mesh_vertadr[mesh];
  const places = model.mesh_vert; // asked for once: there are many corners
  const points = new Float32Array(3 * corners.length);
  corners.forEach((corner, k) => {
    for (let axis = 0; axis < 3; axis++) points[3 * k + axis] = places[first + 3 * corner + axis];
  });
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute("position", new THREE.BufferAttribute(points, 3));
  return toCreasedNormals(geometry, Math.PI / 5);
}
