"""Mirror images: the reflection in the x-z plane, which swaps left and right."""

import numpy as np

# What the reflection multiplies x, y and z with: in a polar vector, such as a position, a velocity
# or a force, ...
POLAR_SIGNS = np.array([1.0, -1.0, 1.0])
# ... in an axial vector, such as a rotation's axis or an angular velocity, which a reflection also
# reverses, ...
AXIAL_SIGNS = -POLAR_SIGNS
# ... and in a quaternion's w, x, y and z, whose last three lie along the rotation's axis.
QUATERNION_SIGNS = np.array([1.0, *AXIAL_SIGNS])
