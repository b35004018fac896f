"""What the page shows in three dimensions: the character, its ghost, blocks, the ground.

Everything is drawn around a moving origin, the place the camera follows: the browser's own camera
then turns about the character without the server's doing, and far from the world's origin nothing
loses digits or shadows.
"""

from functools import partial
from typing import Literal

import mujoco
import numpy as np
import viser
from numpy.typing import NDArray

from stuntman.characters.character import Character
from stuntman.mjcf import shapes
from stuntman.mjcf.shapes import Shape
from stuntman.physics import scene
from stuntman.physics.interactive import Blocks, Thing
from stuntman.playback.ground import Ground
from stuntman.spatial import rotations as rot
from stuntman.spatial.rotations import Array
from stuntman.viewer.figure import ghost_of, reach, with_bones

Ghost = Literal["off", "in place", "beside"]
Drag = viser.SceneNodeDragEvent[viser.MeshHandle]
Triangles = tuple[NDArray[np.float32], NDArray[np.uint32]]  # points (n, 3), corners (m, 3) by index

_GHOST_OPACITY = 0.16  # faint, as it lies over the character where it is nearer to the eye
_BONES_COLOUR = (116, 92, 235)
_BESIDE = 1.1  # to the left, of the body's reach
_FLOOR_COLOUR, _LINE_COLOUR = (226, 230, 236), (190, 197, 207)
_COURSE_COLOUR = (206, 212, 221)
_SKY_COLOUR, _HORIZON_COLOUR = (158, 194, 230), (240, 245, 250)
_HORIZON = 0.4  # of the picture, from its top
_HIDDEN_GROUPS = 3  # from here on
_NO_COLOUR = [0.5, 0.5, 0.5, 1.0]  # of a geom that says none: its material's goes
_PULL_COLOUR = (220, 60, 60)
_MARK_COLOUR, _MARK_RADIUS, _MARK_HEIGHT = (232, 72, 85), 0.12, 0.004
_SMOOTHING = 0.3  # of the way to the character that the camera's place goes a beat
_CAMERA = np.array([1.95, -3.15, 0.6])  # from what it looks at, of the body's reach
_EYE_LEVEL = 0.95  # of the height at which its root stands
_CUT = 0.5  # m; who moves so far in a step was put there
_LABEL_HEIGHT = 0.9  # over the root, of the body's reach
# Where viser puts its panel below (pixels), how much farther the camera then is, and by how much of
# its distance everything is lifted: to the middle of what the panel leaves free.
_NARROW, _NARROW_DISTANCE, _NARROW_LIFT = 576, 1.5, 0.187
_UPRIGHT = 0.65  # width by height of windows that only phones have
_WIDE = 50.0  # m; a browser draws a batch as long as it sees the space of its first positions
_HIDDEN = 1e-4  # the scale of what is not there; none at all is no size


