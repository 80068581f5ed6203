"""Pictures within a page, which gives them their style and their legend."""

from outlook.show.describe.blocks import Chart, Reliability
from outlook.show.describe.calibration import told
from outlook.show.describe.chart import legend, standing
from outlook.show.markup import Html
from outlook.show.svg import calibration, plot
from outlook.show.svg.shapes import inline


def small(block: Chart | Reliability) -> Html:
    """The picture of a block, said in words for those who cannot see it."""
    if isinstance(block, Chart):
        words = ". ".join([standing(block.picture), *(key.words for key in legend(block.picture))])
        return inline(plot.draw(block.picture, plot.SMALL), f"{words}.")
    return inline(calibration.draw(block.bins, calibration.SMALL), " ".join(map(told, block.bins)))
