"""How far chance alone may carry a share."""

from __future__ import annotations

import math
from statistics import NormalDist

_Z = NormalDist().inv_cdf(0.975)


def wilson(numerator: float, denominator: float) -> tuple[float, float]:
    """The 95 % interval of a share, in per cent: Wilson's score interval without continuity
    correction (Wilson 1927; recommended by Brown, Cai and DasGupta 2001 for small samples).
    """
    share, z2 = numerator / denominator, _Z * _Z / denominator
    middle = (share + z2 / 2) / (1 + z2)
    reach = _Z / (1 + z2) * math.sqrt(share * (1 - share) / denominator + z2 / 4 / denominator)
    return 100 * max(0.0, middle - reach), 100 * min(1.0, middle + reach)