class Scenery:
    """Shows states of one character in all browsers at once.

    Attributes:
        ghost: where the reference is shown.
        follow: whether the camera comes along.
        bones_visible: whether a clip's own bones are shown.
        origin: (3,) m, the place in the world that is drawn at the browser's origin.
    """

    def __init__(self, server: viser.ViserServer, character: Character) -> None:
        self.ghost: Ghost = "in place"
        self.follow = True
        self.bones_visible = True
        self.origin = np.zeros(3)
        self._server = server
        self._model = with_bones(character).compile()
        self._data = mujoco.MjData(self._model)
        _sky(server)
        _light(server)
        size = reach(self._model)
        self._beside = np.array([0.0, _BESIDE * size, 0.0])
        aim = np.array([0.0, 0.0, _EYE_LEVEL * self._model.qpos0[2]])
        server.initial_camera.look_at = aim
        server.initial_camera.position = aim + _CAMERA * size
        server.initial_camera.fov = np.radians(40.0)
        server.on_client_connect(partial(_begin_where_it_looks_from, server=server))
        self._ground = _ground(server)
        self._body, self.parts = _figure(server, "/character", self._model)
        self._ghost, _ = _figure(server, "/ghost", ghost_of(character, _GHOST_OPACITY).compile())
        self._blocks: viser.BatchedMeshHandle | None = None
        self._things: list[viser.MeshHandle] = []
        self._course: viser.MeshHandle | None = None
        self._course_at: Array = np.zeros(0)
        self._rope: viser.LineSegmentsHandle | None = None
        self._bones: viser.LineSegmentsHandle | None = None
        self._marks: viser.BatchedMeshHandle | None = None
        self._label: viser.LabelHandle | None = None
        self._label_height = np.array([0.0, 0.0, _LABEL_HEIGHT * size])

    def show(
        self,
        qpos: Array,
        reference: Array | None,
        blocks: Blocks | None = None,
        beats: int = 1,
        ground: Ground | None = None,
    ) -> None:
        """Show a state (nq,), and where the reference has it if wanted; `beats` after the last; on
        flat ground if no other is given."""
        if self.follow:
            part = 1.0 - (1.0 - _SMOOTHING) ** beats
            level = 0.0 if ground is None else ground.height
            self.origin += part * ([*qpos[:2], level] - self.origin)
        with self._server.atomic():
            # The lines repeat each metre, so the ground never has to go further than that.
            self._ground.position = -np.remainder(self.origin, 1.0)
            if ground is not None:
                self._show_ground(ground)
            self._place(self._body, qpos, np.zeros(3))
            visible = reference is not None and self.ghost != "off"
            for frame in self._ghost:
                if frame.visible != visible:
                    frame.visible = visible
            if reference is not None and visible:
                aside = self._beside if self.ghost == "beside" else np.zeros(3)
                self._place(self._ghost, reference, aside)
            if blocks is not None:
                self._show_blocks(blocks)
        self._server.flush()

    def between(self, before: Array, after: Array, part: float) -> Array:
        """A state (nq,) between two; the second where the body was put somewhere else."""
        if part == 1.0 or np.abs(after[:3] - before[:3]).max() > _CUT:
            return after
        way, state = np.empty(self._model.nv), before.copy()
        mujoco.mj_differentiatePos(self._model, way, 1.0, before, after)
        mujoco.mj_integratePos(self._model, state, way, part)
        return state

    def jump_to(self, qpos: Array) -> None:
        """Let the camera be where the character is, at once."""
        self.origin[:2] = qpos[:2]

    def show_rope(self, held: Array | None, target: Array | None = None) -> None:
        """Show the spring between two points (3,) of the world, or none."""
        if held is None or target is None:
            if self._rope is not None:
                self._rope.visible = False
            return
        points = np.array([[held, target]]) - self.origin
        if self._rope is None:
            self._rope = self._server.scene.add_line_segments(
                "/rope", points, colors=_PULL_COLOUR, thickness=0.015, thickness_units="world"
            )
        self._rope.points = points.astype(np.float32)
        self._rope.visible = True

    @property
    def label(self) -> str:
        """What is said above the character."""
        return self._label.text if self._label is not None and self._label.visible else ""

    def show_label(self, text: str, place: Array) -> None:
        """Say something above a place (3,) of the world, or nothing."""
        if self._label is None:
            if not text:
                return
            self._label = self._server.scene.add_label("/label", text, anchor="bottom-center")
        if text:
            self._label.position = place - self.origin + self._label_height
            if self._label.text != text:
                self._label.text = text
        if self._label.visible != bool(text):
            self._label.visible = bool(text)

    def show_contacts(self, standing: NDArray[np.bool_], places: Array) -> None:
        """Mark the floor (feet, 3) m under the feet that stand (feet,)."""
        scales = np.where(standing, 1.0, _HIDDEN)
        positions = places - self.origin + [0.0, 0.0, _MARK_HEIGHT]
        turns = np.tile(rot.IDENTITY, (len(places), 1))
        if self._marks is None:
            self._marks = self._server.scene.add_batched_meshes_simple(
                "/contacts",
                *_triangles(shapes.shared_corners(shapes.cylinder(_MARK_RADIUS, _MARK_HEIGHT))),
                turns,
                np.linspace([-_WIDE] * 3, [_WIDE] * 3, len(places)),
                batched_scales=np.ones(len(places)),
                batched_colors=_instances(np.array(_MARK_COLOUR) / 255.0),
                lod="off",
                cast_shadow=False,
            )
        self._marks.batched_positions = positions.astype(np.float32)
        self._marks.batched_scales = scales.astype(np.float32)

    def show_bones(self, bones: Array) -> None:
        """Show lines (bones, 2, 3) of the world beside the character."""
        points = bones - self.origin + self._beside
        if self._bones is None:
            self._bones = self._server.scene.add_line_segments(
                "/bones", points, colors=_BONES_COLOUR, thickness=0.03, thickness_units="world"
            )
        self._bones.points = points.astype(np.float32)
        if self._bones.visible != self.bones_visible:
            self._bones.visible = self.bones_visible

    def _place(self, frames: list[viser.FrameHandle], qpos: Array, aside: Array) -> None:
        self._data.qpos[:] = qpos
        mujoco.mj_kinematics(self._model, self._data)
        for body, frame in enumerate(frames, start=1):
            frame.position = self._data.xpos[body] - self.origin + aside
            frame.wxyz = self._data.xquat[body]

    def _show_ground(self, ground: Ground) -> None:
        if self._course is None or not np.array_equal(ground.positions, self._course_at):
            self._course_at = ground.positions
            boxes = zip(ground.halves, ground.rotations, ground.positions, strict=True)
            course = shapes.joined(
                [shapes.moved(shapes.box(half), turn, place) for half, turn, place in boxes]
            )
            self._course = self._server.scene.add_mesh_simple(
                "/course", *_triangles(shapes.shared_corners(course)), color=_COURSE_COLOUR
            )
            self._ground.visible = False
        self._course.position = -self.origin

    def _show_things(self, things: tuple[Thing, ...]) -> None:
        for number in range(len(self._things), len(things)):
            self._things.append(_mesh(self._server, f"/things/{number}", things[number]))
        for handle, thing in zip(self._things, things, strict=True):
            handle.position = thing.position - self.origin
            handle.wxyz = rot.from_matrix(thing.rotation)

    def _show_blocks(self, blocks: Blocks) -> None:
        self._show_things(blocks.things)
        there = blocks.edges > 0
        scales = np.where(there, blocks.edges, _HIDDEN)
        positions = np.where(there[:, None], blocks.positions - self.origin, 0.0)
        if self._blocks is None:
            self._blocks = self._server.scene.add_batched_meshes_simple(
                "/blocks",
                *_triangles(shapes.box(np.full(3, 0.5))),
                blocks.rotations,
                np.linspace([-_WIDE] * 3, [_WIDE] * 3, len(there)),
                batched_scales=np.ones(len(there)),
                batched_colors=_instances(np.array(scene.BLOCK_COLOUR[:3])),
                lod="off",
            )
        self._blocks.batched_positions = positions.astype(np.float32)
        self._blocks.batched_wxyzs = blocks.rotations.astype(np.float32)
        self._blocks.batched_scales = scales.astype(np.float32)


