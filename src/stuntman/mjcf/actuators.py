"""How a model's position actuators drive its joints."""

import mujoco
import numpy as np
import torch

from stuntman.errors import StuntmanError


class PdActuators:
    """The PD drives of a compiled model.

    Attributes:
        dof: (actuators,) the degree of freedom (after the root's six) that each one drives.
        lag: (actuators,) s, kd/kp: how far behind a moving target the damping holds the joint.
        gain: (actuators,) N m/rad, kp.
        limit: (actuators,) N m, the largest torque.

    Raises:
        StuntmanError: an actuator is no position actuator with a unit gear on a joint.
    """

    def __init__(self, model: mujoco.MjModel) -> None:
        dof, lag, gains, limits = [], [], [], []
        for k in range(model.nu):
            actuator = model.actuator(k)
            joint = int(actuator.trnid[0])
            gear, gain = np.array(actuator.gear), float(actuator.gainprm[0])
            axis = int(np.argmax(np.abs(gear)))
            if (
                actuator.trntype[0] != mujoco.mjtTrn.mjTRN_JOINT
                or not np.array_equal(gear, np.eye(6)[axis])
                or gain <= 0
                or actuator.biasprm[1] != -gain
            ):
                raise StuntmanError(
                    f"Actuator '{actuator.name}' is no position actuator with gear 1 on a joint: "
                    "imitation drives joints by PD targets, so change it in the character.xml."
                )
            address = int(model.jnt_dofadr[joint]) + axis
            dof.append(address - 6)
            lag.append((model.dof_damping[address] - actuator.biasprm[2]) / gain)
            gains.append(gain)
            limits.append(actuator.forcerange[1] if actuator.forcelimited[0] else np.inf)
        self.dof = torch.tensor(dof, dtype=torch.long)
        self.lag = torch.tensor(lag, dtype=torch.float32)
        self.gain = torch.tensor(gains, dtype=torch.float32)
        self.limit = torch.tensor(limits, dtype=torch.float32)
