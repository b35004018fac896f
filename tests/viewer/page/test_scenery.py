"""What the page shows in three dimensions."""

import mujoco
import numpy as np
import pytest
import viser
from playwright.sync_api import Browser

from stuntman.characters import character as characters
from stuntman.characters.character import Character
from stuntman.physics.interactive import Blocks, Thing
from stuntman.playback.ground import Ground
from stuntman.viewer import figure
from stuntman.viewer.page.scenery import _EYE_LEVEL as EYE_LEVEL
from stuntman.viewer.page.scenery import Scenery, geoms_by_colour, is_narrow


def colours(model: mujoco.MjModel) -> set[tuple[float, ...]]:
    return {rgba for body in range(1, model.nbody) for rgba in geoms_by_colour(model, body)}


def test_the_ghost_is_of_one_colour_and_translucent(humanoid: Character) -> None:
    ((*_, opacity),) = colours(figure.ghost_of(humanoid, 0.2).compile())
    assert opacity < 0.5


def test_the_body_is_solid_and_its_sides_differ(humanoid: Character) -> None:
    found = colours(figure.with_bones(humanoid).compile())
    assert len(found) >= 3
    assert {opacity for *_, opacity in found} == {1.0}


def test_a_colour_of_its_own_goes_before_the_material() -> None:
    model = mujoco.MjModel.from_xml_string("""
        <mujoco>
          <asset><material name="red" rgba="1 0 0 1"/></asset>
          <worldbody><body>
            <geom size="1" material="red"/>
            <geom size="1" material="red" rgba="0 0 1 1"/>
          </body></worldbody>
        </mujoco>""")
    assert geoms_by_colour(model, 1) == {(1.0, 0.0, 0.0, 1.0): [0], (0.0, 0.0, 1.0, 1.0): [1]}


def test_what_is_there_to_collide_and_not_to_be_seen_is_hidden() -> None:
    model = mujoco.MjModel.from_xml_string("""
        <mujoco><worldbody><body>
          <geom size="1" group="2" rgba="1 0 0 1"/><geom size="1" group="3" rgba="0 1 0 1"/>
        </body></worldbody></mujoco>""")
    assert geoms_by_colour(model, 1) == {(1.0, 0.0, 0.0, 1.0): [0]}


@pytest.mark.parametrize("beats", [1, 6])
def test_the_camera_keeps_up_with_who_runs_however_few_pictures_there_are(
    server: viser.ViserServer, humanoid: Character, beats: int
) -> None:
    scenery = Scenery(server, humanoid)
    qpos = humanoid.spec().compile().qpos0.copy()
    for _ in range(60 // beats):
        qpos[0] += 4.0 * beats / 30.0
        scenery.show(qpos, None, beats=beats)
    assert qpos[0] - scenery.origin[0] < 0.6


@pytest.mark.parametrize("name", ["humanoid", "dog", "dragon"])
def test_the_whole_body_is_in_the_picture(server: viser.ViserServer, name: str) -> None:
    body = characters.load(name)
    Scenery(server, body)
    camera = server.initial_camera
    model = figure.with_bones(body).compile()
    data = mujoco.MjData(model)
    mujoco.mj_kinematics(model, data)
    ahead = np.asarray(camera.look_at) - np.asarray(camera.position)
    away = data.geom_xpos - data.qpos[:3] * [1.0, 1.0, 0.0] - np.asarray(camera.position)
    cosines = away @ ahead / np.linalg.norm(away, axis=1) / np.linalg.norm(ahead)
    widest = np.arccos(cosines.min())
    assert 0.25 * camera.fov < widest < 0.7 * camera.fov


def test_ground_that_is_not_flat_is_shown_and_the_camera_climbs(
    server: viser.ViserServer, humanoid: Character
) -> None:
    scenery = Scenery(server, humanoid)
    ground = Ground(
        np.array([[0.0, 0.0, 0.5], [3.0, 0.0, 1.5]]),
        np.tile([1.0, 0.0, 0.0, 0.0], (2, 1)),
        np.full((2, 3), 1.0),
        1.5,
    )
    for _ in range(30):
        scenery.show(humanoid.spec().compile().qpos0, None, ground=ground)
    course = server.scene.get_handle_by_name("/course")
    assert isinstance(course, viser.MeshHandle)
    tops = np.unique(np.asarray(course.vertices)[:, 2].round(3))
    assert tops.tolist() == [-0.5, 0.5, 1.5, 2.5]
    assert scenery.origin[2] == pytest.approx(1.5, abs=0.01)
    assert course.position == pytest.approx(-scenery.origin, abs=1e-3)


def test_what_a_task_brought_is_shown_where_it_is(
    server: viser.ViserServer, humanoid: Character
) -> None:
    scenery, qpos = Scenery(server, humanoid), humanoid.spec().compile().qpos0
    kinds = mujoco.mjtGeom.mjGEOM_SPHERE, mujoco.mjtGeom.mjGEOM_BOX
    none = np.zeros(1), np.zeros((1, 3)), np.array([[1.0, 0.0, 0.0, 0.0]])
    for x in (1.0, 2.0):
        things = tuple(
            Thing(int(kind), np.full(3, 0.1), np.ones(4), np.array([x, y, 0.5]), np.eye(3))
            for y, kind in enumerate(kinds)
        )
        scenery.show(qpos, None, Blocks(*none, things))
        places = [handle.position for handle in scenery._things]
        np.testing.assert_allclose(places + scenery.origin, [[x, 0.0, 0.5], [x, 1.0, 0.5]])


@pytest.mark.parametrize(
    ("size", "narrow"),
    [
        ((390, 800), True),
        ((780, 1600), True),  # the same phone, by the pixels of its screen
        ((750, 1334), True),
        ((1280, 800), False),
        ((900, 600), False),
        ((1536, 2048), False),  # a tablet, which has the panel at its side
        ((1600, 780), False),  # a phone held across
    ],
)
def test_phones_are_told_by_their_shape(size: tuple[int, int], narrow: bool) -> None:
    assert is_narrow(*size) == narrow


def test_a_browser_told_where_to_look_before_from_where_begins_where_it_is_to(
    server: viser.ViserServer, humanoid: Character, browser: Browser
) -> None:
    tab = browser.new_page(device_scale_factor=0.25)
    tab.goto(f"http://127.0.0.1:{server.get_port()}")
    while not (clients := server.get_clients()):
        tab.wait_for_timeout(50.0)
    (client,) = clients.values()
    aim = np.array([0.0, 0.0, EYE_LEVEL * humanoid.spec().compile().qpos0[2]])
    server.initial_camera.look_at = aim
    while not np.allclose(client.camera.look_at, aim):
        tab.wait_for_timeout(50.0)
    Scenery(server, humanoid)
    for _ in range(600):
        tab.wait_for_timeout(50.0)
        if np.allclose(client.camera.position, server.initial_camera.position, atol=1e-6):
            break
    np.testing.assert_allclose(client.camera.look_at, server.initial_camera.look_at, atol=1e-6)
    np.testing.assert_allclose(client.camera.position, server.initial_camera.position, atol=1e-6)
    tab.close()


def test_a_body_is_drawn_of_few_enough_triangles_for_any_laptop(
    server: viser.ViserServer, humanoid: Character
) -> None:
    parts = Scenery(server, humanoid).parts
    assert sum(len(mesh.faces) for meshes in parts.values() for mesh in meshes) < 25_000