def is_narrow(width: int, height: int) -> bool:
    """Whether a browser's window is as narrow as a phone's, so that the panel lies below. Phones
    count two or three pixels where a page counts one."""
    return width <= _NARROW or width < _UPRIGHT * height


def _begin_where_it_looks_from(client: viser.ClientHandle, server: viser.ViserServer) -> None:
    """Send a browser to where the page's camera begins; in a window as narrow as a phone's, where
    the panel lies below, the character is lifted over it.

    Where look-at and position come to it in two batches, as on a busy machine, viser's page takes
    the first alone. And only from there can it be sent on.
    """
    sent = False
    narrow = is_narrow(client.camera.image_width, client.camera.image_height)

    def send_on(camera: viser.CameraHandle) -> None:
        nonlocal sent
        begins = server.initial_camera
        if sent or not np.allclose(camera.look_at, begins.look_at, atol=0.01):
            return
        sent = True
        away, lower = begins.position - begins.look_at, np.zeros(3)
        if narrow:
            away = _NARROW_DISTANCE * away
            lower[2] = _NARROW_LIFT * np.linalg.norm(away)
        camera.position = begins.look_at + away - lower
        camera.look_at = begins.look_at - lower

    client.camera.on_update(send_on)
    send_on(client.camera)


def _figure(
    server: viser.ViserServer, name: str, model: mujoco.MjModel
) -> tuple[list[viser.FrameHandle], dict[str, list[viser.MeshHandle]]]:
    """A frame for each body, what it looks like hung onto it; and those meshes by body."""
    frames: list[viser.FrameHandle] = []
    parts: dict[str, list[viser.MeshHandle]] = {}
    for body in range(1, model.nbody):
        label = model.body(body).name
        frames.append(server.scene.add_frame(f"{name}/{label}", show_axes=False))
        parts[label] = []
        for (*colour, opacity), geoms in geoms_by_colour(model, body).items():
            handle = server.scene.add_mesh_simple(
                f"{name}/{label}/{len(parts[label])}",
                *_surface(model, geoms),
                color=(colour[0], colour[1], colour[2]),
                opacity=opacity if opacity < 1.0 else None,
                cast_shadow=opacity == 1.0,
                receive_shadow=False,  # its own would cut each limb along the edge of the light
            )
            parts[label].append(handle)
    return frames, parts


