"""What numbers say: bins, ranks, and the network that a second pass is."""

import numpy as np
import pytest

from newsclean.scoring.model_file import packed_model, unpacked_model
from newsclean.scoring.numbers import Network, Numbers, Scale

pytest.importorskip("scipy")

from newsclean.training.choice import Answered
from newsclean.training.linear import scale_of
from newsclean.training.network import Recipe, fit_choice_network, fit_network, in_parts
from newsclean.training.plain import network_data, numbers_data

RECIPE = Recipe(
    units=8, networks=1, epochs=1, batch=64, decay=0.01, lost_inputs=0.0, lost_units=0.0
)
SCALE = Scale(
    np.array([1.0, 0.0]), np.array([2.0, 1.0]), np.array([[0.0, 2.0, np.inf], [np.inf] * 3])
)


def draw(rows=600):
    """Two numbers, and whether just one of them is above 0: nothing that a sum could tell."""
    dense = np.random.default_rng(1).normal(size=(rows, 2))
    return dense, (dense[:, 0] > 0) != (dense[:, 1] > 0)


def test_a_number_is_cut_at_four_deviations():
    assert SCALE.straight(np.array([[3.0, 99.0], [-99.0, 0.5]])).tolist() == [[1, 4], [-4, 0.5]]


def test_a_bin_counts_the_cuts_below_and_a_cut_belongs_to_the_bin_under_it():
    dense = np.array([[-1.0, 5.0], [0.0, 5.0], [1.0, 5.0], [9.0, 5.0]])
    assert SCALE.bins(dense).tolist() == [[0, 0], [0, 0], [1, 0], [2, 0]]


def test_ranks_go_from_lowest_to_highest_whatever_the_count_of_cuts():
    dense = np.array([[-1.0, 5.0], [1.0, 5.0], [9.0, 5.0]])
    assert SCALE.ranks(dense)[:, 0].tolist() == [-1, 0, 1]


def test_quantiles_make_the_cuts():
    dense = np.arange(800.0)[:, None]
    assert scale_of(dense, np.ones(800)).cuts[0].tolist() == [100 * n - 0.5 for n in range(1, 8)]


def test_a_cut_lies_between_two_values_so_that_rounding_moves_neither_across():
    dense = np.log1p(np.arange(40.0) % 5)[:, None]
    scale = scale_of(dense.astype(np.float32), np.ones(40))
    exact = scale.bins(dense)
    for digits in (4, 6):
        assert (scale.bins(np.round(dense, digits)) == exact).all()
    assert sorted(set(exact[:, 0].tolist())) == [0, 1, 2, 3, 4]


def test_a_number_that_never_differs_has_no_cuts():
    assert np.isinf(scale_of(np.ones((50, 1)), np.ones(50)).cuts).all()


def test_a_network_adds_up_its_units():
    network = Network(
        SCALE,
        np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 1.0], [0.0, 0.0]]),
        np.array([0.5, -0.25]),
        np.array([2.0, 4.0]),
        0.125,
    )
    # The first unit reads the first number, (3 - 1) / 2; the second its rank, which is 1.
    assert network(np.array([[3.0, 0.0]])).tolist() == [2 * 1.5 + 4 * 0.75 + 0.125]


@pytest.mark.parametrize("rows", [1, 2, 7, 8, 9, 50])
def test_a_network_tells_each_row_as_it_does_alone(rows):
    draw = np.random.default_rng(2)
    scale = Scale(np.zeros(300), np.ones(300), np.full((300, 7), np.inf))
    hidden, output = draw.normal(size=(600, 64)), draw.normal(size=64)
    network = Network(scale, hidden, np.zeros(64), output, 0.0)
    dense = draw.normal(size=(rows, 300))
    alone = [float(network(row[None])[0]) for row in dense]
    assert np.allclose(network(dense), alone)
    assert np.allclose(alone, np.maximum(network.inputs(dense) @ hidden, 0) @ output)


def test_learns_what_no_sum_of_numbers_tells():
    dense, right = draw()
    network = fit_network(dense, right, np.ones(len(right)), RECIPE)
    fresh, wanted = draw(2000)
    assert ((network(fresh) > 0) == wanted).mean() > 0.9


def test_the_same_rows_give_the_same_network():
    dense, right = draw()
    recipe = RECIPE._replace(epochs=2, lost_inputs=0.2, lost_units=0.2)
    first, again = (
        network_data(fit_network(dense, right, np.ones(len(right)), recipe)) for _ in range(2)
    )
    assert first == again


def test_several_networks_are_joined_to_one_that_gives_their_mean():
    dense, right = draw()
    joined = fit_network(dense, right, np.ones(len(right)), RECIPE._replace(networks=2))
    halves = [
        Network(joined.scale, joined.hidden[:, part], joined.bias[part], joined.output[part], 0.0)
        for part in (slice(8), slice(8, 16))
    ]
    assert joined.bias.size == 16
    told = sum(half(dense) for half in halves) + joined.constant
    assert np.allclose(joined(dense), told)
    assert not np.allclose(halves[0](dense), halves[1](dense))


def test_rows_of_more_weight_are_heeded_more():
    dense, _ = draw()
    right = np.arange(len(dense)) % 2 == 0  # no number tells
    often = fit_network(dense, right, np.where(right, 9.0, 1.0), RECIPE)
    assert (often(dense) > 0).mean() > 0.9


def test_what_is_written_reads_back():
    dense, right = draw()
    network = fit_network(dense, right, np.ones(len(right)), RECIPE)
    read = Network.of(unpacked_model(packed_model(network_data(network))))
    assert np.allclose(read(dense), network(dense), atol=0.05)
    numbers = Numbers(network.scale, np.array([1.0, -1.0]), np.ones((2, 8)), 0.5)
    again = Numbers.of(unpacked_model(packed_model(numbers_data(numbers))))
    assert np.allclose(again(dense), numbers(dense), atol=1e-3)


def test_many_rows_are_told_in_parts_as_they_are_at_once():
    dense, right = draw()
    network = fit_network(dense, right, np.ones(len(right)), RECIPE._replace(epochs=1))
    many = np.tile(dense, (30, 1))
    assert np.allclose(in_parts(network, many), network(many))


def test_a_network_chooses_by_what_two_numbers_say_together_only():
    dice = np.random.default_rng(1)

    def choices(count):
        """The one row whose two marks are alike is right."""
        for _ in range(count):
            marks = dice.choice([-1.0, 1.0], size=4)
            other = -marks
            right = int(dice.integers(4))
            other[right] = marks[right]
            yield Answered(np.column_stack((marks, other)), np.arange(4) == right)

    recipe = Recipe(16, 1, 10, batch=32, decay=0.0, lost_inputs=0.0, lost_units=0.0)
    network = fit_choice_network(list(choices(400)), recipe)
    assert all(choice.met(network(choice.dense)) for choice in choices(50))
