"""What follows from a field of the model that worlds are given values of their own in."""

import mujoco
import numpy as np
import torch
from torch import Tensor

from stuntman.errors import StuntmanError

# Fields after which MuJoCo's `mj_setConst` works out others: inverse weights, subtree masses.
INERTIAL = frozenset(
    {"body_mass", "body_inertia", "body_ipos", "body_iquat", "body_pos", "body_quat"}
    | {"dof_armature", "qpos0"}
)


def in_world(
    model: mujoco.MjModel, world: mujoco.MjModel, name: str, values: Tensor
) -> dict[str, Tensor]:
    """All fields of the world to write where `name` of the character's model gets values; what
    tasks bring, which comes after, is as the world has it. Raises what `with_consequences` does."""
    if world is not model:
        with_consequences(model, name, values)
        own = torch.from_numpy(getattr(world, name)[values.shape[1] :]).to(values)
        values = torch.cat([values, own.expand(len(values), *own.shape)], dim=1)
    return with_consequences(world, name, values)


def with_consequences(model: mujoco.MjModel, name: str, values: Tensor) -> dict[str, Tensor]:
    """All fields to write where `name` gets values (n, *shape of the field).

    Two geoms whose contact is listed (`scene.build` lists them) have the friction that the list
    gives them, so a geom's friction goes there too. A box that grew has to be looked for farther
    away.

    Raises:
        StuntmanError: the model has no such field, or its shape is another.
    """
    field = getattr(model, name, None)
    if not isinstance(field, np.ndarray):
        raise StuntmanError(f"MuJoCo's model has no field '{name}' that a world can have.")
    if values.shape[1:] != field.shape:
        raise StuntmanError(
            f"'{name}' has the shape {field.shape} in each world, and the values given have "
            f"{tuple(values.shape[1:])}."
        )
    if name == "geom_friction" and model.npair:
        return {name: values, "pair_friction": _pair_friction(model, values)}
    if name == "geom_size":
        return {name: values} | _bounds(model, values)
    return {name: values}


def _pair_friction(model: mujoco.MjModel, geom_friction: Tensor) -> Tensor:
    """Friction (n, pairs, 5) of the listed pairs by that of their geoms (n, geoms, 3), by MuJoCo's
    rule: the one of higher priority decides, else the larger number."""
    first, second = (
        torch.from_numpy(ids).to(geom_friction.device, torch.long)
        for ids in (model.pair_geom1, model.pair_geom2)
    )
    priority = torch.from_numpy(model.geom_priority).to(geom_friction.device)
    lead = (priority[first] - priority[second]).unsqueeze(-1)
    one, other = geom_friction[:, first], geom_friction[:, second]
    chosen = torch.where(lead > 0, one, torch.where(lead < 0, other, torch.maximum(one, other)))
    return chosen[..., [0, 0, 1, 2, 2]]  # slide twice, spin, roll twice


def _bounds(model: mujoco.MjModel, geom_size: Tensor) -> dict[str, Tensor]:
    """Bounding spheres and bounding boxes by the sizes (n, geoms, 3) of what is a box."""
    device, dtype = geom_size.device, geom_size.dtype
    box = torch.from_numpy(model.geom_type == mujoco.mjtGeom.mjGEOM_BOX).to(device)
    radius = torch.from_numpy(model.geom_rbound).to(device, dtype)
    around = torch.from_numpy(model.geom_aabb).to(device, dtype).expand(len(geom_size), -1, -1)
    half = torch.where(box.unsqueeze(-1), geom_size, around[..., 3:])
    return {
        "geom_rbound": torch.where(box, geom_size.norm(dim=-1), radius),
        "geom_aabb": torch.cat([around[..., :3], half], dim=-1),
    }