def _mesh(server: viser.ViserServer, name: str, thing: Thing) -> viser.MeshHandle:
    """What a thing looks like, at the origin."""
    alone = mujoco.MjSpec()
    alone.worldbody.add_geom(type=mujoco.mjtGeom(thing.kind), size=thing.size)
    colour = tuple(thing.colour[:3].tolist())
    return server.scene.add_mesh_simple(name, *_surface(alone.compile(), [0]), color=colour)


def _surface(model: mujoco.MjModel, geoms: list[int]) -> Triangles:
    """Of geoms of one body, in its frame; meshes are smooth."""
    is_mesh = model.geom_type == mujoco.mjtGeom.mjGEOM_MESH
    return _triangles(
        shapes.joined(
            [
                shapes.shared_corners(shapes.shape(model, geom), smooth=bool(is_mesh[geom]))
                for geom in geoms
            ]
        )
    )


def _triangles(surface: Shape) -> Triangles:
    return surface.points.astype(np.float32), surface.triangles.astype(np.uint32)


def geoms_by_colour(model: mujoco.MjModel, body: int) -> dict[tuple[float, ...], list[int]]:
    """Visible geoms of a body, by the rgba that MuJoCo gives them; models hide in the later groups
    what is there to collide and not to be seen."""
    found: dict[tuple[float, ...], list[int]] = {}
    for geom in np.flatnonzero(model.geom_bodyid == body):
        material, rgba = model.geom_matid[geom], model.geom_rgba[geom]
        if material >= 0 and np.allclose(rgba, _NO_COLOUR):
            rgba = model.mat_rgba[material]
        if rgba[3] > 0 and model.geom_group[geom] < _HIDDEN_GROUPS:
            found.setdefault(tuple(rgba.tolist()), []).append(int(geom))
    return found


def _sky(server: viser.ViserServer) -> None:
    """Blue above, bright where the ground ends."""
    part = np.linspace(0.0, 1.0 / _HORIZON, 256).clip(0.0, 1.0)[:, None, None]
    top, horizon = np.array(_SKY_COLOUR), np.array(_HORIZON_COLOUR)
    sky = (1.0 - part) * top + part * horizon
    server.scene.set_background_image(np.repeat(sky, 2, axis=1).astype(np.uint8), format="png")


def _light(server: viser.ViserServer) -> None:
    server.scene.configure_default_lights(enabled=False)
    server.scene.configure_environment_map("studio", environment_intensity=0.35)
    server.scene.add_light_hemisphere(
        "/sky", sky_color=(255, 255, 255), ground_color=(176, 184, 200), intensity=0.9
    )
    server.scene.add_light_directional(
        "/sun", intensity=1.5, cast_shadow=True, position=(2.5, -3.0, 6.0)
    )


def _ground(server: viser.ViserServer) -> viser.GridHandle:
    return server.scene.add_grid(
        "/ground",
        infinite_grid=True,
        plane_color=_FLOOR_COLOUR,
        plane_opacity=1.0,
        cell_size=1.0,
        section_size=1.0,
        cell_color=_LINE_COLOUR,
        section_color=_LINE_COLOUR,
        section_thickness=1.2,
        fade_distance=30.0,
        shadow_opacity=0.35,
    )


def _instances(colour: Array) -> NDArray[np.uint8]:
    """A colour (3,), 0 to 1, for a batch of meshes: the browser takes theirs for linear."""
    return (255.0 * colour**2.2).astype(np.uint8)
