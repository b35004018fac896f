// Sky, light and ground, drawn around a moving origin: far from the world's own origin nothing
// loses digits or shadows.

import * as THREE from "three";

const SKY = new THREE.Color("#6fa8e6");
const HORIZON = new THREE.Color("#eef4fa");
const FLOOR = new THREE.Color("#dfe5ec");
const LINE = new THREE.Color("#b9c4d2");
const SUN = [2.5, -3, 6]; // towards it

/** Puts them into `scene`; for a body of a `size`, m from its root to its end. */
export function furnish(scene, size) {
  scene.add(sky());
  scene.add(new THREE.HemisphereLight("#ffffff", "#c3cbd9", 2.0));
  scene.add(sun(size));
  const rim = new THREE.DirectionalLight("#cfe0ff", 0.7); // so that no side is flat
  rim.position.set(-4, 5, 2.5);
  scene.add(rim);
  const ground = groundMesh(size);
  const shade = new THREE.Mesh(
    new THREE.PlaneGeometry(24 * size, 24 * size),
    new THREE.ShadowMaterial({ color: "#1d2b45", opacity: 0.34 }),
  );
  shade.position.z = 0.002;
  shade.receiveShadow = true;
  scene.add(ground, shade);
  return {
    /** Draw the world around the place (x, y), m. */
    moveTo(x, y) {
      ground.material.uniforms.origin.value.set(x % 10, y % 10);
    },
  };
}

function sun(size) {
  const light = new THREE.DirectionalLight("#fff4e2", 2.0);
  light.position.set(...SUN).setLength(8 * size);
  light.castShadow = true;
  light.shadow.mapSize.set(2048, 2048);
  const { camera } = light.shadow;
  camera.left = camera.bottom = -4 * size;
  camera.right = camera.top = 4 * size;
  camera.far = 20 * size;
  light.shadow.radius = 3;
  light.shadow.bias = -0.0004;
  light.shadow.normalBias = 0.02;
  return light;
}

/** Blue above, bright where the ground ends. */
function sky() {
  const material = new THREE.ShaderMaterial({
    side: THREE.BackSide,
    depthWrite: false,
    depthTest: false,
    uniforms: { sky: { value: SKY }, horizon: { value: HORIZON } },
    vertexShader: `
      varying vec3 way;
      void main() {
        way = position;
        gl_Position = projectionMatrix * vec4(mat3(viewMatrix) * position, 1.0);
      }`,
    fragmentShader: `
      uniform vec3 sky, horizon;
      varying vec3 way;
      void main() {
        float height = max(normalize(way).z, 0.0);
        gl_FragColor = vec4(mix(horizon, sky, 1.0 - exp(-4.0 * height)), 1.0);
        #include <colorspace_fragment>
      }`,
  });
  const dome = new THREE.Mesh(new THREE.SphereGeometry(10, 32, 16), material);
  dome.frustumCulled = false;
  dome.renderOrder = -1;
  return dome;
}

/** A floor with a line each metre, that fades into the horizon. */
function groundMesh(size) {
  const material = new THREE.ShaderMaterial({
    uniforms: {
      origin: { value: new THREE.Vector2() },
      floorColour: { value: FLOOR },
      line: { value: LINE },
      horizon: { value: HORIZON },
      size: { value: size },
    },
    vertexShader: `
      varying vec2 place;
      void main() {
        place = position.xy;
        gl_Position = projectionMatrix * modelViewMatrix * vec4(position, 1.0);
      }`,
    fragmentShader: `
      uniform vec2 origin;
      uniform vec3 floorColour, line, horizon;
      uniform float size;
      varying vec2 place;
      float lines(vec2 at, float width) {
        vec2 soft = max(fwidth(at), vec2(1e-5));
        vec2 away = abs(fract(at - 0.5) - 0.5);
        vec2 wide = max(vec2(width), soft);
        vec2 on = (1.0 - smoothstep(wide - soft, wide + soft, away)) * min(width / soft, 1.0);
        return max(on.x, on.y);
      }
      void main() {
        vec2 at = place + origin;
        float away = length(place);
        float drawn = 0.75 * lines(at, 0.009) + 0.25 * lines(at * 0.1, 0.0016);
        vec3 colour = mix(floorColour, line, drawn * exp(-away / (9.0 * size)));
        float pool = exp(-away * away / (10.0 * size * size)); // light falls where the eye is
        colour = mix(colour, vec3(1.0), 0.28 * pool);
        colour = mix(colour, horizon, 1.0 - exp(-pow(away / (15.0 * size), 1.6)));
        gl_FragColor = vec4(colour, 1.0);
        #include <colorspace_fragment>
      }`,
  });
  const ground = new THREE.Mesh(new THREE.CircleGeometry(70 * size, 96), material);
  ground.frustumCulled = false;
  return ground;
}
