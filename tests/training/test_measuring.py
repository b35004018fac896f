"""How much of a run goes into measuring it."""

from stuntman.training.measuring import while_training


def test_many_clips_are_measured_by_no_more_episodes_than_a_few() -> None:
    assert [while_training(clips) for clips in (1, 2, 4, 8)] == [32, 32, 16, 8]
    assert while_training(20) == 8, "and each by so many that a fall somewhere shows"
